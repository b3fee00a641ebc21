"""What the rules say against a purchase, a step of it, a bid or an award: `None`, or the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import bid_policy as bids
from guihua.commissioning import buying, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.models import BidState, ProcurementState
from guihua.core import clock, measures
from guihua.core.refusal import Refusal

Procurement = commissioning.Procurement
SIGNING = "contract"
BY_A_VERB = {"award", SIGNING}  # steps that an award and a contract take themselves
AFTER_AWARD = {"notice", "contract", "contract_published", "contract_filed"}


@dataclass(frozen=True)
class Opening:
    """How a project is to be bought. `prohibited` are the points of the negative list that are true of it."""

    method: commissioning.ProcurementMethod
    category: commissioning.PurchaseCategory
    budget_fen: int
    reason: str = ""
    split_reason: str = ""
    prohibited: frozenset[str] = frozenset()


def why_not_open(user: Any, project: commissioning.Project, wanted: Opening) -> Refusal | None:
    """Nothing prohibited is bought, nothing beyond its budget, and nothing in parts that would have to be put to tender."""
    if refusal := why_not_begin(user, project) or _prohibited(wanted):
        return refusal
    return _beyond_budget(project, wanted) or _unreasoned(wanted) or _split(project, wanted)


def why_not_begin(user: Any, project: commissioning.Project) -> Refusal | None:
    """One purchase at a time. That of a project under contract is put on file afterwards."""
    if refusal := policy.why_not_edit(user, project):
        return refusal
    if project.procurements.standing().exists():
        return Refusal("exists", _("这个项目已经在采购，或者采购已经在案。"))
    return None


def _prohibited(wanted: Opening) -> Refusal | None:
    labels = dict(commissioning.Prohibited.choices)
    for code in sorted(wanted.prohibited):
        words = _("负面清单里有「%(item)s」，不能购买（《政府购买服务管理办法》第十条）。")
        return Refusal("prohibited", words % {"item": labels[code]})
    return None


def _beyond_budget(project: commissioning.Project, wanted: Opening) -> Refusal | None:
    if project.is_bought:
        return _below_price(project, wanted)
    more = wanted.budget_fen - project.amount_fen
    if more <= 0:
        return None
    return Refusal("beyond-budget", _("采购预算比项目预算多 %(yuan)s 元。") % {"yuan": _yuan(more)})


def _below_price(project: commissioning.Project, wanted: Opening) -> Refusal | None:
    less = _price(project) - wanted.budget_fen
    if less <= 0:
        return None
    return Refusal("below-price", _("采购预算比合同金额少 %(yuan)s 元。") % {"yuan": _yuan(less)})


def _unreasoned(wanted: Opening) -> Refusal | None:
    if wanted.reason or wanted.method.code == "open":
        return None
    if wanted.method.is_for_goods:
        return Refusal("reason", _("「%(method)s」按法律只用于货物，要写明为什么用它。") % {"method": wanted.method})
    return Refusal("reason", _("不用公开招标，要写明理由。"))


def _split(project: commissioning.Project, wanted: Opening) -> Refusal | None:
    limit = wanted.category.tender_limit_fen
    if limit is None or wanted.method.is_tender or wanted.split_reason:
        return None
    before = Procurement.objects.without_tender(wanted.category, project.year.year)
    together = before.budget_fen() + wanted.budget_fen
    if together <= limit:
        return None
    words = _(
        "%(year)s 年「%(category)s」不招标的采购加起来 %(together)s 元，超过公开招标限额 %(limit)s 元。"
        "请改用招标，或写明为什么不是化整为零。"
    )
    said = {"year": project.year.year, "category": wanted.category}
    return Refusal("split", words % (said | {"together": _yuan(together), "limit": _yuan(limit)}))


def why_not_take(user: Any, procurement: Procurement, code: str, on: date, why: str) -> Refusal | None:
    """In their order, not before its day, and after its last day with a reason."""
    step = procurement.method.steps.filter(code=code).first()
    if step is None:
        return Refusal("no-step", _("这种采购方式没有这一步。"))
    refusal = policy.why_not_edit(user, procurement.project) or why_not_by_hand(procurement, step)
    if refusal:
        return refusal
    refusal = why_not_on(procurement, step, on, why) or _not_as_signed(procurement, step, on)
    return refusal or (why_not_review(procurement) if code == "review" else None)


def _not_as_signed(procurement: Procurement, step: commissioning.MethodStep, on: date) -> Refusal | None:
    """A contract that is on file was signed on its day."""
    signed = _contract(procurement.project) if step.code == "contract" else None
    if signed is None or on == signed.signed_on:
        return None
    return Refusal("not-as-signed", _("合同是 %(day)s 签订的。") % {"day": signed.signed_on.isoformat()})


def _contract(project: commissioning.Project) -> commissioning.Contract | None:
    return commissioning.Contract.objects.filter(project=project).first()


def _price(project: commissioning.Project) -> int:
    """What its contract said when it was signed, in fen."""
    signed = _contract(project)
    return signed.amount_fen if signed else project.amount_fen


def why_not_by_hand(procurement: Procurement, step: commissioning.MethodStep) -> Refusal | None:
    """Whether the step is somebody's to register while the purchase stands as it does."""
    if step.code in BY_A_VERB and not (step.code == "contract" and _contract(procurement.project)):
        return Refusal("by-a-verb", _("「%(step)s」在定标或登记合同时自动记下。") % {"step": step})
    if step.code == "deadline" and (refusal := bids.why_not_past_the_call(procurement)):
        return refusal
    running = procurement.state == ProcurementState.RUNNING
    awarded = procurement.state == ProcurementState.AWARDED and step.code in AFTER_AWARD
    if running or awarded:
        return None
    state = procurement.get_state_display()
    return Refusal("wrong-state", _("这次采购%(state)s，不能再登记步骤。") % {"state": state})


def why_not_on(procurement: Procurement, step: commissioning.MethodStep, on: date, why: str) -> Refusal | None:
    """Whether the rule of the step allows the day."""
    if step.code in procurement.done:
        return Refusal("taken", _("「%(step)s」已经登记过了。") % {"step": step})
    if on > clock.today():
        return Refusal("too-early", _("日期还没有到。"))
    return _why_not_in_time(procurement, step, on, why)


def _why_not_in_time(procurement: Procurement, step: commissioning.MethodStep, on: date, why: str) -> Refusal | None:
    """After the step that it follows, not before its first day, and after its last one with a reason."""
    done = procurement.done
    if step.after and step.after not in done:
        before = procurement.method.steps.get(code=step.after)
        return Refusal("order", _("先登记「%(before)s」，再登记「%(step)s」。") % {"before": before, "step": step})
    first, last = buying.first_day(step, done), buying.last_day(step, done)
    if first is not None and on < first:
        return Refusal("before-its-day", _("「%(step)s」最早在 %(day)s%(rule)s。") % rule(step, first, step.least))
    if last is not None and on > last and not why:
        words = _("「%(step)s」最迟在 %(day)s%(rule)s，超过了要写明原因。")
        return Refusal("after-its-day", words % rule(step, last, step.most))
    return None


def rule(step: commissioning.MethodStep, day: date, count: int | None) -> dict[str, Any]:
    """The step, its day, and the rule in brackets: （20 天，《政府采购法》第三十五条）."""
    rule = _("（%(count)s %(unit)s，%(source)s）")
    said = {"count": count, "unit": step.get_unit_display(), "source": step.where}
    return {"step": step, "day": day.isoformat(), "rule": rule % said if count else ""}


def why_not_review(procurement: Procurement) -> Refusal | None:
    """Enough valid bids, before a panel as the way of buying asks for it."""
    method = procurement.method
    valid = procurement.bids.filter(state=BidState.SUBMITTED).count()
    if valid < method.valid:
        words = _("有效响应只有 %(valid)s 家，不到 %(least)s 家，不能评审，应当废标。")
        return Refusal("too-few", words % {"valid": valid, "least": method.valid})
    panel = list(procurement.panel.all())
    experts = sum(judge.is_expert for judge in panel)
    if len(panel) < method.panel or (method.panel and len(panel) % 2 == 0):
        words = _("评审小组要有 %(least)s 人以上的单数，现在是 %(n)s 人。")
        return Refusal("panel", words % {"least": method.panel, "n": len(panel)})
    if experts * 3 < len(panel) * method.experts:
        words = _("评审专家要占评审小组的三分之%(thirds)s以上，现在 %(n)s 人里有 %(experts)s 位。")
        thirds = {1: _("一"), 2: _("二"), 3: _("三")}[method.experts]
        return Refusal("experts", words % {"thirds": thirds, "n": len(panel), "experts": experts})
    return None


def why_not_judge(user: Any, procurement: Procurement) -> Refusal | None:
    if refusal := bids.why_not_touch(user, procurement):
        return refusal
    if "review" in procurement.done:
        return Refusal("reviewed", _("已经评审，评审小组不能再改。"))
    return None


def why_not_award(user: Any, bid: commissioning.Bid, on: date, why: str) -> Refusal | None:
    """To a valid bid within the budget, after the report of the review."""
    procurement = bid.procurement
    if refusal := bids.why_not_touch(user, procurement):
        return refusal
    if bid.state != BidState.SUBMITTED:
        state = bid.get_state_display()
        return Refusal("no-bid", _("「%(name)s」%(state)s，不能成交。") % {"name": bid, "state": state})
    if (bid.quote_fen or 0) > procurement.budget_fen:
        more = (bid.quote_fen or 0) - procurement.budget_fen
        return Refusal("beyond-budget", _("报价比采购预算多 %(yuan)s 元，不能成交。") % {"yuan": _yuan(more)})
    if refusal := _not_as_contracted(bid, procurement.project):
        return refusal
    return why_not_on(procurement, procurement.method.steps.get(code="award"), on, why)


def _not_as_contracted(bid: commissioning.Bid, project: commissioning.Project) -> Refusal | None:
    """The purchase of a project under contract was won by its provider, at its price."""
    if not project.is_bought:
        return None
    if bid.organisation_id != project.provider_id:
        words = _("这个项目由「%(name)s」承接，补登的采购只能由它成交。")
        return Refusal("another", words % {"name": project.provider_name})
    if bid.quote_fen == _price(project):
        return None
    return Refusal("not-its-price", _("成交价要等于合同金额 %(yuan)s 元。") % {"yuan": _yuan(_price(project))})


def why_not_end(user: Any, procurement: Procurement) -> Refusal | None:
    """It fails or is given up as long as no contract followed from it."""
    if refusal := policy.why_not_edit(user, procurement.project):
        return refusal
    if procurement.state != ProcurementState.RUNNING and _contract(procurement.project):
        return Refusal("signed", _("合同已经签订，采购不能再终止。"))
    return None


def why_not_sign(project: commissioning.Project, amount_fen: int, on: date, why: str) -> Refusal | None:
    """A contract after a purchase is with its winner, at the price of the award, and signed when that step may be taken."""
    procurement = project.procurements.standing().select_related("winner").first()
    if procurement is None:
        return None
    if procurement.winner is None:
        return Refusal("nobody", _("还没有确定承接机构，先定标，再登记合同。"))
    quote = procurement.winner.quote_fen or 0
    if quote != amount_fen:
        words = _("合同金额要等于成交价 %(quote)s 元，现在差 %(by)s 元。")
        return Refusal("not-the-award", words % {"quote": _yuan(quote), "by": _yuan(abs(quote - amount_fen))})
    step = procurement.method.steps.filter(code=SIGNING).first()
    if step is None or (SIGNING not in procurement.done and _contract(project)):
        return None  # it is on file, and its purchase is put on file now, step by step
    return _why_not_in_time(procurement, step, on, why)


def _yuan(fen: int) -> str:
    return f"{measures.yuan(fen):,}"
