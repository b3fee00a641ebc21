"""The pool as offices have it, a table copied out of a spreadsheet, becomes assessors. Columns by their headings, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from guihua.core.sheets import BadCell, Doubtful, Parser
from guihua.core.sheets import parsers as cell
from guihua.delivery.calc import paper
from guihua.evaluation.pool import AssessorSaid, WorkSaid

HEADINGS = {
    "姓名": "name",
    "手机": "phone",
    "手机号码": "phone",
    "联系电话": "phone",
    "职称": "title",
    "职务": "title",
    "职称或职务": "title",
    "工作单位": "employer",
    "单位": "employer",
    "专长": "expertise",
    "资格": "qualification",
    "资格证号": "qualification_number",
    "证号": "qualification_number",
    "熟悉的领域": "domains",
    "领域": "domains",
}
NEEDED = {"name": "姓名", "phone": "手机", "employer": "工作单位", "expertise": "专长"}
KINDS = {"财务": "is_finance", "实务": "is_practice"}
MOST = 1000


def assessors(text: str, domains: Mapping[str, int]) -> list[AssessorSaid]:
    """What the table says. `domains`: by name. Raises BadCell with the line in which something cannot be read."""
    table = paper.cells(text)
    if len(table) < 2:
        raise BadCell(_("请把表格连同第一行的列名一起复制过来：姓名、手机、工作单位、专长……"))
    if len(table) > MOST + 1:
        raise BadCell(_("一次最多 %(n)d 位。") % {"n": MOST})
    columns, parsers = _headed(table[0]), _parsers(domains)
    found, lines = [], dict[str, int]()
    for number, cells in enumerate(table[1:], start=2):
        row = {columns[n]: written for n, written in enumerate(cells) if n in columns}
        one = _assessor({name: _read(name, parser, row, number) for name, parser in parsers.items()})
        if first := lines.get(one.phone):
            raise _bad(number, _("手机和第 %(n)d 行一样") % {"n": first})
        lines[one.phone] = number
        found.append(one)
    return found


def _headed(cells: Sequence[str]) -> dict[int, str]:
    columns = {n: HEADINGS[cell] for n, cell in enumerate(cells) if cell in HEADINGS}
    if missing := [NEEDED[name] for name in NEEDED if name not in columns.values()]:
        raise BadCell(_("第一行没有找到这些列：%(names)s。") % {"names": "、".join(missing)})
    return columns


def _parsers(domains: Mapping[str, int]) -> dict[str, Parser]:
    return {
        "name": cell.name(40),
        "phone": cell.phone(),
        "title": cell.text(60, blank=True),
        "employer": cell.text(80),
        "expertise": cell.many(cell.choice(KINDS)),
        "qualification": cell.text(80, blank=True),
        "qualification_number": cell.text(40, blank=True),
        "domains": cell.many(cell.choice(domains)),
    }


def _read(column: str, parser: Parser, row: Mapping[str, str], number: int) -> Any:
    try:
        told = parser(row.get(column, ""))
    except BadCell as bad:
        head = next(name for name, meant in HEADINGS.items() if meant == column)
        raise _bad(number, f"{head}：{bad.sentence.removesuffix('。')}") from bad
    told = told.value if isinstance(told, Doubtful) else told
    if column == "expertise" and not told:
        raise _bad(number, _("没有写专长，要写财务或实务，可以都写"))
    return told


def _assessor(told: dict[str, Any]) -> AssessorSaid:
    knows = dict.fromkeys(told.pop("expertise"), True)
    work = (WorkSaid(told.pop("employer")),)
    return AssessorSaid(**told | {"domains": frozenset(told["domains"]), "work": work} | knows)


def _bad(number: int, what: str) -> BadCell:
    return BadCell(_("第 %(n)d 行：%(what)s。") % {"n": number, "what": what})
