"""What a project's timeline is made of. A new context that touches projects adds a `Source`; each shows a reader what the
context's own `visible_to` shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import board_words
from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Project
from guihua.core.measures import yuan
from guihua.core.ui.pages import page_of
from guihua.delivery import models as delivery
from guihua.desk.timeline_course import COURSE
from guihua.desk.timeline_judging import JUDGING
from guihua.desk.timeline_source import Source, single
from guihua.directory import models as directory


def _at(name: str, project: int) -> str:
    return reverse(f"desk:project_{name}", args=[project])


def _steps(project: Project, user: Any) -> QuerySet[Any]:
    own = commissioning.Procurement.objects.visible_to(user).filter(project=project)
    taken = commissioning.StepTaken.objects.filter(procurement__in=own)
    return taken.select_related("procurement").prefetch_related("procurement__method__steps")


def _step(taken: commissioning.StepTaken) -> tuple[str, str]:
    steps = taken.procurement.method.steps.all()
    name = next((str(one) for one in steps if one.code == taken.code), taken.code)
    return _("采购：%(step)s") % {"step": name}, _at("buying", taken.procurement.project_id)


def _notices(project: Project, user: Any) -> QuerySet[Any]:
    seen = Project.objects.visible_to(user).filter(pk=project.pk)
    return commissioning.PublicNotice.objects.filter(procurement__project__in=seen)


def _notice(notice: commissioning.PublicNotice) -> tuple[str, str]:
    words = _("更正：%(notice)s") if notice.edition > 1 else _("公布：%(notice)s")
    address = reverse("commissioning:published_purchase", args=[notice.procurement_id])
    return words % {"notice": notice.title}, address


def _contracts(project: Project, user: Any) -> QuerySet[Any]:
    return commissioning.Contract.objects.visible_to(user).filter(project=project)


def _contract(contract: commissioning.Contract) -> tuple[str, str]:
    said = {"number": contract.number, "yuan": f"{yuan(contract.amount_fen):,}"}
    return _("签订合同 %(number)s，%(yuan)s 元") % said, _at("money", contract.project_id)


def _amendments(project: Project, user: Any) -> QuerySet[Any]:
    own = _contracts(project, user)
    return commissioning.Amendment.objects.filter(contract__in=own).select_related("contract")


def _amendment(one: commissioning.Amendment) -> tuple[str, str]:
    return _("签订第 %(n)s 份补充协议") % {"n": one.position}, _at("money", one.contract.project_id)


def _payments(project: Project, user: Any) -> QuerySet[Any]:
    own = commissioning.Payment.objects.visible_to(user).filter(instalment__contract__project=project)
    return own.select_related("instalment__contract")


def _payment(payment: commissioning.Payment) -> tuple[str, str]:
    part = payment.instalment
    said = {"part": part, "yuan": f"{yuan(part.amount_fen):,}", "state": payment.get_state_display()}
    return _("%(part)s付款 %(yuan)s 元：%(state)s") % said, _at("money", part.contract.project_id)


def _acceptances(project: Project, user: Any) -> QuerySet[Any]:
    own = commissioning.Acceptance.objects.visible_to(user).filter(contract__project=project)
    return own.exclude(state=commissioning.AcceptanceState.DRAFT).select_related("contract")


def _acceptance(one: commissioning.Acceptance) -> tuple[str, str]:
    said = {"n": one.number, "conclusion": one.get_conclusion_display()}
    return _("第 %(n)s 次验收：%(conclusion)s") % said, reverse("commissioning:acceptance", args=[one.pk])


def _weeks(project: Project, user: Any) -> QuerySet[Any]:
    weeks = delivery.Session.objects.visible_to(user).filter(project=project).by_week()
    return weeks.annotate(on_day=F("last"), key=Value(project.pk))  # type: ignore[no-any-return]  # - rows by week


def _week(project: Project, many: int) -> tuple[str, str]:
    return _("这一周办了 %(n)s 场") % {"n": many}, _at("sessions", project.pk)


def _visits(project: Project, user: Any) -> QuerySet[Any]:
    return commissioning.LiaisonVisit.objects.visible_to(user).filter(project=project)


def _visit(visit: commissioning.LiaisonVisit) -> tuple[str, str]:
    said = {"way": visit.get_way_display(), "n": visit.minutes}
    return _("挂钩走访：%(way)s，%(n)s 分钟") % said, reverse("commissioning:visit", args=[visit.pk])


def _tasks(project: Project, user: Any) -> QuerySet[Any]:
    return commissioning.ProjectTask.objects.visible_to(user).filter(project=project)


def _raised(task: commissioning.ProjectTask) -> tuple[str, str]:
    return _("新任务：%(what)s") % {"what": task.what}, _task_page(task)


def _ended(task: commissioning.ProjectTask) -> tuple[str, str]:
    return _("任务%(state)s：%(what)s") % {"what": task.what, "state": task.get_state_display()}, _task_page(task)


def _task_page(task: commissioning.ProjectTask) -> str:
    return reverse("commissioning:task", args=[task.pk])


def _messages(project: Project, user: Any) -> QuerySet[Any]:
    """That something was told, and not what."""
    days = commissioning.Message.objects.visible_to(user).filter(thread__project=project).by_day()
    return days.annotate(on_day=F("day"), key=Value(project.pk))  # type: ignore[no-any-return]  # - rows by day


def _told(project: Project, many: int) -> tuple[str, str]:
    return _("%(n)s 条消息") % {"n": many}, _at("messages", project.pk)


def _reports(project: Project, user: Any) -> QuerySet[Any]:
    own = commissioning.PeriodicReport.objects.visible_to(user).filter(project=project)
    return commissioning.ReportVersion.objects.filter(report__in=own).select_related("report")


def _report(version: commissioning.ReportVersion) -> tuple[str, str]:
    return _("提交 %(period)s报告") % {"period": version.report.period}, page_of(version.report)


def _lights(project: Project, user: Any) -> QuerySet[Any]:
    return commissioning.Light.objects.visible_to(user).filter(project=project).select_related("rule")


def _lit(light: commissioning.Light) -> tuple[str, str]:
    said = {"colour": light.get_colour_display(), "fact": board_words.sentence_of(light)}
    return _("看板转为%(colour)s：%(fact)s") % said, _page(light.project_id)


def _out(light: commissioning.Light) -> tuple[str, str]:
    title = board_words.WORDS[light.rule.kind].title
    return _("看板上「%(title)s」解除") % {"title": title}, _page(light.project_id)


def _page(pk: int) -> str:
    return reverse("desk:project", args=[pk])


def _grants(project: Project, user: Any) -> QuerySet[Any]:
    """For those who oversee the programme, and the manager of its provider."""
    rows = Project.objects
    own = rows.overseen_by(user) | rows.managed_by(user)
    known = own.filter(pk=project.pk).values("pk")
    return directory.Grant.objects.filter(kind="project", object_id__in=known).select_related("user")


def _begins(grant: directory.Grant) -> tuple[str, str]:
    said = {"name": grant.user.name, "role": directory.Role(grant.role).label}
    return _("%(role)s%(name)s开始负责") % said, _page(grant.object_id)


def _leaves(grant: directory.Grant) -> tuple[str, str]:
    said = {"name": grant.user.name, "role": directory.Role(grant.role).label}
    return _("%(role)s%(name)s不再负责") % said, _page(grant.object_id)


def _partners(project: Project, user: Any) -> QuerySet[Any]:
    seen = Project.objects.visible_to(user).filter(pk=project.pk)
    return commissioning.Partner.objects.filter(project__in=seen).select_related("organisation")


def _partner(one: commissioning.Partner) -> tuple[str, str]:
    said = {"name": one.organisation.name, "part": one.part}
    return _("%(name)s参与：%(part)s") % said, _page(one.project_id)


def _files(project: Project, user: Any) -> QuerySet[Any]:
    there = commissioning.ProjectFile.objects.visible_to(user).filter(project=project).there().of_work()
    return commissioning.FileVersion.objects.filter(file__in=there).select_related("file")


def _file(version: commissioning.FileVersion) -> tuple[str, str]:
    said = {"name": version.file.name, "n": version.number}
    return _("资料「%(name)s」版本 %(n)s") % said, _at("files", version.file.project_id)


def _coverage(project: Project, user: Any) -> QuerySet[Any]:
    return commissioning.Coverage.objects.visible_to(user).filter(project=project)


def _told_of(piece: commissioning.Coverage) -> tuple[str, str]:
    said = {"outlet": piece.outlet, "title": piece.title}
    return _("%(outlet)s报道：%(title)s") % said, reverse("commissioning:coverage", args=[piece.pk])


ASKED_OR_PAID = Coalesce("paid_on", TruncDate("asked_at"))
SOURCES = (
    single("step", "buying", _steps, "on", _step),
    single("notice", "buying", _notices, "on", _notice),
    single("contract", "money", _contracts, "signed_on", _contract),
    single("amendment", "money", _amendments, "signed_on", _amendment),
    single("payment", "money", _payments, ASKED_OR_PAID, _payment),
    single("acceptance", "money", _acceptances, "held_on", _acceptance),
    Source("week", "sessions", _weeks, None, _week),
    single("visit", "visits", _visits, "day", _visit),
    single("raised", "visits", _tasks, TruncDate("raised_at"), _raised),
    single("ended", "visits", _tasks, "ended_on", _ended, Q(ended_on__isnull=False)),
    Source("told", "messages", _messages, None, _told),
    single("report", "reports", _reports, TruncDate("submitted_at"), _report),
    single("lit", "board", _lights, "since", _lit),
    single("out", "board", _lights, "ended_on", _out, Q(ended_on__isnull=False)),
    single("begins", "people", _grants, "since", _begins),
    single("leaves", "people", _grants, "until", _leaves, Q(until__isnull=False)),
    single("partner", "people", _partners, "since", _partner),
    single("covered", "files", _coverage, "on", _told_of),
    single("file", "files", _files, TruncDate("at"), _file),
    *COURSE,
    *JUDGING,
)
