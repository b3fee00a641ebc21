"""How an entry becomes a session, and is known when it comes again. Callers have locked the sub-district."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.refusal import Refusal, Refused
from guihua.delivery import models as delivery
from guihua.delivery.actions import sessions
from guihua.delivery.actions.entries import Entry
from guihua.directory import models as directory
from guihua.directory.models import users


def locked_for(project: commissioning.Project | None, *, by: Any) -> directory.Subdistrict:
    """The project's sub-district; without a project that of whose office `by` is."""
    own = project.subdistrict if project else directory.Subdistrict.objects.held_by(by, users.Role.OFFICE).first()
    if own is None:
        raise Refused(Refusal("no-role", _("只有街道办公室能登记街道主办的场次。")))
    return directory.Subdistrict.objects.select_for_update().get(pk=own.pk)


def create(subdistrict: directory.Subdistrict, project: commissioning.Project | None, entry: Entry) -> delivery.Session:
    """The session that the entry describes, under a number of its own, with nobody on it yet."""
    line = entry.line(project, _next_code(subdistrict, project, entry))
    activities = sessions.activities_of(subdistrict, [line.activity_key])
    return delivery.Session.objects.create(
        subdistrict=subdistrict,
        project=project,
        code=line.code,
        month=line.month,
        sent_as=entry.sent_as,
        **dict(zip(sessions.DESCRIBING, sessions.described(line, activities), strict=True)),
        **entry.telling(project),
    )


def sent_before(
    subdistrict: directory.Subdistrict, project: commissioning.Project | None, entry: Entry
) -> delivery.Session | None:
    """Under the lock of the sub-district, so that of two that arrive at once the second finds the first."""
    if delivery.Withdrawal.objects.filter(sent_as=entry.sent_as).exists():
        raise Refused(Refusal("withdrawn", _("这一场登记过，后来撤回了，没有再登记一次。")))
    sent: delivery.Session | None = delivery.Session.objects.filter(sent_as=entry.sent_as).first()
    if sent is None:
        return None
    if sent.subdistrict_id != subdistrict.pk or sent.project_id != (project.pk if project else None):
        raise Refused(Refusal("sent-elsewhere", _("这一场已经登记在别的项目里。请打开新的一页再记。")))
    return sent


def _next_code(subdistrict: directory.Subdistrict, project: commissioning.Project | None, entry: Entry) -> str:
    """20220305-1, the first number of the day that no session has or had, whoever gave it."""
    begins = f"{entry.day:%Y%m%d}-"
    held = {"subdistrict": subdistrict, "project": project, "code__startswith": begins}
    taken = {
        code
        for rows in (delivery.Session.objects, delivery.Withdrawal.objects)
        for code in rows.filter(**held).values_list("code", flat=True)
    }
    numbers = (f"{begins}{n}" for n in range(1, len(taken) + 2))
    return next(code for code in numbers if code not in taken)
