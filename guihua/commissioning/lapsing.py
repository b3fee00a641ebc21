"""What lapses in a sub-district between a need and the last payment, unless somebody does something: by its own rules of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from zlib import crc32

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from guihua.commissioning import buying, notices, told
from guihua.commissioning import lapsing_words as words
from guihua.commissioning import models as commissioning
from guihua.commissioning.calc.clocks import Standing
from guihua.commissioning.models.payments import STEP_AT
from guihua.commissioning.plan_listing import UNANSWERED
from guihua.core import clock
from guihua.directory.models import AttentionRule, Role


@dataclass(frozen=True)
class Matter:
    """Something that somebody has to see to: whom it concerns, and since or until when. `key` tells it from all others of its
    kind; `beside`: keys under which it was told before it came so far."""

    code: str
    key: str
    address: str
    params: dict[str, Any] = field(hash=False)
    roles: tuple[Role, ...] = (Role.OFFICE,)
    provider: int | None = None  # whose manager is told
    beside: tuple[tuple[str, str], ...] = ()


def matters(place: int, rule: AttentionRule) -> Iterator[Matter]:
    """All of a sub-district, in a fixed number of questions."""
    yield from _steps(place, rule.step_days)
    yield from _unsigned(place, _ago(rule.unsigned_days))
    yield from _instalments(place, rule)
    yield from _ending(place, clock.today() + timedelta(days=rule.ending_days))
    yield from _plans(place, rule)
    yield from _budget(place, rule.budget_percent)
    yield from _mending(place)
    yield from _reports(place)
    yield from _certificates(place, rule.certificate_days)


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _steps(place: int, warned: int) -> Iterator[Matter]:
    for procurement, shown in buying.due(commissioning.Procurement.objects.filter(subdistrict=place), warned):
        lapsed = shown.standing == Standing.LAPSED
        key = f"{procurement.pk} {shown.step.code}"
        yield Matter(
            (words.LAPSED if lapsed else words.DUE).code,
            key,
            _buying(procurement.project_id),
            {"project": procurement.project.name, "step": shown.step.name, "day": str(shown.last)},
            beside=((words.DUE.code, key),) if lapsed else (),
        )


def _unsigned(place: int, since: date) -> Iterator[Matter]:
    rows = commissioning.Procurement.objects.filter(subdistrict=place).unsigned_since(since)
    for one in rows.select_related("project").prefetch_related("taken"):
        params = {"project": one.project.name, "day": str(one.done["award"])}
        yield Matter(words.UNSIGNED.code, str(one.pk), _buying(one.project_id), params)


def _buying(project: int) -> str:
    return reverse(settings.GUIHUA_LISTS["procurement"], args=[project])


def _instalments(place: int, rule: AttentionRule) -> Iterator[Matter]:
    own = commissioning.Instalment.objects.filter(subdistrict=place).with_way()
    for one in own.payable_on(clock.today()):
        again = sum(each.state in commissioning.ENDED for each in one.payments.all())
        provider = one.contract.project.provider_id
        yield _of_instalment(words.PAYABLE.code, one, one.payable_from, f"{one.pk} {again}", (), provider)
    for state, role in notices.NEXT.items():
        for one in own.with_payment_waiting_since(_ago(rule.payment_days), state):
            if payment := one.payment:
                since = timezone.localdate(getattr(payment, STEP_AT[state]))
                yield _of_instalment(
                    words.PAYMENT.code, one, since, f"{payment.pk} {state}", (role,), None, state=state
                )
    for one in own.unpaid_since(_ago(rule.unpaid_days)):
        yield _of_instalment(words.UNPAID.code, one, one.payable_from, str(one.pk), (Role.FINANCE,), None)


def _of_instalment(
    code: str, one: commissioning.Instalment, since: Any, key: str, roles: Any, provider: int | None, **more: Any
) -> Matter:
    project = one.contract.project
    params = {"project": project.name, "n": one.position, "day": str(since), **more}
    return Matter(code, key, notices.money_of(project), params, roles, provider)


def _ending(place: int, day: date) -> Iterator[Matter]:
    """One for all contracts that end on a day, to the office and to each provider of theirs."""
    ending = commissioning.Contract.objects.filter(subdistrict=place).ending_unaccepted(day)
    found = sorted(set(ending.values_list("project__ends_on", "project__provider")))
    address = f"{reverse(settings.GUIHUA_LISTS['project'])}?attention=ending"
    for last in sorted({last for last, _provider in found}):
        yield Matter(words.ENDING.code, str(last), address, {"day": str(last)})
    for last, provider in found:
        yield Matter(words.ENDING.code, f"{last} {provider}", address, {"day": str(last)}, (), provider)


def _plans(place: int, rule: AttentionRule) -> Iterator[Matter]:
    own = commissioning.CommunityPlan.objects.filter(subdistrict=place).select_related("community")
    for plan in own.waiting_since(_ago(rule.plan_days)):
        day = str(timezone.localdate(plan.submitted_at))
        address = reverse("commissioning:plan", args=[plan.community_id, plan.year])
        key = f"{plan.pk} {plan.submitted_at and plan.submitted_at.isoformat()}"
        yield Matter(words.PLAN.code, key, address, {"community": plan.community.name, "year": plan.year, "day": day})
    yield from _needs(own.unmet_since(_ago(rule.need_days)))


def _needs(plans: Any) -> Iterator[Matter]:
    """One for all communities whose plans of a year were accepted in a month: an office accepts many at once."""
    months = {(plan.year, f"{timezone.localdate(plan.decided_at):%Y-%m}") for plan in plans}
    for year, month in sorted(months):
        address = f"{reverse('commissioning:plans')}?year={year}&state={UNANSWERED}"
        yield Matter(words.NEEDS.code, f"{year} {month}", address, {"year": year, "month": month})


def _budget(place: int, percent: int) -> Iterator[Matter]:
    """One for all headings of a contract, once for its budget as it stands."""
    lines = commissioning.BudgetLine.objects.filter(subdistrict=place).used_to(percent)
    rows = lines.select_related("category", "contract__project").prefetch_related("contract__budget")
    for contract, spent in groupby(rows.order_by("contract", "category__position", "pk"), attrgetter("contract")):
        params = {"project": contract.project.name, "line": str(next(spent)), "percent": percent}
        stands = crc32(" ".join(f"{one.pk}:{one.whole_fen}" for one in contract.budget.all()).encode())
        key = f"{contract.pk} {stands}"
        yield Matter(
            words.BUDGET.code, key, notices.money_of(contract.project), params, (), contract.project.provider_id
        )


def _mending(place: int) -> Iterator[Matter]:
    """What failed has not been accepted anew on the day by which it was to be mended."""
    failed = commissioning.Acceptance.objects.filter(subdistrict=place).unmended_on(clock.today())
    for one in failed.select_related("contract__project"):
        project = one.contract.project
        params = {"project": project.name, "day": str(one.mend_by)}
        key = f"{one.pk} {one.mend_by}"
        yield Matter(words.MENDING.code, key, notices.acceptance_page(one), params, provider=project.provider_id)


def _reports(place: int) -> Iterator[Matter]:
    """To the provider's manager: that one is to be written, and that it is late; what was sent back, anew."""
    rows = commissioning.PeriodicReport.objects.filter(subdistrict=place).unsent()
    for one in rows.select_related("project"):
        late = one.due_on < clock.today()
        key = f"{one.pk} {one.submitted_at and one.submitted_at.isoformat()}"
        yield Matter(
            (words.REPORT_LATE if late else words.REPORT_DUE).code,
            key,
            told.report_page(one),
            told.params_of(one) | {"day": str(one.due_on)},
            (),
            one.project.provider_id,
            beside=((words.REPORT_DUE.code, key),) if late else (),
        )


def _certificates(place: int, days: int) -> Iterator[Matter]:
    """To the provider's manager, one for each that lapses or has; nobody is named."""
    projects = commissioning.Project.objects.filter(subdistrict=place).on_the_board(clock.today())
    rows = commissioning.Post.objects.filter(project__in=projects)
    for one in rows.lapsing_within(clock.today(), {place: days}).select_related("project"):
        day = str(one.certificate_until)
        address = reverse(settings.GUIHUA_LISTS["post"], args=[one.project_id])
        params = {"project": one.project.name, "day": day}
        yield Matter(words.CERTIFICATE.code, f"{one.pk} {day}", address, params, (), one.project.provider_id)
