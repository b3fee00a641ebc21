"""Communities and organisations as files give them: shape and cleaning only."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.core.sheets import BadCell, Cleaned, Column, Mark
from guihua.core.sheets import parsers as cell
from guihua.core.wording import as_recorded
from guihua.directory import models as directory
from guihua.directory.models.organisations import SchoolStage


def labelled(choices: Any) -> dict[str, str]:
    """The words in files, which are Chinese whatever language the screen has, and what each stands for."""
    return {as_recorded(label): value for value, label in choices.choices}


def _degrees(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(cell.plain(text))
    except ValueError as bad:
        raise BadCell(
            _("「%(cell)s」不是经纬度。请写成小数，例如 113.1432；不知道可以空着。") % {"cell": text}
        ) from bad
    if not -180 <= value <= 180:
        raise BadCell(_("经纬度在 -180 到 180 之间。"))
    return value


def community_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    return [
        Column("社区代码", cell.digits(12, "社区代码")),
        Column("社区名称", cell.text(40)),
        Column("经度", _degrees, pl.Float64, required=False),
        Column("纬度", _degrees, pl.Float64, required=False),
    ]


def community_lines(cleaned: Cleaned) -> list[dict[str, Any]]:
    return [
        {"code": row["社区代码"], "name": row["社区名称"], "longitude": row["经度"], "latitude": row["纬度"]}
        for row in cleaned.frame.iter_rows(named=True)
    ]


def organisation_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    communities = dict(directory.Community.objects.filter(subdistrict=subdistrict).values_list("code", "pk"))

    def community(text: str) -> int | None:
        return known(communities, text, _("没有代码为 %(cell)s 的社区。请先导入社区，或改正代码。"))

    return [
        Column("机构名称", cell.text(80)),
        Column("统一社会信用代码", cell.uscc),
        Column("机构类型", cell.choice(labelled(directory.OrganisationKind))),
        Column("联系人", cell.text(40, blank=True), required=False),
        Column("联系电话", cell.phone(blank=True, landline=True), required=False),
        Column("所在社区代码", community, pl.Int64, required=False),
        Column("学校性质", cell.choice(labelled(directory.SchoolNature), blank=True), required=False),
        Column("学段", cell.choice(labelled(SchoolStage), blank=True), required=False),
    ]


def known(codes: dict[str, int], text: str, sentence: str) -> int | None:
    if not (code := cell.plain(text)):
        return None
    if code not in codes:
        raise BadCell(sentence % {"cell": text})
    return codes[code]


def organisation_marks(cleaned: Cleaned) -> list[Mark]:
    """What is wrong between the cells of a row: schools, and only they, say whether they are public."""
    marks = []
    for row in cleaned.frame.iter_rows(named=True):
        is_school = row["机构类型"] == directory.OrganisationKind.SCHOOL
        if is_school and row["学校性质"] == "":
            marks.append(Mark(row["row"], "学校性质", _("学校要写明公办还是民办。")))
        if not is_school and row["机构类型"] and (row["学校性质"] or row["学段"]):
            marks.append(Mark(row["row"], "学校性质", _("只有学校才填学校性质和学段，这一行请空着。")))
    return marks


def organisation_lines(cleaned: Cleaned) -> list[dict[str, Any]]:
    return [
        {
            "name": row["机构名称"],
            "credit_code": row["统一社会信用代码"],
            "kind": row["机构类型"],
            "contact_name": row["联系人"],
            "contact_phone": row["联系电话"],
            "community_id": row["所在社区代码"],
            "school_nature": row["学校性质"],
            "school_stage": row["学段"],
        }
        for row in cleaned.frame.iter_rows(named=True)
    ]


def repeated(cleaned: Cleaned, column: str) -> list[Mark]:
    """A key that stands in two rows of one file."""
    again = cleaned.frame.filter(pl.col(column).is_not_null() & pl.col(column).is_duplicated())
    first: dict[str, int] = {}
    marks = []
    for row, key in again.select("row", column).iter_rows():
        if key in first:
            words = _("和第 %(row)d 行的%(column)s重复了。") % {"row": first[key], "column": column}
            marks.append(Mark(row, column, words))
        first.setdefault(key, row)
    return marks
