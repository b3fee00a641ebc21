"""The contract and its money: what was signed and amended, what each instalment waits for, what the budget was spent on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guihua.commissioning import models as commissioning
from guihua.core import measures
from guihua.desk import funds
from guihua.desk.pack.pieces import Facts, Said, Section, Table, facts, said, yuan

MOST_EXPENSES = 50


def contract(found: commissioning.Project, user: Any) -> list[Section]:
    rows = commissioning.Contract.objects.visible_to(user).filter(project=found)
    signed = rows.select_related("rules", "project").first()
    if signed is None:
        return [Section(_("合同"), [], _("还没有登记合同。"))]
    page = reverse("desk:project_money", args=[found.pk])
    return [
        Section(_("合同"), [_terms(signed, page), *_amendments(signed)]),
        Section(_("分期付款"), [_instalments(found, user)]),
        Section(_("预算"), [*_budget(signed, page)], _("这份合同还没有预算明细。")),
        Section(_("支出"), [*_expenses(signed, user, page)], _("还没有支出。")),
    ]


def _terms(signed: commissioning.Contract, page: str) -> Facts:
    project, rules = signed.project, signed.rules
    edition = _("%(title)s，第 %(n)s 版") % {"title": rules.title, "n": rules.edition} if rules else _("按法规")
    now = yuan(project.amount_fen, page) if project.amount_fen != signed.amount_fen else ""
    address = reverse("commissioning:edition", args=[rules.pk]) if rules else ""
    return facts(
        (_("合同编号"), said(signed.number, page)),
        (_("签订日期"), signed.signed_on),
        (_("原合同金额（元）"), yuan(signed.amount_fen, page)),
        (_("现在的金额（元）"), now),
        (_("合同期"), f"{project.starts_on} – {project.ends_on}"),
        (_("合同期较长的理由"), signed.term_reason),
        (_("管理办法"), Said(edition, address)),
    )


def _amendments(signed: commissioning.Contract) -> list[Table]:
    rows = [
        [said(one.signed_on), said(one.ends_on), said(one.why), yuan(one.amount_fen)] for one in signed.amendments.all()
    ]
    heads = [_("签订日期"), _("结束日期"), _("原因"), _("金额增减（元）")]
    return [Table(pgettext("several", "补充协议"), heads, rows, numbers=[3])] if rows else []


def _instalments(found: commissioning.Project, user: Any) -> Table:
    lines = funds.instalments_of(found, user)["instalments"]
    rows = [
        [
            said(_("第 %(n)s 期") % {"n": line["one"].position}),
            said(funds.waits_for(line["one"])),
            said(line["waits"]),
            said(funds.standing(line["one"]), _of_payment(line["payment"])),
            said(line["payment"] and line["payment"].paid_on),
            yuan(line["one"].amount_fen),
        ]
        for line in lines
    ]
    heads = [_("期次"), _("等什么"), _("还差什么"), _("状态"), _("付款日期"), _("金额（元）")]
    return Table(_("分期付款"), heads, rows, numbers=[5])


def _of_payment(payment: commissioning.Payment | None) -> str:
    return reverse("commissioning:payment", args=[payment.pk]) if payment else ""


def _budget(signed: commissioning.Contract, page: str) -> list[Table]:
    """Each heading against its limit and against what was spent."""
    lines = list(signed.budget.select_related("category"))
    whole = signed.project.amount_fen
    rows = [
        [
            said(line.category),
            yuan(line.amount_fen, page),
            said(f"{measures.ratio(line.amount_fen, whole) * 100:.1f}%"),
            said(_limit(line.category)),
            yuan(line.moved_fen),
            yuan(line.spent_fen, page),
            yuan(line.left_fen),
        ]
        for line in lines
    ]
    if not rows:
        return []
    moved, spent, left = (sum(getattr(one, f"{name}_fen") for one in lines) for name in ("moved", "spent", "left"))
    rows.append([said(_("合计")), yuan(whole, page), said(""), said(""), yuan(moved), yuan(spent, page), yuan(left)])
    heads = [_("预算科目"), _("预算（元）"), _("占合同"), _("上限"), _("调剂"), _("已用"), _("剩余")]
    return [Table(_("预算"), heads, rows, numbers=[1, 2, 3, 4, 5, 6])]


def _limit(heading: commissioning.BudgetCategory) -> str:
    return "" if heading.limit_percent is None else f"{heading.limit_percent}%"


def _expenses(signed: commissioning.Contract, user: Any, page: str) -> list[Facts | Table]:
    """The latest of them; what a longer list would add is on the project's page."""
    seen = commissioning.Expense.objects.visible_to(user).of(signed)
    found = list(seen.with_papers().select_related("line__category")[:MOST_EXPENSES])
    rows = [
        [
            said(one.on),
            said(one.what, reverse("commissioning:expense", args=[one.pk])),
            said(one.line.category),
            said(one.voucher),
            said(_paper(one)),
            yuan(one.amount_fen),
        ]
        for one in found
    ]
    if not rows:
        return []
    heads = [_("日期"), _("用途"), _("预算科目"), _("凭证号"), _("凭证文件"), _("金额（元）")]
    counted = facts((_("笔数"), said(seen.count(), page)))
    return [counted, Table(_("支出"), heads, rows, numbers=[5])]


def _paper(one: Any) -> str:
    return _("%(n)s 份") % {"n": one.papers} if one.papers else _("没有文件")


def grades(found: commissioning.Project) -> Section:
    """What was reached, and how it was judged."""
    rows = [
        [said(one.get_kind_display()), said(one.reached_on), said(one.get_grade_display()), said(one.evidence)]
        for one in found.milestones.all()
    ]
    heads = [_("事项"), _("日期"), _("等级"), _("依据")]
    title = _("评估与验收")
    return Section(title, [Table(title, heads, rows)] if rows else [], _("还没有评估和验收。"))
