"""The pack as a Word document: A4, the same sections, each figure linked to the page of its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from guihua.desk.pack.pieces import Facts, Lines, Pack, Prose, Said, Table

FONT, BODY, SMALL = "SimSun", Pt(10.5), Pt(9)
Linked = Callable[[str], str]  # an address of the product as one that opens from outside


def written(pack: Pack, linked: Linked) -> bytes:
    paper = Document()
    _lay_out(paper)
    _describe(paper, pack)
    paper.add_heading(_named(pack), level=0)
    paper.add_paragraph(f"{pack.project.number}  {pack.project.name}")
    paper.add_paragraph(_("数据截至 %(day)s") % {"day": pack.on.isoformat()})
    for section in pack.sections:
        paper.add_heading(section.title, level=1)
        if section.is_empty:
            paper.add_paragraph(section.empty)
        for piece in section.pieces:
            _put(paper, piece, linked)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def _named(pack: Pack) -> str:
    return pack.title or _("决策材料")


def _lay_out(paper: Any) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    for name in ("Normal", "Title", "Heading 1"):
        style = paper.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[theme]  # a theme's font goes before the one that is named
        fonts.set(qn("w:eastAsia"), FONT)
    paper.styles["Normal"].font.size = BODY
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # or a checker of spelling marks every word


def _describe(paper: Any, pack: Pack) -> None:
    """What a document's properties say: python-docx begins with its own name and a day of its own."""
    about = paper.core_properties
    about.title, about.subject = _named(pack), f"{pack.project.number}  {pack.project.name}"
    about.author, about.comments, about.language = pack.project.subdistrict.name, "", get_language() or ""
    about.created = about.modified = datetime.combine(pack.on, time())


def _put(paper: Any, piece: Facts | Table | Lines | Prose, linked: Linked) -> None:
    if isinstance(piece, Prose):
        for words in piece.lines:
            paper.add_paragraph(words)
        return
    if isinstance(piece, Lines):
        for line in piece.lines:
            _say(paper.add_paragraph(style="List Bullet"), line, linked)
    elif isinstance(piece, Facts):
        grid = paper.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in piece.pairs:
            cells = grid.add_row().cells
            cells[0].text = label
            _say(cells[1].paragraphs[0], value, linked)
        paper.add_paragraph()
    else:
        _put_table(paper, piece, linked)


def _put_table(paper: Any, piece: Table, linked: Linked) -> None:
    """Its head stands again on every page."""
    grid = paper.add_table(rows=1, cols=len(piece.heads), style="Table Grid")
    for cell, head in zip(grid.rows[0].cells, piece.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in piece.rows:
        for n, (cell, value) in enumerate(zip(grid.add_row().cells, row, strict=True)):
            line = cell.paragraphs[0]
            if n in piece.numbers:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _say(line, value, linked)
    for row in grid.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = SMALL
    paper.add_paragraph()


def _say(paragraph: Any, value: Said, linked: Linked) -> None:
    run = paragraph.add_run(value.text)
    if not value.address:
        return
    target = paragraph.part.relate_to(linked(value.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    paragraph._p.append(link)
    link.append(run._r)
