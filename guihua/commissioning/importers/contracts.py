"""Contracts that were signed before Guihua was there: a row for each instalment, with what its contract says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy
from guihua.commissioning.importers.projects import why_not_term
from guihua.commissioning.importers.shared import Row, day_or_none, otherwise, project_cell, twice, whole
from guihua.commissioning.importers.shared import standing as of_rows
from guihua.commissioning.terms import InstalmentLine, Terms
from guihua.core import audit
from guihua.core.measures import yuan
from guihua.core.sheets import Cleaned, Column, Mark, Standing
from guihua.core.sheets import parsers as cell
from guihua.core.wording import as_recorded
from guihua.directory import models as directory
from guihua.directory.importers import labelled

PROJECT = "项目编号"
CONTRACT = {
    "合同编号": "number",
    "签订日期": "signed_on",
    "合同金额": "amount_fen",
    "开始日期": "starts_on",
    "结束日期": "ends_on",
    "合同期理由": "term_reason",
}
INSTALMENT = {
    "本期金额": "amount_fen",
    "付款条件": "waits_for",
    "至少达到": "least_grade",
    "约定日期": "on",
    "之后天数": "days",
}
WHERE = {
    "exists": PROJECT,
    "not-bought": PROJECT,
    "is-bought-here": PROJECT,
    "nobody": PROJECT,
    "not-the-award": "合同金额",
    "number-taken": "合同编号",
    "signed-early": "签订日期",
    "order": "签订日期",
    "before-its-day": "签订日期",
    "term-too-long": "结束日期",
    "term-reason": "合同期理由",
}  # the cell of which a refusal speaks; of the others that is the last instalment's amount
MOST_INSTALMENTS, MOST_DAYS = 99, 366


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    waits, grades = labelled(commissioning.WaitsFor), labelled(commissioning.Grade)
    place = cell.integer(1, MOST_INSTALMENTS, _("期次要在 1 到 %(n)s 之间。") % {"n": MOST_INSTALMENTS})
    days = cell.integer(0, MOST_DAYS, _("最多 %(n)s 天。") % {"n": MOST_DAYS}, blank=True)
    return [
        Column(PROJECT, project_cell(subdistrict), pl.Int64, also=("项目号",), example="GC-2022-001", is_shared=True),
        Column("合同编号", cell.code(40), also=("合同号",), example="HT-2022-001", is_shared=True),
        Column("签订日期", cell.date, pl.Date, also=("签约日期",), example="2021-12-28", is_shared=True),
        Column("合同金额", cell.money, pl.Int64, also=("合同价", "总金额"), example="286,000.00", is_shared=True),
        Column("开始日期", cell.date, pl.Date, also=("合同开始日期",), example="2022-01-01", is_shared=True),
        Column("结束日期", cell.date, pl.Date, also=("合同结束日期",), example="2022-12-31", is_shared=True),
        Column("合同期理由", cell.text(200, blank=True), required=False, also=("合同期较长的理由",), is_shared=True),
        Column("期次", place, pl.Int64, also=("第几期", "期数"), example="1"),
        Column("本期金额", cell.money, pl.Int64, also=("分期金额", "应付金额"), example="85,800.00"),
        Column("付款条件", cell.choice(waits), also=("等什么",), options=list(waits)),
        Column("至少达到", cell.choice(grades, blank=True), required=False, also=("最低等级",), options=list(grades)),
        Column("约定日期", day_or_none, pl.Date, required=False, also=("约定的日子",), example="2022-07-01"),
        Column("之后天数", days, pl.Int64, required=False, also=("之后多少天",), example="10"),
    ]


def marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between the rows of a contract, and against what is on file."""
    projects = commissioning.Project.objects.filter(subdistrict=subdistrict).select_related("subdistrict", "provider")
    there = projects.in_bulk(cleaned.frame.get_column(PROJECT).drop_nulls().unique().to_list())
    on_file = _on_file(subdistrict)
    found = _numbers_shared(cleaned)
    for rows in whole(cleaned, PROJECT):
        project = there[rows[0][PROJECT]]
        wrong = _between(rows)
        if not wrong and project.pk in on_file:
            wrong = _against(rows, on_file[project.pk], cleaned)
        elif not wrong:
            wrong = _of_the_rules(rows, project)
        found += wrong
    return found


def lines(cleaned: Cleaned) -> list[tuple[int, Terms]]:
    """By the key of its project what each contract says."""
    return [(rows[0][PROJECT], _terms(rows)) for rows in whole(cleaned, PROJECT)]


def standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> Mapping[int, Standing]:
    there = _on_file(subdistrict)
    return of_rows(cleaned, lambda row: row[PROJECT] in there)


def _on_file(subdistrict: directory.Subdistrict) -> dict[int, commissioning.Contract]:
    rows = commissioning.Contract.objects.filter(subdistrict=subdistrict)
    return {one.project_id: one for one in rows.prefetch_related("instalments", "amendments")}


def _numbers_shared(cleaned: Cleaned) -> list[Mark]:
    """Two projects have two contracts."""
    first: dict[str, tuple[int, int]] = {}
    found = []
    for number, project, row in cleaned.frame.select("合同编号", PROJECT, "row").drop_nulls().iter_rows():
        held, at = first.setdefault(number, (project, row))
        if held != project:
            words = _("第 %(row)d 行的另一个项目也写了这个合同编号。") % {"row": at}
            found.append(Mark(row, "合同编号", words))
    return found


def _between(rows: Sequence[Row]) -> list[Mark]:
    first = rows[0]
    words = _("同一份合同的%(column)s要和第 %(row)d 行一样。")
    differing = [
        Mark(row["row"], column, words % {"column": column, "row": first["row"]})
        for row in rows[1:]
        for column in CONTRACT
        if row[column] != first[column]
    ]
    ends = why_not_term(first["开始日期"], first["结束日期"])
    return [
        *differing,
        *([Mark(first["row"], "结束日期", ends)] if ends else []),
        *twice(rows, "期次"),
        *(_not_in_order(rows)),
        *chain.from_iterable(_of_instalment(row) for row in rows),
    ]


def _not_in_order(rows: Sequence[Row]) -> list[Mark]:
    """Instalments are counted from 1 on, without a gap."""
    places = {row["期次"] for row in rows}
    missing = [n for n in range(1, max(places)) if n not in places]
    last = max(rows, key=lambda row: row["期次"])
    return [Mark(last["row"], "期次", _("缺第 %(n)s 期。期次从 1 起连着写。") % {"n": missing[0]})] if missing else []


def _of_instalment(row: Row) -> list[Mark]:
    waits, found = row["付款条件"], []
    if not row["本期金额"]:
        found.append(("本期金额", _("这一期的金额要大于 0。")))
    if waits == commissioning.WaitsFor.DAY and row["约定日期"] is None:
        found.append(("约定日期", _("请填写第 %(n)s 期约定的日子。") % {"n": row["期次"]}))
    if waits != commissioning.WaitsFor.DAY and row["约定日期"] is not None:
        found.append(("约定日期", _("只有付款条件是「约定的日子」才填日期。")))
    if waits not in commissioning.JUDGED and row["至少达到"]:
        found.append(("至少达到", _("只有等评估的一期才写至少达到的等级。")))
    return [Mark(row["row"], column, sentence) for column, sentence in found]


def _against(rows: Sequence[Row], contract: commissioning.Contract, cleaned: Cleaned) -> list[Mark]:
    """A contract on file stays as it is. What was amended since is not what the file says of its instalments."""
    told = {column: (getattr(contract, name), _spelt(contract, name)) for column, name in CONTRACT.items()}
    told = {column: said for column, said in told.items() if column in cleaned.columns_in_file}
    marks = [mark for row in rows for mark in otherwise(row, told)]
    if contract.amendments.all():
        return marks
    held = {one.position: one for one in contract.instalments.all()}
    for row in rows:
        if row["期次"] not in held:
            words = _("合同 %(number)s 登记的只有 %(n)s 期，没有第 %(k)s 期。")
            said = {"number": contract.number, "n": len(held), "k": row["期次"]}
            marks.append(Mark(row["row"], "期次", words % said))
            continue
        one = held[row["期次"]]
        parts = {c: (getattr(one, name), _spelt(one, name)) for c, name in INSTALMENT.items()}
        marks += otherwise(_filled(row), {c: v for c, v in parts.items() if c in cleaned.columns_in_file})
    return marks


def _filled(row: Row) -> Row:
    return {**row, "至少达到": row["至少达到"] or "", "之后天数": row["之后天数"] or 0}


def _spelt(row: Any, name: str) -> str:
    if spelt := getattr(row, f"get_{name}_display", None):
        return as_recorded(spelt())
    value = getattr(row, name)
    return f"{yuan(value):,}" if name == "amount_fen" else "" if value is None else str(value)


def _of_the_rules(rows: Sequence[Row], project: commissioning.Project) -> list[Mark]:
    """What the rules say against it stands at the cell of which they speak; what the project says otherwise is asked about."""
    terms, first, last = _terms(rows), rows[0], rows[-1]
    if refusal := money_policy.why_not_take_over(audit.SYSTEM, project, terms):
        column = WHERE.get(refusal.code, "本期金额")
        return [Mark((last if column == "本期金额" else first)["row"], column, refusal.sentence)]
    words = _("项目上写的是「%(told)s」，导入后以合同为准。")
    doubts = [
        (column, words % {"told": _spelt(project, name)})
        for column, name in (("合同金额", "amount_fen"), ("开始日期", "starts_on"), ("结束日期", "ends_on"))
        if first[column] != getattr(project, name)
    ]
    if terms.signed_on > terms.starts_on:
        doubts.append(("签订日期", _("签订日期晚于开始日期，请核对：合同签订以后才开始服务。")))
    return [Mark(first["row"], column, sentence, "doubtful") for column, sentence in doubts]


def _terms(rows: Sequence[Row]) -> Terms:
    said = {name: rows[0][column] for column, name in CONTRACT.items()}
    said["term_reason"] = said["term_reason"] or ""
    by_place = sorted(rows, key=lambda row: row["期次"])
    return Terms(**said, instalments=tuple(_line(row) for row in by_place), budget={})


def _line(row: Row) -> InstalmentLine:
    return InstalmentLine(**{name: _filled(row)[column] for column, name in INSTALMENT.items()})
