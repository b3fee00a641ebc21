"""Who reports what went wrong, who takes it up, follows it and closes it: `None`, or the reason in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import incidents as calc
from guihua.commissioning.models.messages import LISTENING
from guihua.core import audit, clock
from guihua.core.editing import STALE
from guihua.core.refusal import Refusal
from guihua.directory.models import users

Incident = commissioning.Incident
State = commissioning.IncidentState
Project = commissioning.Project
REPORTING = (
    users.Role.OFFICE,
    users.Role.LIAISON,
    users.Role.MANAGER,
    users.Role.WORKER,
    users.Role.SECRETARY,
)


def reports(user: Any) -> Any:
    """Of which projects the user reports: one's own to run, to look after or to answer for, and a secretary's at home."""
    own = Project.objects.talked_on_by(user)
    return Project.objects.filter(pk__in=own.values("pk")) | Project.objects.filter(
        pk__in=Project.objects.handed_on_by(user).values("pk")
    )


def hears(user: Any, project: Project) -> bool:
    """Whether they learn of all that is reported of a project."""
    listening = users.subdistricts_of(user, *LISTENING).filter(subdistrict=project.subdistrict_id)
    own = Project.objects.filter(pk=project.pk).talked_on_by(user)
    return project.is_bought and (own.exists() or listening.exists())


def why_not_report_at_all(user: Any) -> Refusal | None:
    if not users.holds(user, *REPORTING):
        return Refusal("no-role", _("突发事件和投诉由街道办公室、挂钩人员、承接机构和社区报告。"))
    return None


def why_not_report(user: Any, project: Project) -> Refusal | None:
    if not project.is_bought:
        return Refusal("not-bought", _("这个项目还没有签约，没有可以报告的。"))
    if user is not audit.SYSTEM and not reports(user).filter(pk=project.pk).exists():
        return Refusal("no-role", _("这个项目的突发事件和投诉由街道办公室、挂钩人员、承接机构和社区报告。"))
    return None


def why_not_hand_on(user: Any, project: Project, kind: str) -> Refusal | None:
    """A community hands on what a resident complains of; what goes wrong in the work is its people's to report."""
    works = user is audit.SYSTEM or Project.objects.filter(pk=project.pk).talked_on_by(user).exists()
    if not works and kind != commissioning.IncidentKind.COMPLAINT:
        return Refusal("kind", _("社区转来的是居民的投诉，请选「投诉」。"))
    return None


def why_not_when(happened_at: datetime, known_at: datetime) -> Refusal | None:
    if known_at > clock.now():
        return Refusal("known_at", _("知道的时间还没有到。"))
    if happened_at > known_at:
        return Refusal("happened_at", _("发生的时间晚于知道的时间。"))
    return None


def why_not_known(incident: Incident, happened_at: datetime, known_at: datetime) -> Refusal | None:
    """A correction puts right when it became known, which was before it was reported."""
    if known_at > incident.reported_at:
        return Refusal("known_at", _("知道的时间晚于报告的时间。"))
    return why_not_when(happened_at, known_at)


def is_office(user: Any, place: int) -> bool:
    return user is audit.SYSTEM or users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=place).exists()


def why_not_handle(user: Any, incident: Incident) -> Refusal | None:
    if not is_office(user, incident.subdistrict_id):
        return Refusal("no-role", _("突发事件和投诉由街道办公室受理和办结。"))
    return None


def why_not_take(incident: Incident) -> Refusal | None:
    if incident.state == State.REPORTED:
        return None
    name = incident.taken_by or _("系统")
    return Refusal("no-such-move", _("%(name)s已经受理了。") % {"name": name})


def why_not_reopen(incident: Incident) -> Refusal | None:
    return Refusal("no-such-move", _("还没有办结，不用重新办理。")) if incident.is_open else None


def why_not_answered(incident: Incident) -> Refusal | None:
    return None if incident.state == State.ASKED else Refusal("no-such-move", _("现在没有要补充的。"))


def why_not_note(user: Any, incident: Incident) -> Refusal | None:
    """What was done since: whoever talks on the project, as long as it is open."""
    if not incident.is_open:
        return Refusal("closed", _("已经办结。有新情况，请街道办公室重新办理。"))
    if user is not audit.SYSTEM and not Project.objects.filter(pk=incident.project_id).talked_on_by(user).exists():
        return Refusal("no-role", _("进展由街道办公室、挂钩人员和承接机构记录。"))
    return None


def why_not_answer(user: Any, incident: Incident) -> Refusal | None:
    """Its provider's people and whoever reported it say what was asked for."""
    own = Project.objects.filter(pk=incident.project_id)
    reported = incident.reported_by_id is not None and Incident.objects.visible_to(user).filter(
        pk=incident.pk, reported_by=user.pk
    )
    if user is audit.SYSTEM or own.known_by(user).exists() or (reported and reported.exists()):
        return None
    return Refusal("no-role", _("由承接机构或报告的人补充。"))


def why_not_correct(user: Any, incident: Incident) -> Refusal | None:
    """Whoever reported it, as long as they may report of the project; and the office."""
    if not incident.is_open:
        return Refusal("closed", _("已经办结，不能再更正。"))
    if is_office(user, incident.subdistrict_id):
        return None
    if incident.reported_by_id != user.pk:
        return Refusal("no-role", _("由报告的人或街道办公室更正。"))
    return why_not_report(user, incident.project)


OVERTAKEN = gettext_lazy("刚刚被别人改过。您没有动过的已换成现在的内容，两边都改了的请选择，核对后再保存。")


def why_not_seen(incident: Incident, seen: int) -> Refusal | None:
    """Whoever saves second is told, and chooses."""
    if incident.revision == seen:
        return None
    return Refusal(STALE, str(OVERTAKEN))


def why_not_time(user: Any, place: int) -> Refusal | None:
    if not is_office(user, place):
        return Refusal("no-role", _("时限由街道办公室修改。"))
    return None


def mark_of(times: Mapping[str, calc.Times]) -> str:
    """What the times are, in few letters: an editor brings it along, so that a change in between is noticed."""
    said = json.dumps({grade: vars(one) for grade, one in sorted(times.items())})
    return sha256(said.encode()).hexdigest()[:12]


def why_not_seen_times(now: Mapping[str, calc.Times], seen: str) -> Refusal | None:
    return None if mark_of(now) == seen else Refusal(STALE, str(OVERTAKEN))


def why_not_times(times: Mapping[str, calc.Times]) -> Refusal | None:
    if wrong := calc.why_not_ordered(times):
        return Refusal("_".join(wrong), _("越重大的，时限不能越长。"))
    return None
