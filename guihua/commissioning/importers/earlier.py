"""Projects of years before Guihua was there, each with the grade that it was given. None has any sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import writing
from guihua.commissioning.actions.taking_over import EarlierLine
from guihua.commissioning.importers import projects
from guihua.commissioning.importers.shared import Row, otherwise, whole
from guihua.commissioning.importers.shared import standing as of_rows
from guihua.core import clock
from guihua.core.sheets import Cleaned, Column, Mark, Standing
from guihua.core.sheets import parsers as cell
from guihua.core.wording import as_recorded
from guihua.directory import models as directory
from guihua.directory.importers import labelled

NUMBER = "项目编号"
LEFT_OUT = "挂钩人员"  # nobody looks after what is over


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    """Those of projects, of which only what every old list has must be there; and the grade."""
    grades = labelled(commissioning.Grade)
    of_projects = [one for one in projects.columns(subdistrict) if one.name != LEFT_OUT]
    return [
        *(replace(one, required=not one.takes_nothing) for one in of_projects),
        Column("评估等级", cell.choice(grades), also=("等级", "末期评估等级", "评估结果"), options=list(grades)),
        Column("评估日期", cell.date, pl.Date, also=("末期评估日期",), example="2021-12-20"),
        Column("评估依据", cell.text(200, blank=True), required=False, also=("依据",), example="街办纪要 12 号"),
    ]


def marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    on_file = _on_file(subdistrict)
    found = projects.marks(subdistrict, cleaned)
    for rows in whole(cleaned, NUMBER):
        for row in rows:
            held = on_file.get(row[NUMBER])
            found += _against(row, held, cleaned) if held else _not_over(row)
    return found


def _against(row: Row, held: commissioning.Project, cleaned: Cleaned) -> list[Mark]:
    """A project on file stays as it is, and so does its grade."""
    judged = next((one for one in held.milestones.all() if one.kind == commissioning.WaitsFor.FINAL), None)
    if judged is None:
        return [Mark(row["row"], NUMBER, _("这个编号的项目已经登记，还没有末期评估。请到「合同与资金」里登记评估。"))]
    own = {column: value(row) for column, value in projects.VALUES.items() if column in cleaned.columns_in_file}
    told = {column: said for column, said in projects.told(held).items() if column in own or column == "年度"}
    told["评估等级"] = (judged.grade, as_recorded(judged.get_grade_display()))
    told["评估日期"] = (judged.reached_on, str(judged.reached_on))
    return otherwise({**row, **own}, told)


def _not_over(row: Row) -> list[Mark]:
    today, found = clock.today(), []
    if row["年度"] >= today.year:
        words = _("往年项目只收 %(year)s 年以前的。今年的请用「项目」导入。")
        found.append(("年度", words % {"year": today.year}))
    if row["结束日期"] >= today:
        found.append(("结束日期", _("合同还没有结束，不是往年项目。请用「项目」导入。")))
    if row["评估日期"] > today:
        found.append(("评估日期", _("日期还没有到。")))
    elif row["评估日期"] < row["开始日期"]:
        found.append(("评估日期", _("评估日期早于合同的开始日期。")))
    return [Mark(row["row"], column, sentence) for column, sentence in found]


def lines(cleaned: Cleaned) -> list[EarlierLine]:
    contracts = projects.lines(cleaned)
    return [
        EarlierLine(one, row["评估等级"], row["评估日期"], row["评估依据"] or "")
        for one, row in zip(contracts, cleaned.frame.iter_rows(named=True), strict=True)
    ]


def standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> Mapping[int, Standing]:
    there = _on_file(subdistrict)
    return of_rows(cleaned, lambda row: row[NUMBER] in there)


def _on_file(subdistrict: directory.Subdistrict) -> dict[str, commissioning.Project]:
    rows = writing.with_all(commissioning.Project.objects.filter(subdistrict=subdistrict))
    return {one.number: one for one in rows.prefetch_related("milestones")}
