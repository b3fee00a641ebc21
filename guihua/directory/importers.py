"""Communities and organisations as files give them: shape and cleaning only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.core import secrecy
from guihua.core.sheets import BadCell, Cleaned, Column, Doubtful, Mark, Parser, Standing, standing
from guihua.core.sheets import parsers as cell
from guihua.core.wording import as_recorded
from guihua.directory import models as directory
from guihua.directory.models.organisations import SchoolStage

PHONES = ("手机", "手机号", "手机号码", "电话", "电话号码", "联系方式", "联系电话")
DEGREES = pl.Decimal(9, 6)


def labelled(choices: Any) -> dict[str, str]:
    """The words in files, which are Chinese whatever language the screen has, and what each stands for."""
    return {as_recorded(label): value for value, label in choices.choices}


def community_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    east, north = _("经度在 -180 到 180 之间。"), _("纬度在 -90 到 90 之间。")
    return [
        Column(
            "社区代码",
            _community_code(subdistrict),
            also=("代码", "统计区划代码", "区划代码", "社区编码"),
            example="440605011001",
        ),
        Column("社区名称", cell.text(40), also=("社区", "名称", "社区名"), example="桂一社区"),
        Column(
            "经度", cell.degrees(180, east), DEGREES, required=False, also=("东经", "lng", "lon"), example="113.1432"
        ),
        Column("纬度", cell.degrees(90, north), DEGREES, required=False, also=("北纬", "lat"), example="23.0288"),
    ]


def _community_code(subdistrict: directory.Subdistrict) -> Parser:
    digits = cell.digits(12, _("社区代码"))

    def parse(text: str) -> str | Doubtful:
        code: str = digits(text)
        if not code.startswith(subdistrict.code):
            return Doubtful(code, _("这个代码不以街道代码 %(code)s 开头，请核对。") % {"code": subdistrict.code})
        return code

    return parse


def community_marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    marks = repeated(cleaned, "社区代码")
    for column, other in (("经度", "纬度"), ("纬度", "经度")):
        lacking = cleaned.without_bad(column, other).filter(pl.col(column).is_null() & pl.col(other).is_not_null())
        words = _("写了%(other)s，就也要写%(column)s；不知道就都空着。") % {"column": column, "other": other}
        marks += [Mark(row, column, words) for row in lacking.get_column("row")]
    return marks


COMMUNITY = {"code": "社区代码", "name": "社区名称", "longitude": "经度", "latitude": "纬度"}
ORGANISATION = {
    "name": "机构名称",
    "credit_code": "统一社会信用代码",
    "kind": "机构类型",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "community_id": "所在社区代码",
    "school_nature": "学校性质",
    "school_stage": "学段",
}


def _lines(cleaned: Cleaned, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each row by field. A column that the file may leave out, and does, says nothing: what is on file stays."""
    said = {name: column for name, column in columns.items() if column in cleaned.columns_in_file}
    return [{name: row[column] for name, column in said.items()} for row in cleaned.frame.iter_rows(named=True)]


def _standing(cleaned: Cleaned, columns: Mapping[str, str], known: Mapping[str, Any], key: str) -> dict[int, Standing]:
    lines = _lines(cleaned, columns)
    said = [{columns[name]: value for name, value in line.items()} for line in lines]
    told = [_told(known[line[key]], columns) if line[key] in known else None for line in lines]
    return standing.of_rows(cleaned, said, told)


def _told(row: Any, columns: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    """What a row says by column, as values and in words."""
    return {column: (getattr(row, name), _in_words(row, name)) for name, column in columns.items()}


def _in_words(row: Any, name: str) -> str:
    if spelt := getattr(row, f"get_{name}_display", None):
        return as_recorded(spelt())
    value = getattr(row, name.removesuffix("_id"))
    return "" if value is None else str(value)


def community_standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> dict[int, Standing]:
    known = {row.code: row for row in directory.Community.objects.filter(subdistrict=subdistrict)}
    return _standing(cleaned, COMMUNITY, known, "code")


def organisation_standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> dict[int, Standing]:
    rows = directory.Organisation.objects.filter(subdistrict=subdistrict).select_related("community")
    return _standing(cleaned, ORGANISATION, {row.credit_code: row for row in rows}, "credit_code")


def community_lines(cleaned: Cleaned) -> list[dict[str, Any]]:
    return _lines(cleaned, COMMUNITY)


def organisation_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    community, communities = community_cell(subdistrict)
    kinds, natures, stages = map(labelled, (directory.OrganisationKind, directory.SchoolNature, SchoolStage))
    return [
        Column("机构名称", cell.text(80), also=("名称", "单位名称", "机构", "单位"), example="榕声社会工作服务中心"),
        Column("统一社会信用代码", cell.uscc, also=("信用代码", "社会信用代码", "统一信用代码", "机构代码")),
        Column("机构类型", cell.choice(kinds), also=("类型", "单位类型", "类别"), options=list(kinds)),
        Column("联系人", cell.name(40, blank=True), also=("负责人", "联系人姓名"), example="何敏"),
        Column(
            "联系电话",
            cell.phone(blank=True, landline=True),
            also=PHONES,
            masked=secrecy.masked_phone,
            example="0757-12345678",
        ),
        Column(
            "所在社区代码",
            community,
            pl.Int64,
            also=("所在社区", "社区", "社区代码"),
            options=communities,
            example="440605011001",
        ),
        Column("学校性质", cell.choice(natures, blank=True), required=False, also=("性质",), options=list(natures)),
        Column("学段", cell.choice(stages, blank=True), required=False, options=list(stages)),
    ]


def community_cell(subdistrict: directory.Subdistrict) -> tuple[Parser, list[str]]:
    """Reads a community's code or, where only one bears it, its name; and what may stand in such a cell."""
    rows = (
        directory.Community.objects.filter(subdistrict=subdistrict).order_by("code").values_list("code", "name", "pk")
    )
    codes = {code: pk for code, _name, pk in rows}
    names = Counter(name for _code, name, _pk in rows)
    spelt = {cell.plain(name): pk for _code, name, pk in rows if names[name] == 1} | codes

    def parse(text: str) -> int | None:
        return known(spelt, text, _("没有代码为 %(cell)s 的社区。请先导入社区，或改正代码。"))

    return parse, [*names, *codes]


def known(codes: Mapping[str, int], text: str, sentence: str) -> int | None:
    """What a code stands for. Raises BadCell with the sentence, which is given the cell, where it stands for nothing."""
    if not (code := cell.plain(text)):
        return None
    if code not in codes:
        raise BadCell(sentence % {"cell": cell.shown(text)})
    return codes[code]


def organisation_marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between the cells of a row: schools, and only they, say whether they are public."""
    marks = repeated(cleaned, "统一社会信用代码")
    for row in cleaned.without_bad("机构类型", "学校性质", "学段").iter_rows(named=True):
        is_school = row["机构类型"] == directory.OrganisationKind.SCHOOL
        if is_school and not row["学校性质"]:
            marks.append(Mark(row["row"], "学校性质", _("学校要写明公办还是民办。")))
        if is_school and not row["学段"]:
            marks.append(
                Mark(row["row"], "学段", _("学校还没有写学段，请补上：小学、初中、九年一贯制或高中。"), "doubtful")
            )
        if not is_school:
            words = _("只有学校才填学校性质和学段，这一行请空着。")
            marks += [Mark(row["row"], column, words) for column in ("学校性质", "学段") if row[column]]
    return marks


def organisation_lines(cleaned: Cleaned) -> list[dict[str, Any]]:
    return _lines(cleaned, ORGANISATION)


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
