"""Who may sign and amend, and what the rules say against it: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, procurement_policy
from guihua.commissioning.calc import terms as calc
from guihua.commissioning.models import rules as limits
from guihua.commissioning.terms import Terms
from guihua.core import clock, measures
from guihua.core.refusal import Refusal

Contract = commissioning.Contract
SIGNED_BEFORE = gettext_noop("合同签订在使用本系统以前")  # why it is late, if it is


def why_not_sign(
    user: Any, project: commissioning.Project, terms: Terms, *, why_late: str = "", with_budget: bool = True
) -> Refusal | None:
    """The office signs what was bought. Each project has one contract, whose sums meet and whose term the rules allow."""
    if refusal := policy.why_not_edit(user, project):
        return refusal
    if project.state == commissioning.ProjectState.PLANNED or (
        project.provider is None and not project.procurements.standing().exists()
    ):
        return Refusal("not-bought", _("项目还在计划，先采购，再登记合同。"))
    if Contract.objects.filter(project=project).exists():
        return Refusal("exists", _("这个项目已经登记了合同。"))
    same = Contract.objects.filter(subdistrict=project.subdistrict_id, number=terms.number)
    refusal = _number_taken(same, terms.number) or _not_as_bought(project, terms, why_late)
    return refusal or why_not_hold(terms, in_force(project), with_budget=with_budget)


def _not_as_bought(project: commissioning.Project, terms: Terms, why_late: str) -> Refusal | None:
    return _not_yet(terms.signed_on) or procurement_policy.why_not_sign(
        project, terms.amount_fen, terms.signed_on, why_late
    )


def why_not_take_over(user: Any, project: commissioning.Project, terms: Terms) -> Refusal | None:
    """As if it were signed, but that its budget may be told later: it was bought before Guihua was there."""
    if project.state == commissioning.ProjectState.PROCURING:
        return Refusal("is-bought-here", _("这个项目正在这里采购，合同请到项目页登记。"))
    return why_not_sign(user, project, terms, why_late=SIGNED_BEFORE, with_budget=False)


def why_not_break_down(user: Any, contract: Contract, budget: Mapping[int, int]) -> Refusal | None:
    """The budget of a contract that has none yet comes to what it costs."""
    if refusal := policy.why_not_edit(user, contract.project):
        return refusal
    if contract.budget.exists():
        return Refusal("exists", _("合同 %(number)s 的预算已经登记了。") % {"number": contract.number})
    return _budget_misses(contract.project.amount_fen, budget) or _over_a_heading(contract.project.amount_fen, budget)


def in_force(project: commissioning.Project) -> commissioning.ManagementRules | None:
    """The edition under which a contract would be signed today."""
    return commissioning.ManagementRules.objects.in_force(project.subdistrict, clock.today())


def mode_rule(project: commissioning.Project) -> commissioning.ModeRule | None:
    """What that edition decides of the project's management mode."""
    return commissioning.ModeRule.objects.of(in_force(project), project.mode_id)


def why_not_correct(user: Any, contract: Contract, terms: Terms, why_late: str = "") -> Refusal | None:
    """What was typed in wrong is put right as long as nothing follows from it."""
    if refusal := policy.why_not_edit(user, contract.project):
        return refusal
    if contract.amendments.exists():
        return Refusal("amended", _("已经有补充协议，不能再直接修改。要改，请再登记一份补充协议。"))
    if commissioning.Payment.objects.filter(instalment__contract=contract).standing().exists():
        return Refusal("paid", _("已经申请或付过款，不能再直接修改。要改，请登记补充协议。"))
    if refusal := _not_as_bought(contract.project, terms, why_late):
        return refusal
    same = Contract.objects.filter(subdistrict=contract.subdistrict_id, number=terms.number).exclude(pk=contract.pk)
    refusal = _number_taken(same, terms.number)
    refusal = refusal or _asked_before(contract, terms) or _budget_below(contract, terms)
    return refusal or why_not_hold(terms, contract.rules)


def why_not_amend(user: Any, contract: Contract, terms: Terms, signed_on: date) -> Refusal | None:
    """Add-ons come to so many per cent of what was first signed at most, all taken together. What was paid stays."""
    if refusal := policy.why_not_edit(user, contract.project):
        return refusal
    if contract.project.state == commissioning.ProjectState.TERMINATED:
        return Refusal("terminated", _("项目已经终止，合同不能再改。"))
    if refusal := _not_yet(signed_on) or _before_the_contract(contract, signed_on):
        return refusal
    if refusal := _too_much_added(contract, terms):
        return refusal
    return _paid_changed(contract, terms) or _budget_below(contract, terms) or why_not_hold(terms, contract.rules)


def why_not_hold(
    terms: Terms, rules: commissioning.ManagementRules | None, *, with_budget: bool = True
) -> Refusal | None:
    """Whether the parts come to the whole, and the rules allow the term and each heading of the budget."""
    if refusal := _term(terms, rules) or _instalments_miss(terms):
        return refusal
    if not with_budget:
        return None
    return _budget_misses(terms.amount_fen, terms.budget) or _over_a_heading(terms.amount_fen, terms.budget)


def _not_yet(signed_on: date) -> Refusal | None:
    if signed_on > clock.today():
        return Refusal("signed-early", _("签订日期还没有到。"))
    return None


def _before_the_contract(contract: Contract, signed_on: date) -> Refusal | None:
    if signed_on >= contract.signed_on:
        return None
    words = _("补充协议不会早于合同的签订日期 %(day)s。")
    return Refusal("signed-early", words % {"day": contract.signed_on.isoformat()})


def _number_taken(same: Any, number: str) -> Refusal | None:
    if same.exists():
        return Refusal("number-taken", _("已经有编号「%(number)s」的合同了。") % {"number": number})
    return None


def _term(terms: Terms, rules: commissioning.ManagementRules | None) -> Refusal | None:
    most = limits.standing(commissioning.Limit.TERM_MONTHS, rules)
    said = {"n": most.value, "source": most.source}
    if calc.is_longer(terms.starts_on, terms.ends_on, most.value):
        return Refusal("term-too-long", _("合同期最长 %(n)s 个月（%(source)s）。") % said)
    long = limits.standing(commissioning.Limit.REASON_MONTHS, rules)
    said = {"n": long.value, "source": long.source}
    if calc.is_longer(terms.starts_on, terms.ends_on, long.value) and not terms.term_reason:
        return Refusal("term-reason", _("合同期超过 %(n)s 个月，要写明理由（%(source)s）。") % said)
    return None


def _instalments_miss(terms: Terms) -> Refusal | None:
    short = calc.short_of(terms.amount_fen, (one.amount_fen for one in terms.instalments))
    return Refusal("instalments-miss", _("分期付款加起来%(by)s。") % {"by": _missing(short)}) if short else None


def _budget_misses(whole_fen: int, budget: Mapping[int, int]) -> Refusal | None:
    short = calc.short_of(whole_fen, budget.values())
    return Refusal("budget-misses", _("预算加起来%(by)s。") % {"by": _missing(short)}) if short else None


def _missing(short: int) -> str:
    """By how much parts miss the whole, in words."""
    if short > 0:
        return _("比合同金额少 %(yuan)s 元") % {"yuan": in_yuan(short)}
    return _("比合同金额多 %(yuan)s 元") % {"yuan": in_yuan(-short)}


def _over_a_heading(whole_fen: int, budget: Mapping[int, int]) -> Refusal | None:
    limited = commissioning.BudgetCategory.objects.filter(pk__in=budget).exclude(limit_percent=None)
    for heading in limited:
        most = calc.percent_of(whole_fen, heading.limit_percent or 0)
        if budget[heading.pk] > most:
            words = _("「%(heading)s」最多占合同金额的 %(percent)s%%，也就是 %(yuan)s 元%(source)s。")
            source = pgettext("of a limit", "（%s）") % heading.source if heading.source else ""
            yuan = in_yuan(most)
            said = {"heading": heading, "percent": heading.limit_percent, "yuan": yuan, "source": source}
            return Refusal(f"over-heading-{heading.pk}", words % said)
    return None


def _too_much_added(contract: Contract, terms: Terms) -> Refusal | None:
    most = limits.standing(commissioning.Limit.ADD_ON_PERCENT, contract.rules)
    added = sum(one.amount_fen for one in contract.amendments.all() if one.amount_fen > 0)
    room = calc.percent_of(contract.amount_fen, most.value) - added
    more = terms.amount_fen - contract.project.amount_fen
    if more <= max(room, 0):
        return None
    words = _(
        "补充协议累计追加不超过原合同金额的 %(percent)s%%（%(source)s）：还可以追加 %(room)s 元，这次要追加 %(more)s 元。"
    )
    said = {"percent": most.value, "source": most.source, "room": in_yuan(max(room, 0))}
    return Refusal("add-on-too-big", words % (said | {"more": in_yuan(more)}))


def _paid_changed(contract: Contract, terms: Terms) -> Refusal | None:
    """An instalment that was asked for stays as it is, at its place."""
    for instalment in contract.instalments.prefetch_related("payments"):
        if instalment.payments.all() and Terms.line_of(instalment) != terms.line_at(instalment.position):
            return Refusal(
                f"paid-changed-{instalment.position}",
                _("第 %(n)s 期已经申请过付款，不能改。") % {"n": instalment.position},
            )
    return None


def _asked_before(contract: Contract, terms: Terms) -> Refusal | None:
    """An instalment of which a request was refused or withdrawn may say something else, and stays for what is told of it."""
    beyond = contract.instalments.filter(position__gt=len(terms.instalments), payments__isnull=False).first()
    if beyond is None:
        return None
    return Refusal(f"paid-changed-{beyond.position}", _("第 %(n)s 期有过付款申请，不能去掉。") % {"n": beyond.position})


def _budget_below(contract: Contract, terms: Terms) -> Refusal | None:
    """A line keeps what was spent on it and what was moved."""
    for line in contract.budget.select_related("category"):
        least = line.spent_fen - line.moved_fen
        if terms.budget.get(line.category_id, 0) < least or (line.moved_fen and line.category_id not in terms.budget):
            words = _("「%(heading)s」已经用了或调走了，预算不能少于 %(yuan)s 元。")
            said = {"heading": line.category, "yuan": in_yuan(max(least, 0))}
            return Refusal(f"over-heading-{line.category_id}", words % said)
    return None


def why_not_rewrite(project: commissioning.Project, values: Mapping[str, Any]) -> Refusal | None:
    """What a contract on file says of the sum and of the term is changed by amending the contract alone."""
    told = {name: values[name] for name in ("amount_fen", "starts_on", "ends_on") if name in values}
    if all(getattr(project, name) == value for name, value in told.items()):
        return None
    if not Contract.objects.filter(project=project).exists():
        return None
    words = _("项目 %(number)s 已经登记了合同，金额和日期只能在「合同与资金」里用补充协议改。")
    return Refusal("under-contract", words % {"number": project.number})


def in_yuan(fen: int) -> str:
    """An amount as sentences say it."""
    return f"{measures.yuan(fen):,}"
