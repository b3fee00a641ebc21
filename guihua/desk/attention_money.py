"""What lapses between a purchase and its last payment, as far as this reader can do something about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import buying
from guihua.commissioning import models as commissioning
from guihua.commissioning.models import PaymentState, PlanState
from guihua.commissioning.models.payments import STEP_AT
from guihua.commissioning.plan_listing import UNANSWERED
from guihua.core import clock
from guihua.desk.attention_line import Line, Reader, first_day, first_names, list_at
from guihua.directory.models import AttentionRule, Role

STEPS, UNSIGNED, ENDING, BUDGET = "steps", "unsigned", "ending", "budget"
SIGNING, MOVING = "signing", "moving"
UNPAID = "unpaid"
OF_PROJECTS = {
    STEPS: gettext_lazy("采购的一步到期或过期"),
    UNSIGNED: gettext_lazy("定标以后还没签合同"),
    ENDING: gettext_lazy("合同到期，还没有验收"),
    BUDGET: gettext_lazy("预算科目快用完"),
    SIGNING: gettext_lazy("等签字的验收书"),
    MOVING: gettext_lazy("等批准的科目调剂"),
}
OF_INSTALMENTS = {UNPAID: gettext_lazy("很久没有付款")}
TOLD_OF = {  # in their order, and to whom
    SIGNING: {Role.OFFICE, Role.LEADER},
    MOVING: {Role.OFFICE, Role.LEADER},
    STEPS: {Role.OFFICE},
    UNSIGNED: {Role.OFFICE},
    ENDING: {Role.OFFICE, Role.MANAGER},
    BUDGET: {Role.OFFICE, Role.MANAGER},
}
NEXT_STEPS = {  # where a request for payment waits, for whom, and for what
    PaymentState.CHECKED: (Role.LEADER, gettext_lazy("等批准的付款")),
    PaymentState.ASKED: (Role.FINANCE, gettext_lazy("等核对的付款")),
    PaymentState.APPROVED: (Role.FINANCE, gettext_lazy("等登记的付款")),
}


def projects(reader: Reader, rows: Any, kind: str) -> QuerySet[Any]:
    """Of the rows those that a line speaks of: whose account the reader reads, by the rule of each sub-district."""
    if not reader.roles & TOLD_OF[kind]:
        return rows.none()  # type: ignore[no-any-return]  # - the manager's rows, as they are
    asked: dict[str, Any] = {
        STEPS: _with_steps,
        UNSIGNED: _unsigned,
        ENDING: _ending,
        BUDGET: _with_budget,
        SIGNING: partial(_with_paper, reader.user),
        MOVING: partial(_with_transfer, reader.user),
    }
    own = rows.filter(pk__in=commissioning.Project.objects.accounted_to(reader.user).values("pk"))
    parts = [own.filter(subdistrict=place, pk__in=asked[kind](place, rule)) for place, rule in reader.rules.items()]
    found: QuerySet[Any] = reduce(or_, parts, own.none())
    return found


def _with_steps(place: int, rule: AttentionRule) -> Any:
    rows = commissioning.Procurement.objects.filter(subdistrict=place)
    return {procurement.project_id for procurement, _shown in buying.due(rows, rule.step_days)}


def _unsigned(place: int, rule: AttentionRule) -> Any:
    rows = commissioning.Procurement.objects.filter(subdistrict=place)
    return rows.unsigned_since(_ago(rule.unsigned_days)).values("project")


def _ending(place: int, rule: AttentionRule) -> Any:
    rows = commissioning.Contract.objects.filter(subdistrict=place)
    return rows.ending_unaccepted(clock.today() + timedelta(days=rule.ending_days)).values("project")


def _with_budget(place: int, rule: AttentionRule) -> Any:
    rows = commissioning.BudgetLine.objects.filter(subdistrict=place)
    return rows.used_to(rule.budget_percent).order_by().values("contract__project")


def _with_paper(user: Any, place: int, _rule: AttentionRule) -> Any:
    rows = commissioning.Acceptance.objects.filter(subdistrict=place)
    return rows.waiting_for_signature_of(user).values("contract__project")


def _with_transfer(user: Any, place: int, _rule: AttentionRule) -> Any:
    rows = commissioning.Transfer.objects.filter(subdistrict=place)
    return rows.waiting_for_word_of(user).order_by().values("source__contract__project")


def instalments(reader: Reader, rows: Any, _kind: str = UNPAID) -> QuerySet[Any]:
    """Of the rows those that wait too long for their money: the one kind that there is."""
    rules = reader.rules.items()
    parts = [rows.filter(subdistrict=place).unpaid_since(_ago(rule.unpaid_days)) for place, rule in rules]
    found: QuerySet[Any] = reduce(or_, parts, rows.none())
    return found


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def lines(reader: Reader) -> Iterator[Line]:
    """What is over before what is only near."""
    for kind, whose in TOLD_OF.items():
        if reader.roles & whose:
            yield _of_projects(reader, kind)
    yield from _of_instalments(reader)
    if Role.OFFICE in reader.roles:
        yield from _of_plans(reader)


def _of_projects(reader: Reader, kind: str) -> Line:
    rows = projects(reader, commissioning.Project.objects.visible_to(reader.user), kind)
    names, since = partial(first_names, rows), partial(_since, reader, rows, kind)
    address = list_at("desk:projects", attention=kind)
    return Line("warn", str(OF_PROJECTS[kind]), rows.count(), address, names=names, since=since)


def _since(reader: Reader, rows: QuerySet[Any], kind: str) -> date | None:
    """The last day that was named for the first of them."""
    found: date | None = None
    if kind == ENDING:
        found = rows.aggregate(first=Min("ends_on"))["first"]
    elif kind == UNSIGNED:
        taken = commissioning.StepTaken.objects.filter(code="award", procurement__project__in=rows)
        found = taken.aggregate(first=Min("on"))["first"]
    elif kind == STEPS:
        own = [
            (commissioning.Procurement.objects.filter(subdistrict=place), rule) for place, rule in reader.rules.items()
        ]
        due = (shown.last for mine, rule in own for _one, shown in buying.due(mine, rule.step_days) if shown.last)
        found = min(due, default=None)
    elif kind == BUDGET:
        found = _since_used(reader, rows)
    elif kind == SIGNING:
        papers = commissioning.Acceptance.objects.filter(contract__project__in=rows)
        found = _day(papers.waiting_for_signature_of(reader.user).aggregate(first=Min("written_at"))["first"])
    elif kind == MOVING:
        asked = commissioning.Transfer.objects.filter(source__contract__project__in=rows)
        found = _day(asked.waiting_for_word_of(reader.user).aggregate(first=Min("asked_at"))["first"])
    return found


def _since_used(reader: Reader, rows: QuerySet[Any]) -> date | None:
    lines = commissioning.BudgetLine.objects.filter(contract__project__in=rows)
    days = [lines.filter(subdistrict=place).used_since(rule.budget_percent) for place, rule in reader.rules.items()]
    return min((day for day in days if day), default=None)


def _of_instalments(reader: Reader) -> Iterator[Line]:
    seen: Any = commissioning.Instalment.objects.visible_to(reader.user)
    for state, (whose, title) in NEXT_STEPS.items():
        if whose in reader.roles:
            yield _of_payments(reader, seen, state, str(title))
    if Role.FINANCE in reader.roles:
        unpaid: Any = instalments(reader, seen)
        words, address = _("条件早就到了，催一催该办的人。"), list_at("desk:funds", attention=UNPAID)
        yield Line("warn", str(OF_INSTALMENTS[UNPAID]), unpaid.count(), address, words, since=unpaid.first_payable)
    if reader.roles & {Role.MANAGER, Role.OFFICE}:
        rows = seen.payable_on(clock.today())
        words, address = _("等的都到了，可以申请付款。"), list_at("desk:funds", state="payable")
        yield Line("info", _("可以申请的付款"), rows.count(), address, words, since=rows.first_payable)


def _of_payments(reader: Reader, seen: Any, state: PaymentState, title: str) -> Line:
    """Those that wait for the reader's step; a warning where the first of them waits for longer than it should."""
    rows = commissioning.Payment.objects.filter(instalment__in=seen, state=state)
    since = _day(rows.order_by().aggregate(first=Min(STEP_AT[state]))["first"])
    days = min(rule.payment_days for rule in reader.rules.values())
    kind = "warn" if since and since <= _ago(days) else "info"
    return Line(kind, title, rows.count(), list_at("desk:funds", state=state), _("等着你这一步。"), since=since)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _of_plans(reader: Reader) -> Iterator[Line]:
    """Of this year and the next: what communities wrote, and what nobody does anything about."""
    plans, today = commissioning.CommunityPlan.objects.visible_to(reader.user), clock.today()
    for year in (today.year, today.year + 1):
        rows = plans.filter(year=year).waiting_since(today)
        since = partial(first_day, rows, "submitted_at")
        title, words = _("等答复的 %(year)s 年社区发展计划") % {"year": year}, _("接受，或者退回并写明原因。")
        address = list_at("commissioning:plans", year=year, state=PlanState.SUBMITTED)
        yield Line("warn", title, rows.count(), address, words, since=since)
        rows = plans.filter(year=year).unmet_since(today)
        since = partial(first_day, rows, "decided_at")
        title, words = (
            _("还有需求没回应的社区（%(year)s 年）") % {"year": year},
            _("看看哪个项目能回应，或者计划一个新项目。"),
        )
        address = list_at("commissioning:plans", year=year, state=UNANSWERED)
        yield Line("info", title, rows.count(), address, words, since=since)
