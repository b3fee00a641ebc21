"""The workbook with some of its cells filled: all other bytes of its parts stay as they were."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from guihua.core.inplace import cells
from guihua.core.inplace.cells import Cell, Page
from guihua.core.inplace.editing import edits
from guihua.core.inplace.opening import Workbook
from guihua.core.texts import printable

Value = int | Decimal | date | str
FIRST_DAY = date(1899, 12, 30)  # of a spreadsheet's calendar
BLANK = "_＿ 　"  # what leaves room for words behind a label
RESULT = re.compile(rb"<((?:\w+:)?v)\b[^>]*>[^<]*</\1>")
KIND = re.compile(rb"""^(<[^>]*?)\st=["']\w+["']""")  # of the result, in the cell's own tag
CALCULATION = re.compile(rb"<((?:\w+:)?)calcPr\b[^>]*?(/?)>")
BEFORE_CALCULATION = re.compile(
    rb"</(?:(\w+):)?(?:definedNames|externalReferences|functionGroups|sheets)\s*>"
    rb"(?!.*</(?:\w+:)?(?:definedNames|externalReferences|functionGroups|sheets)\s*>)",
    re.DOTALL,
)


def filled(workbook: Workbook, values: Mapping[tuple[str, str], Value]) -> bytes:
    """`values` by worksheet and cell, each one that may be filled (`Workbook.why_not`)."""
    changed: dict[str, bytes] = {}
    for page in workbook.pages.values() if values else ():
        own = {page.cell(cell): value for (sheet, cell), value in values.items() if sheet == page.name}
        elements = _without_results(workbook, page)
        elements |= {cell: _element(cell, written(workbook, cell, value)) for cell, value in own.items()}
        if elements:
            changed[page.part] = _with_cells(workbook, page, elements)
    if changed and any(cell.has_formula for page in workbook.pages.values() for cell in page.cells.values()):
        changed["xl/workbook.xml"] = _calculated_anew(workbook.parts["xl/workbook.xml"])
    return _packed(workbook.content, changed)


def written(workbook: Workbook, cell: Cell, value: Value) -> Value:
    """What goes into the cell: a day as a day where it shows days, a share as it shows shares, words behind a label."""
    form = workbook.styles.form(cell.style)
    if isinstance(value, date) and form != "day":
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, str) and cell.text and not cell.is_number:
        return cell.text.rstrip(BLANK) + value
    return value


def _without_results(workbook: Workbook, page: Page) -> dict[Cell, bytes]:
    """Formulas whose results are those of the empty form: some programmes would show them and work nothing out anew."""
    content = workbook.parts[page.part]
    stale = [cell for cell in page.cells.values() if cell.has_formula and cell.text]
    return {cell: KIND.sub(rb"\1", RESULT.sub(b"", content[cell.start : cell.end])) for cell in stale}


def _with_cells(workbook: Workbook, page: Page, elements: Mapping[Cell, bytes]) -> bytes:
    content, pieces, at = workbook.parts[page.part], [], 0
    for edit in sorted(edits(page, content, elements)):
        pieces += [content[at : edit.start], edit.put]
        at = edit.end
    return b"".join([*pieces, content[at:]])


def _element(cell: Cell, value: Value) -> bytes:
    prefix = cells.prefix(cell.tag)
    style = f" s={quoteattr(cell.style)}" if cell.style else ""
    if isinstance(value, str):
        words = escape(printable(value))
        kind, inside = ' t="inlineStr"', f'<{prefix}is><{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}is>'
    else:
        number = (value - FIRST_DAY).days if isinstance(value, date) else value
        kind, inside = "", f"<{prefix}v>{number}</{prefix}v>"
    return f'<{cell.tag} r="{cell.reference}"{style}{kind}>{inside}</{cell.tag}>'.encode()


def _calculated_anew(workbook: bytes) -> bytes:
    """When somebody opens the file, all formulas are worked out again."""
    if found := CALCULATION.search(workbook):
        if b"fullCalcOnLoad" in found[0]:
            return re.sub(rb'fullCalcOnLoad="\w+"', b'fullCalcOnLoad="1"', workbook, count=1)
        end = b"/>" if found[2] else b">"
        return workbook.replace(found[0], found[0].removesuffix(end) + b' fullCalcOnLoad="1"' + end, 1)
    if found := BEFORE_CALCULATION.search(workbook):
        prefix = found[1] + b":" if found[1] else b""
        return workbook[: found.end()] + b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>' + workbook[found.end() :]
    return workbook


def _packed(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as packed:
        for entry in source.infolist():
            packed.writestr(entry, changed.get(entry.filename) or source.read(entry))
    return target.getvalue()
