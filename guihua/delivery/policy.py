"""Who may do what in delivery: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import stops
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.delivery import closing_policy
from guihua.delivery import models as delivery
from guihua.delivery.calc.months import month_of
from guihua.directory import models as directory
from guihua.directory.models import users

NOT_RECORDING = gettext_lazy("只有项目的社工、承接机构负责人和街道办公室能登记场次。")
MOST_NAMED = 5  # of what stands in the way


def why_not_move_to(domain: commissioning.Domain, project: commissioning.Project) -> Refusal | None:
    """Named attendance lies in the register, or in a confidential domain's vault: it cannot follow its project."""
    if not (domain.is_confidential or project.domain.is_confidential):
        return None
    named = delivery.Attendance.objects.filter(session__project=project).known_as().exclude(known_as=None)
    if not named.exists():
        return None
    words = _(
        "项目 %(number)s 已经有实名参与记录，不能在「%(old)s」和「%(new)s」之间改：其中有保密的领域，姓名存放的地方不同。"
    )
    return Refusal("has-names", words % {"number": project.number, "old": project.domain, "new": domain})


def why_not_record(user: Any, subdistrict: directory.Subdistrict, projects: Iterable[int | None]) -> Refusal | None:
    """The office records for all, and alone for itself; a provider's manager for the provider's own projects."""
    if user is audit.SYSTEM or _is_office(user, subdistrict.pk):
        return None
    own = set(commissioning.Project.objects.managed_by(user).values_list("pk", flat=True))
    if not set(projects) <= own:
        return Refusal("no-role", _("只能登记自己机构的项目。别的请交给街道办公室。"))
    return None


def why_not_record_at_all(user: Any) -> Refusal | None:
    """Before anybody says of which project."""
    if user is audit.SYSTEM or users.holds(user, users.Role.OFFICE, users.Role.MANAGER, users.Role.WORKER):
        return None
    return Refusal("no-role", str(NOT_RECORDING))


def why_not_record_session(
    user: Any, subdistrict: directory.Subdistrict, project: commissioning.Project | None
) -> Refusal | None:
    """By hand a project's workers record its sessions, its provider's manager, and the office; what the office holds
    itself (no project) the office alone."""
    if project and project.state in commissioning.NOT_BOUGHT:
        return Refusal("not-bought", _("「%(project)s」还没有签约，不能登记场次。") % {"project": project})
    if user is audit.SYSTEM:
        return None
    if project and commissioning.Project.objects.known_by(user).filter(pk=project.pk).exists():
        return None  # who records most is asked for first
    if _is_office(user, subdistrict.pk):
        return None
    return Refusal("no-role", str(NOT_RECORDING))


def why_not_hold_on(
    user: Any, subdistrict: directory.Subdistrict, project: commissioning.Project | None, day: date, why: str = ""
) -> Refusal | None:
    """Nothing is recorded before it was, nor before there was a programme, nor of a day on which the project stood still, nor
    without a reason in a closed month."""
    if refusal := why_not_yet(day):
        return refusal
    first = commissioning.ProgrammeYear.objects.filter(subdistrict=subdistrict).aggregate(first=Min("year"))["first"]
    if first is not None and day.year < first:
        return Refusal("too-early", _("街道从 %(year)d 年才有项目，请核对日期。") % {"year": first})
    if project is not None and (refusal := stops.why_not_work_on(project, day)):
        return refusal
    return closing_policy.why_not_change(subdistrict, project, month_of(day), why)


def why_not_hold_many(days: Iterable[tuple[int | None, date]]) -> Refusal | None:
    """The same of a file's rows, each by its project and day: the first of which a project stood still."""
    held = {(project, day) for project, day in days if project is not None}
    stood = stops.of({project for project, _day in held})
    for project, day in sorted(held) if stood else ():
        if stop := stops.stop_on(stood, project, day):
            return Refusal("stopped", stop.sentence(commissioning.Project.objects.get(pk=project)))
    return None


def why_not_yet(day: date) -> Refusal | None:
    return Refusal("future", _("这一天还没有到。开展以后再登记。")) if day > clock.today() else None


def why_not_change_session(user: Any, session: delivery.Session, why: str = "") -> Refusal | None:
    """Who may record a session may correct and withdraw it: while its month is open, or else with a reason."""
    return why_not_record_session(user, session.subdistrict, session.project) or closing_policy.why_not_change(
        session.subdistrict, session.project, session.month, why
    )


def why_not_add_photo(user: Any, session: delivery.Session) -> Refusal | None:
    """Who may record the session. A confidential domain's photos are for its own workers alone, so that they alone add any."""
    if session.project and session.project.domain.is_confidential:
        return why_not_photograph(user, session.project)
    return why_not_record_session(user, session.subdistrict, session.project)


def works_on(user: Any, project: commissioning.Project) -> bool:
    """Whether the user is one of the workers to whom alone a confidential project's names, and its photos, are open."""
    return commissioning.Project.objects.worked_on_by(user).filter(pk=project.pk).exists()


def why_not_photograph(user: Any, project: commissioning.Project | None) -> Refusal | None:
    """Of the project's sessions, beside that one may record them."""
    if user is audit.SYSTEM or project is None or not project.domain.is_confidential:
        return None
    if works_on(user, project):
        return None
    return Refusal("not-yours", _("这个领域要保密，照片只有项目的社工能传。"))


def why_not_undo(user: Any, batch: delivery.ImportBatch) -> Refusal | None:
    if user is not audit.SYSTEM and batch.by_id != user.pk and not _is_office(user, batch.subdistrict_id):
        return Refusal("not-yours", _("只有导入的人和街道办公室能撤销这次导入。"))
    if batch.undone_at is not None:
        return Refusal("undone", _("这次导入已经撤销了。"))
    if later := _standing_on(batch):
        words = _("后来的记录用到了这次导入的内容，不能撤销：%(names)s。请先处理它们。")
        return Refusal("depended-on", words % {"names": listed(later)})
    return None


def _standing_on(batch: delivery.ImportBatch) -> list[str]:
    """What came later and would be lost or wrong without the file's rows, in words; a few are enough."""
    words = _("场次 %(code)s（%(day)s 的%(activity)s）后来又有参与记录")
    taken = delivery.Session.objects.filter(batch=batch).filter(
        Exists(delivery.Attendance.objects.filter(session=OuterRef("pk")).exclude(batch=batch))
    )
    found = [words % _named(session) for session in taken.select_related("activity")[:MOST_NAMED]]
    words = _("场次 %(code)s（%(day)s 的%(activity)s）后来有了照片")
    pictured = delivery.Session.objects.filter(batch=batch, photos__isnull=False).distinct()
    found += [words % _named(session) for session in pictured.select_related("activity")[:MOST_NAMED]]
    words = _("场次 %(code)s（%(day)s 的%(activity)s）后来又更正过")
    touched = Q(session__batch=batch) | Q(session__corrections__batch=batch)
    later = _corrections_of_others(batch).filter(touched)
    since = batch.corrections.order_by("-pk").values_list("pk", flat=True).first() or 0
    corrected = delivery.Session.objects.filter(pk__in=later.filter(pk__gt=since).values("session"))
    found += [words % _named(session) for session in corrected.select_related("activity")[:MOST_NAMED]]
    words = _("%(day)s「%(task)s」的一班后来又更正过")
    touched = Q(shift__batch=batch) | Q(shift__corrections__batch=batch)
    shifts = delivery.DutyShift.objects.filter(
        pk__in=_corrections_of_others(batch).filter(touched, pk__gt=since).values("shift")
    )
    found += [words % {"day": shift.day.isoformat(), "task": shift.task} for shift in shifts[:MOST_NAMED]]
    return found[:MOST_NAMED]


def _corrections_of_others(batch: delivery.ImportBatch) -> QuerySet[delivery.Correction]:
    """Those that stand: what came with a file that was undone was undone with it."""
    return delivery.Correction.objects.exclude(batch=batch).exclude(batch__undone_at__isnull=False)


def _named(session: delivery.Session) -> dict[str, str]:
    return {"code": session.code, "day": session.day.isoformat(), "activity": session.activity.name}


def _is_office(user: Any, subdistrict: int) -> bool:
    return users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict).exists()


def knows_names(user: Any, session: delivery.Session) -> bool:
    """Whether the user reads whole names at a session that they see: its project's worker, or its provider's manager."""
    known = commissioning.Project.objects.known_by(user)
    return session.project_id is not None and known.filter(pk=session.project_id).exists()
