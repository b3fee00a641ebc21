"""Instalments that were paid before Guihua was there: a row for each."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy, spending_policy
from guihua.commissioning.importers.shared import Row, by, contract_cell, otherwise, twice
from guihua.commissioning.importers.shared import standing as of_rows
from guihua.core import audit
from guihua.core.sheets import Cleaned, Column, Mark, Standing
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory

CONTRACT = "合同编号"
WHERE = {"asked": "期次", "backwards": "付款日期", "not-before": "付款日期"}
Held = Mapping[tuple[int, int], commissioning.Instalment]


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    place = cell.integer(1, 99, _("期次要在 1 到 %(n)s 之间。") % {"n": 99})
    return [
        Column(CONTRACT, contract_cell(subdistrict), pl.Int64, also=("合同号", "项目编号"), example="HT-2022-001"),
        Column("期次", place, pl.Int64, also=("第几期", "期数"), example="1"),
        Column("付款金额", cell.money, pl.Int64, also=("金额", "实付金额", "已付金额"), example="85,800.00"),
        Column("付款日期", cell.date, pl.Date, also=("日期", "支付日期"), example="2022-01-20"),
        Column("付款凭证号", cell.text(40), also=("凭证号", "凭证"), example="记-0120"),
    ]


def marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """Each row tells of a payment of its own: one that cannot be read keeps nothing back about the others."""
    held, rows = _held(subdistrict), list(cleaned.without_bad(*cleaned.frame.columns).iter_rows(named=True))
    return [
        *chain.from_iterable(twice(ones, "期次") for ones in by(rows, CONTRACT)),
        *chain.from_iterable(_of_instalment(row, held) for row in rows),
    ]


def _held(subdistrict: directory.Subdistrict) -> Held:
    rows = commissioning.Instalment.objects.filter(subdistrict=subdistrict).with_way()
    return {(one.contract_id, one.position): one for one in rows}


def _of_instalment(row: Row, held: Held) -> list[Mark]:
    """An instalment that is not the contract's, another amount than it has, a payment on file that says otherwise."""
    instalment = held.get((row[CONTRACT], row["期次"]))
    if instalment is None:
        most = max((place for contract, place in held if contract == row[CONTRACT]), default=0)
        words = _("这份合同只有 %(n)s 期，没有第 %(k)s 期。")
        return [Mark(row["row"], "期次", words % {"n": most, "k": row["期次"]})]
    if short := instalment.amount_fen - row["付款金额"]:
        words = _("合同上第 %(n)s 期是 %(yuan)s 元，这里%(by)s。")
        off = _("少 %(yuan)s 元") if short > 0 else _("多 %(yuan)s 元")
        said = {"n": row["期次"], "yuan": money_policy.in_yuan(instalment.amount_fen)}
        return [Mark(row["row"], "付款金额", words % (said | {"by": off % {"yuan": money_policy.in_yuan(abs(short))}}))]
    payment = instalment.payment
    if payment is not None and payment.state == commissioning.PaymentState.PAID:
        told = {"付款日期": (payment.paid_on, str(payment.paid_on)), "付款凭证号": (payment.voucher, payment.voucher)}
        return otherwise(row, told)
    refusal = spending_policy.why_not_enter_paid(audit.SYSTEM, instalment, row["付款日期"])
    return [Mark(row["row"], WHERE.get(refusal.code, "期次"), refusal.sentence)] if refusal else []


def lines(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[tuple[commissioning.Instalment, Any, str]]:
    """What was paid, on which day, and by which voucher."""
    held = _held(subdistrict)
    rows = cleaned.frame.iter_rows(named=True)
    return [(held[row[CONTRACT], row["期次"]], row["付款日期"], row["付款凭证号"]) for row in rows]


def standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> Mapping[int, Standing]:
    held = _held(subdistrict)
    return of_rows(cleaned, lambda row: held[row[CONTRACT], row["期次"]].payment is not None)
