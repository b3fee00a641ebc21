"""The budgets of contracts that were put on file without one: a row for each heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy
from guihua.commissioning.importers.projects import own_word
from guihua.commissioning.importers.shared import Row, contract_cell, otherwise, twice, whole
from guihua.commissioning.importers.shared import standing as of_rows
from guihua.core import audit
from guihua.core.sheets import Cleaned, Column, Mark, Standing
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory

Contracts = Mapping[int, commissioning.Contract]


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    heading, headings = own_word(commissioning.BudgetCategory, subdistrict, blank=False)
    contract = contract_cell(subdistrict)
    return [
        Column("合同编号", contract, pl.Int64, also=("合同号", "项目编号"), example="HT-2022-001", is_shared=True),
        Column("预算科目", heading, pl.Int64, also=("科目", "费用科目", "预算项目"), options=headings),
        Column("预算金额", cell.money, pl.Int64, also=("金额", "预算", "预算数"), example="200,000.00"),
    ]


def marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    contracts, found = _contracts(subdistrict), []
    for rows in whole(cleaned, "合同编号"):
        contract = contracts[rows[0]["合同编号"]]
        wrong = twice(rows, "预算科目")
        if not wrong and contract.budget.all():
            wrong = _against(rows, contract)
        elif not wrong:
            wrong = _of_the_rules(rows, contract)
        found += wrong
    return found


def lines(cleaned: Cleaned) -> list[tuple[int, dict[int, int]]]:
    """By the key of its contract what each heading has."""
    return [(rows[0]["合同编号"], _budget(rows)) for rows in whole(cleaned, "合同编号")]


def standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> Mapping[int, Standing]:
    contracts = _contracts(subdistrict)
    return of_rows(cleaned, lambda row: bool(contracts[row["合同编号"]].budget.all()))


def _contracts(subdistrict: directory.Subdistrict) -> Contracts:
    rows = commissioning.Contract.objects.filter(subdistrict=subdistrict).select_related("project__subdistrict")
    return {one.pk: one for one in rows.prefetch_related("budget__category")}


def _budget(rows: Sequence[Row]) -> dict[int, int]:
    return {row["预算科目"]: row["预算金额"] for row in rows}


def _against(rows: Sequence[Row], contract: commissioning.Contract) -> list[Mark]:
    held = {line.category_id: line for line in contract.budget.all()}
    found = []
    for row in rows:
        if line := held.get(row["预算科目"]):
            found += otherwise(row, {"预算金额": (line.amount_fen, money_policy.in_yuan(line.amount_fen))})
        else:
            words = _("这份合同的预算已经登记，里面没有这一科目。要改，请到「合同与资金」里改。")
            found.append(Mark(row["row"], "预算科目", words))
    return found


def _of_the_rules(rows: Sequence[Row], contract: commissioning.Contract) -> list[Mark]:
    refusal = money_policy.why_not_break_down(audit.SYSTEM, contract, _budget(rows))
    if refusal is None:
        return []
    over = [row for row in rows if refusal.code == f"over-heading-{row['预算科目']}"]
    return [Mark((over or rows)[-1]["row"], "预算金额", refusal.sentence)]
