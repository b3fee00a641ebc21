"""The files of an office that begins with Guihua: contracts, budgets, what was paid, projects of earlier years."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.actions import taking_over
from guihua.commissioning.importers import budgets, contracts, earlier, payments
from guihua.commissioning.models import Project
from guihua.core import sheets
from guihua.delivery.models import Session
from guihua.desk.import_kinds import Kind
from guihua.directory.models import Subdistrict


def _earlier_marks(subdistrict: Subdistrict, cleaned: sheets.Cleaned) -> Sequence[sheets.Mark]:
    """A year of which there are sessions has figures that somebody relies on: no project is added to it as an earlier one."""
    told = {day.year for day in Session.objects.filter(subdistrict=subdistrict).dates("day", "year")}
    there = set(Project.objects.filter(subdistrict=subdistrict).values_list("number", flat=True))
    found = list(earlier.marks(subdistrict, cleaned))
    words = _("%(year)s 年已经登记了场次，不再收往年项目。请用「项目」导入。")
    for row in cleaned.without_bad("年度", "结束日期").iter_rows(named=True):
        for column, year in (("年度", row["年度"]), ("结束日期", row["结束日期"].year)):
            if year in told and row["项目编号"] not in there:
                found.append(sheets.Mark(row["row"], column, words % {"year": year}))
                break
    return found


TAKEN_OVER = {
    "contracts": Kind(
        gettext_lazy("合同"),
        gettext_lazy("以前签的合同和分期付款，一期一行"),
        contracts.columns,
        contracts.marks,
        contracts.standing,
        lambda place, cleaned, by, digest, batch, _why: taking_over.contracts(
            place, contracts.lines(cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": taking_over.revert_contracts(place, word, by=by),
        adds_only=True,
    ),
    "budgets": Kind(
        gettext_lazy("预算明细"),
        gettext_lazy("合同金额分到各科目，一个科目一行"),
        budgets.columns,
        budgets.marks,
        budgets.standing,
        lambda place, cleaned, by, digest, batch, _why: taking_over.budgets(
            place, budgets.lines(cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": taking_over.revert_budgets(place, word, by=by),
        adds_only=True,
    ),
    "payments": Kind(
        gettext_lazy("已付款"),
        gettext_lazy("合同登记以前付过的各期"),
        payments.columns,
        payments.marks,
        payments.standing,
        lambda place, cleaned, by, digest, batch, _why: taking_over.paid(
            place, payments.lines(place, cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": taking_over.revert_paid(place, word, by=by),
        adds_only=True,
    ),
    "earlier": Kind(
        gettext_lazy("往年项目"),
        gettext_lazy("用桂花以前的项目和评估等级"),
        earlier.columns,
        _earlier_marks,
        earlier.standing,
        lambda place, cleaned, by, digest, batch, _why: taking_over.earlier(
            place, earlier.lines(cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": taking_over.revert_earlier(place, word, by=by),
        adds_only=True,
    ),
}
