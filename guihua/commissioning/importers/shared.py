"""What the files of taking over have in common: they add, and whatever stands otherwise on file is said at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.sheets import BadCell, Cleaned, Mark, Parser, Standing
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.directory.importers import known

Row = Mapping[str, Any]


def contract_cell(subdistrict: directory.Subdistrict) -> Parser:
    """Reads the number of a contract, or that of its project."""
    own = commissioning.Contract.objects.filter(subdistrict=subdistrict)
    rows = list(own.values_list("pk", "number", "project__number"))
    numbers = {number: pk for pk, _number, number in rows} | {number: pk for pk, number, _project in rows}

    def parse(text: str) -> int:
        found = known(numbers, text, _("没有编号为 %(cell)s 的合同。请先导入合同，或改正编号。"))
        if found is None:
            raise BadCell(_("这里不能空着。"))
        return found

    return parse


def project_cell(subdistrict: directory.Subdistrict) -> Parser:
    numbers = dict(commissioning.Project.objects.filter(subdistrict=subdistrict).values_list("number", "pk"))

    def parse(text: str) -> int:
        found = known(numbers, text, _("没有编号为 %(cell)s 的项目。请先导入项目，或改正编号。"))
        if found is None:
            raise BadCell(_("这里不能空着。"))
        return found

    return parse


def day_or_none(text: str) -> date | None:
    return cell.date(text) if cell.plain(text) else None


def whole(cleaned: Cleaned, column: str) -> list[list[Row]]:
    """The rows that tell of one thing together, where each of their cells could be read: of the others nothing more can be
    said."""
    bad = {mark.row for mark in cleaned.bad}
    told = by(cleaned.frame.iter_rows(named=True), column)
    return [rows for rows in told if not any(row["row"] in bad for row in rows)]


def by(rows: Iterable[Row], column: str) -> list[list[Row]]:
    """The rows that tell of one thing together."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return list(found.values())


def twice(rows: Iterable[Row], column: str) -> list[Mark]:
    """A part that is told of twice among the rows of one thing."""
    first: dict[Any, int] = {}
    marks = []
    for row in rows:
        if row[column] in first:
            words = _("和第 %(row)d 行的%(column)s重复了。") % {"row": first[row[column]], "column": column}
            marks.append(Mark(row["row"], column, words))
        first.setdefault(row[column], row["row"])
    return marks


def otherwise(row: Row, told: Mapping[str, tuple[Any, str]]) -> list[Mark]:
    """Where a row says something else than what is on file (`told`: by column, as value and in words)."""
    words = _("已经登记的是「%(told)s」。导入只添加，不改动；要改，请到它的页面上改。")
    return [
        Mark(row["row"], column, words % {"told": spelt or "–"})
        for column, (value, spelt) in told.items()
        if row[column] != value
    ]


def standing(cleaned: Cleaned, is_there: Any) -> dict[int, Standing]:
    """By row: the same as on file, or new. Whatever would be a change was marked bad before."""
    return {row["row"]: Standing("same" if is_there(row) else "new") for row in cleaned.frame.iter_rows(named=True)}
