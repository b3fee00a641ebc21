"""A rubric as offices have it, a table copied out of a spreadsheet or a document, becomes dimensions and criteria.

Columns by their headings, in any order; a dimension may stand in its first line alone, as merged cells are copied.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from unicodedata import normalize

from django.utils.translation import gettext as _

from guihua.core.sheets import BadCell
from guihua.evaluation import models as evaluation
from guihua.evaluation.said import AnchorSaid, CriterionSaid, DimensionSaid, floor_of, plain

HEADINGS = {
    "维度": "dimension",
    "一级指标": "dimension",
    "指标": "name",
    "二级指标": "name",
    "分值": "points",
    "满分": "points",
    "评分说明": "guidance",
    "评分标准": "guidance",
    "要看的材料": "evidence",
    "材料": "evidence",
    "谁来评": "expertise",
    "优": "best",
    "良": "good",
    "中": "fair",
    "差": "poor",
}
NEEDED = {"dimension": "维度", "name": "指标", "points": "分值"}
LONGEST = {"dimension": 40, "name": 60, "guidance": 600, "evidence": 200}
LONGEST_ANCHOR = 200
POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*分?", re.ASCII)
FLOOR = re.compile(
    r"(?P<floor>\d{1,3}(?:\.\d{1,2})?)(?:\s*[-–—~至到]\s*\d+(?:\.\d+)?)?\s*分?[\s:：]+(?P<text>.+)", re.ASCII
)
Row = Mapping[str, str]


def dimensions(text: str, step: Decimal) -> list[DimensionSaid]:
    """What the table says. Raises BadCell with the line in which something cannot be read."""
    table = _cells(text)
    if len(table) < 2:
        raise BadCell(_("请把表格连同第一行的列名一起复制过来：维度、指标、分值……"))
    columns = _headed(table[0])
    found: dict[str, list[CriterionSaid]] = {}
    last = ""
    for number, cells in enumerate(table[1:], start=2):
        row = {columns[n]: cell for n, cell in enumerate(cells) if n in columns}
        name = row.get("dimension") or last
        if name != last and name in found:
            raise _bad(number, _("维度「%(name)s」前面已经有过，中间隔着别的维度") % {"name": name})
        last = name
        found.setdefault(name, []).append(_criterion(row, number, name, step))
    return [DimensionSaid(name, criteria) for name, criteria in found.items()]


def _cells(text: str) -> list[list[str]]:
    """The rows of what was copied, each cell on one line; its words keep their own marks, wide as they are."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter="\t")
    written = ([" ".join(cell.split()) for cell in row] for row in rows)
    return [row for row in written if any(row)]


def _headed(cells: Sequence[str]) -> dict[int, str]:
    columns = {n: HEADINGS[cell] for n, cell in enumerate(cells) if cell in HEADINGS}
    if missing := [NEEDED[name] for name in NEEDED if name not in columns.values()]:
        raise BadCell(_("第一行没有找到这些列：%(names)s。") % {"names": "、".join(missing)})
    return columns


def _criterion(row: Row, number: int, dimension: str, step: Decimal) -> CriterionSaid:
    if not dimension:
        raise _bad(number, _("没有写维度"))
    if not row.get("name"):
        raise _bad(number, _("没有写指标"))
    for column, longest in LONGEST.items():
        if len(row.get(column, "")) > longest:
            raise _bad(number, _("有一格超过 %(n)d 个字") % {"n": longest})
    points = _points(row.get("points", ""), number)
    anchors = [one for level in evaluation.Level if (one := _anchor(row, level, points, step, number))]
    return CriterionSaid(
        row["name"], points, row.get("guidance", ""), row.get("evidence", ""), _expertise(row, number), anchors
    )


def _points(cell: str, number: int) -> Decimal:
    if not (found := POINTS.fullmatch(normalize("NFKC", cell))):
        raise _bad(number, _("分值「%(cell)s」不是数") % {"cell": cell})
    return Decimal(found[1])


def _expertise(row: Row, number: int) -> str:
    cell = row.get("expertise", "")
    by_label = {str(label): value for value, label in evaluation.Expertise.choices}
    if cell and cell not in by_label:
        raise _bad(
            number, _("「谁来评」写了「%(cell)s」，只能写：%(names)s") % {"cell": cell, "names": "、".join(by_label)}
        )
    return by_label[cell] if cell else evaluation.Expertise.ANY


def _anchor(row: Row, level: str, points: Decimal, step: Decimal, number: int) -> AnchorSaid | None:
    """5.5 台账完整: from 5.5 points on; in words alone, from its share of the points."""
    cell = row.get(level, "")
    if len(cell) > LONGEST_ANCHOR:
        raise _bad(number, _("有一格超过 %(n)d 个字") % {"n": LONGEST_ANCHOR})
    if not cell:
        return None
    if found := FLOOR.fullmatch(cell):
        return AnchorSaid(level, Decimal(found["floor"]), found["text"].strip())
    return AnchorSaid(level, floor_of(level, points, step), cell)


def _bad(number: int, what: str) -> BadCell:
    return BadCell(_("第 %(n)d 行：%(what)s。") % {"n": number, "what": what})


def table(rubric: list[DimensionSaid]) -> str:
    """The same table, as it is shown to be changed as a whole and pasted again."""
    heads = ["维度", "指标", "分值", "评分说明", "要看的材料", "谁来评", "优", "良", "中", "差"]
    rows = [heads, *(_row(one.name, each) for one in rubric for each in one.criteria)]
    return "\n".join("\t".join(row) for row in rows)


def _row(dimension: str, one: CriterionSaid) -> list[str]:
    anchors = {each.level: f"{plain(each.floor)} {each.text}" for each in one.anchors}
    label = str(evaluation.Expertise(one.expertise).label)
    levels = [anchors.get(level, "") for level in evaluation.Level]
    return [dimension, one.name, plain(one.points), _flat(one.guidance), one.evidence, label, *levels]


def _flat(text: str) -> str:
    return " ".join(text.split())
