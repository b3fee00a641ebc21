"""Who may write, submit, check, accept and send back a periodic report: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.core import audit
from guihua.core.refusal import Refusal

Report = commissioning.PeriodicReport
State = commissioning.ReportState


def writes(user: Any, report: Report) -> bool:
    """Whether it is theirs to tell: the provider's manager, and the workers of the project."""
    own = commissioning.Project.objects.filter(pk=report.project_id)
    return user is audit.SYSTEM or own.known_by(user).exists()


def why_not_write(user: Any, report: Report) -> Refusal | None:
    if not writes(user, report):
        return Refusal("no-role", _("报告由承接机构负责人和本项目的社工写。"))
    if report.state == State.ACCEPTED:
        return Refusal("accepted", _("报告已经接受，不能再改。"))
    if not report.is_unsent:
        return Refusal("submitted", _("报告已经提交，等街道办公室审核。退回以后才能改。"))
    return None


def why_not_remove(user: Any, file: commissioning.ReportFile) -> Refusal | None:
    if refusal := why_not_write(user, file.report):
        return refusal
    if file.version_id is not None:
        return Refusal("kept", _("「%(name)s」已经随报告提交过，不能删除。") % {"name": file})
    return None


def why_not_submit(user: Any, report: Report) -> Refusal | None:
    """Its manager answers for it; not without a word about what was done."""
    if refusal := why_not_write(user, report):
        return refusal
    own = commissioning.Project.objects.filter(pk=report.project_id)
    if user is not audit.SYSTEM and not own.managed_by(user).exists():
        return Refusal("no-role", _("报告由承接机构负责人提交。写好了，请负责人检查、提交。"))
    if not report.done.strip():
        return Refusal("empty", _("还没有写「做了什么」。"))
    return None


def why_not_check(user: Any, report: Report) -> Refusal | None:
    """The liaison officer has a look before the office, where there is one and they find the time."""
    own = commissioning.Project.objects.filter(pk=report.project_id)
    if user is not audit.SYSTEM and not own.looked_after_by(user).exists():
        return Refusal("no-role", _("由本项目的挂钩人员核对。"))
    if report.state == State.CHECKED:
        return Refusal("checked", _("报告已经核对过了。"))
    return _not_sent(report) or _own(user, report)


def why_not_accept(user: Any, report: Report) -> Refusal | None:
    if policy.why_not_edit(user, report.project) is not None:
        return Refusal("no-role", _("报告由街道办公室接受。"))
    return _not_sent(report) or _own(user, report)


def why_not_send_back(user: Any, report: Report) -> Refusal | None:
    """The office, and the liaison officer as long as they have not found it right."""
    own = commissioning.Project.objects.filter(pk=report.project_id)
    officer = own.looked_after_by(user).exists() and report.state != State.CHECKED
    if policy.why_not_edit(user, report.project) is not None and not officer:
        return Refusal("no-role", _("报告由街道办公室或还没有核对的挂钩人员退回。"))
    return _not_sent(report) or _own(user, report)


def _not_sent(report: Report) -> Refusal | None:
    if report.state == State.ACCEPTED:
        return Refusal("accepted", _("报告已经接受了。"))
    if report.is_unsent:
        return Refusal("unsent", _("报告还没有提交。"))
    return None


def _own(user: Any, report: Report) -> Refusal | None:
    sent = report.versions.first()
    if user is not audit.SYSTEM and sent is not None and sent.submitted_by_id == user.pk:
        return Refusal("same-hand", _("这份报告是您提交的，要由别人审核。"))
    return None
