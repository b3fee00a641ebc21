"""How it is bought: the way and why, each step with its days and its rule, who bid, who judged, who won."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import buying
from guihua.commissioning import models as commissioning
from guihua.commissioning.calc.clocks import Standing
from guihua.commissioning.models import BidState, ProcurementState
from guihua.core.wording import listed
from guihua.desk.pack.pieces import Facts, Lines, Said, Section, Table, facts, said, yuan

STANDING = (ProcurementState.RUNNING, ProcurementState.AWARDED)


def purchase(found: commissioning.Project, user: Any) -> list[Section]:
    """The purchase that stands, and those that failed before it."""
    page = reverse("desk:project_buying", args=[found.pk])
    rows = commissioning.Procurement.objects.visible_to(user).filter(project=found).with_archive()
    purchases = list(rows.select_related("category", "winner__organisation", "project__year"))
    now = next((one for one in purchases if one.state in STANDING), None)
    earlier = [one for one in purchases if one is not now]
    title = _("怎么采购")
    if now is None:
        method = [facts((_("采购方式"), said(found.method, page)))] if found.method else []
        return [Section(title, [*method, *_earlier(earlier, page)], _("没有登记采购。"))]
    return [
        Section(title, [_way(now, page), *_earlier(earlier, page)]),
        Section(_("步骤与时限"), [_steps(now, page)]),
        Section(_("供应商与报价"), [*_bids(now, page)], _before_opening(now)),
        *_panel(now, page),
    ]


def _way(now: commissioning.Procurement, page: str) -> Facts:
    """The way of buying, and what of its category was bought without a tender in the year."""
    together = commissioning.Procurement.objects.without_tender(now.category, now.project.year.year).budget_fen()
    winner = now.winner
    return facts(
        (_("采购方式"), said(now.method, page)),
        (_("选这种方式的理由"), now.reason),
        (_("状态"), now.get_state_display()),
        (_("品目"), now.category),
        (_("采购预算（元）"), yuan(now.budget_fen, page)),
        (_("同品目不招标的采购合计（元）"), yuan(together)),
        (_("公开招标限额（元）"), yuan(now.category.tender_limit_fen)),
        (_("不是化整为零的理由"), now.split_reason),
        (_("负面清单核对日期"), now.opened_on),
        (_("成交供应商"), winner.organisation.name if winner else ""),
        (_("成交价（元）"), yuan(winner.quote_fen, page) if winner else ""),
        (_("定标理由"), now.award_reason),
    )


def _earlier(purchases: list[commissioning.Procurement], page: str) -> list[Lines]:
    words = _("以前的采购：%(day)s %(method)s，%(state)s。%(why)s")
    told = [
        Said(
            words
            % {
                "day": one.opened_on.isoformat(),
                "method": one.method,
                "state": one.get_state_display(),
                "why": one.ended_why,
            },
            page,
        )
        for one in purchases
    ]
    return [Lines(told)] if told else []


def _steps(now: commissioning.Procurement, page: str) -> Table:
    rows = [
        [
            said(one.step),
            said(one.taken.on if one.taken else None, page),
            said(_days(one)),
            said(_rule(one.step)),
            said(_standing(one)),
        ]
        for one in buying.steps_of(now)
    ]
    return Table(_("步骤与时限"), [_("步骤"), _("日期"), _("最早与最迟"), _("规定"), _("状态")], rows)


def _days(one: buying.Shown) -> str:
    """Between which days, as far as the rules give any."""
    if one.taken:
        return ""
    first = _("最早 %(day)s") % {"day": one.first.isoformat()} if one.step.least and one.first else ""
    last = _("最迟 %(day)s") % {"day": one.last.isoformat()} if one.last else ""
    return " ".join(part for part in (first, last) if part)


def _rule(step: commissioning.MethodStep) -> str:
    unit = step.get_unit_display()
    least = _("至少 %(n)s %(unit)s") % {"n": step.least, "unit": unit} if step.least else ""
    most = _("至多 %(n)s %(unit)s") % {"n": step.most, "unit": unit} if step.most else ""
    return " ".join(part for part in (least, most, step.where) if part)


def _standing(one: buying.Shown) -> str:
    words = {
        Standing.DONE: _("已完成"),
        Standing.LATE: _("超过时限"),
        Standing.LAPSED: _("已过期限"),
        Standing.SOON: _("快到期限"),
        Standing.EARLY: _("还没到日子"),
        Standing.WAITS: _("等前一步"),
    }
    told = words.get(one.standing, _("可以办"))
    why = one.taken.why if one.taken else ""
    return _("%(standing)s：%(why)s") % {"standing": told, "why": why} if why else told


def is_open(now: commissioning.Procurement) -> bool:
    """Whether the bids may be looked at: their time is over, where the way of buying has one."""
    codes = {step.code for step in now.method.steps.all()}
    return "deadline" not in codes or "deadline" in now.done


def _before_opening(now: commissioning.Procurement) -> str:
    if is_open(now):
        return _("还没有供应商。")
    n = now.bids.exclude(state=BidState.WITHDRAWN).count()
    return _("还没有到提交响应文件的截止时间，供应商和报价到时候才列出。现在登记了 %(n)s 家。") % {"n": n}


def _bids(now: commissioning.Procurement, page: str) -> list[Table]:
    if not is_open(now):
        return []
    bids = list(now.bids.select_related("organisation"))
    rows = [
        [
            said(one.organisation.name),
            said(_("成交") if one.pk == now.winner_id else one.get_state_display()),
            said(one.submitted_on),
            said(one.why),
            yuan(one.quote_fen, page),
        ]
        for one in bids
    ]
    heads = [_("供应商"), _("状态"), _("提交日期"), _("原因"), _("报价（元）")]
    return [Table(_("供应商与报价"), heads, rows, numbers=[4])] if rows else []


def _panel(now: commissioning.Procurement, page: str) -> list[Section]:
    """How many judged, and whence; not who: their names are theirs."""
    judges = list(now.panel.all())
    if not judges and not now.method.panel:
        return []
    units = listed(dict.fromkeys(one.unit for one in judges if one.unit))
    told = facts(
        (_("成员（人）"), said(len(judges), page)),
        (_("其中专家（人）"), sum(one.is_expert for one in judges)),
        (_("至少要（人）"), now.method.panel or ""),
        (_("单位"), units),
    )
    return [Section(_("评审小组"), [told])]
