"""A form from above is filled cell by cell, and all else in it stays as it came."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from guihua.core import inplace
from tests.factories.upper_forms import form


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet(content, name="社工服务"):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()


def test_only_the_cells_that_are_filled_differ():
    content = form()
    before = inplace.opened(content)
    after = inplace.filled(before, {("社工服务", "B3"): 8172, ("社工服务", "B4"): Decimal("1004.5")})
    old, new = parts(content), parts(after)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]
    assert list(old) == list(new)
    plain = new["xl/worksheets/sheet1.xml"].decode()
    for cell, value in (("B3", "8172"), ("B4", "1004.5")):
        style = before.pages["社工服务"].cells[cell].style
        assert f'<c r="{cell}" s="{style}"><v>{value}</v></c>' in plain
    empty = {cell: (f'<c r="{cell}" s="{before.pages["社工服务"].cells[cell].style}"') for cell in ("B3", "B4")}
    again = plain.replace(f"{empty['B3']}><v>8172</v></c>", f"{empty['B3']}/>")
    without_results = old["xl/worksheets/sheet1.xml"].decode().replace("</f><v>0</v>", "</f>")
    assert again.replace("<v>1004.5</v>", "<v>0</v>") == without_results


@pytest.mark.parametrize("calculation", [b"", b'<calcPr calcId="191029"/>', b'<calcPr calcId="1" fullCalcOnLoad="0"/>'])
def test_formulas_are_worked_out_again_when_the_file_is_opened(calculation):
    told = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    workbook = parts(form())["xl/workbook.xml"]
    assert told in workbook
    content = repacked(form(), {"xl/workbook.xml": workbook.replace(told, calculation)})
    after = parts(inplace.filled(inplace.opened(content), {("社工服务", "B3"): 1}))
    assert after["xl/workbook.xml"].count(b'fullCalcOnLoad="1"') == 1
    without = re.sub(rb'(<calcPr fullCalcOnLoad="1"/>)|( fullCalcOnLoad="\w")', b"", after["xl/workbook.xml"])
    assert without == workbook.replace(told, calculation.replace(b' fullCalcOnLoad="0"', b""))
    assert b"<f>B3+B4</f>" in after["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("told", [b"<c ", b'<c t="str" ', b"<c t='e' "])
def test_no_formula_keeps_the_result_of_the_empty_form(told):
    """Some programmes show what they find and work nothing out."""
    plain = parts(form())["xl/worksheets/sheet1.xml"]
    [formula] = re.findall(rb"<c [^>]*><f>B3\+B4</f><v>0</v></c>", plain)
    content = repacked(form(), {"xl/worksheets/sheet1.xml": plain.replace(formula, formula.replace(b"<c ", told))})
    after = parts(inplace.filled(inplace.opened(content), {("社工服务", "B3"): 1}))["xl/worksheets/sheet1.xml"]
    assert formula.replace(b"<v>0</v>", b"") in after


def test_words_stand_behind_the_label_and_a_day_as_the_cell_shows_it():
    day = date(2022, 12, 31)
    values = {("社工服务", "A2"): "桂城街道 <&>", ("社工服务", "C5"): day, ("社工服务", "C6"): day}
    rows = sheet(inplace.filled(inplace.opened(form()), values))
    assert rows[1][0] == "填报单位：桂城街道 <&>"
    assert rows[4][2] == "2022年12月31日"
    assert rows[5][2] == day


@pytest.mark.parametrize(
    ("page", "cell", "sentence"),
    [
        ("社工服务", "B3", ""),
        ("社工服务", "C3", ""),
        ("社工服务", "D4", "D4 是合并的格子的一部分。请填它左上角的 C3。"),
        ("社工服务", "B6", "B6 里是公式，它自己会算。请填公式用到的格子。"),
        ("社工服务", "F2", "F2 里是公式，它自己会算。请填公式用到的格子。"),
        ("社工服务", "Z99", "表里没有 Z99 这一格。请点表上的一个空格。"),
        ("社工服务", "3B", "表里没有 3B 这一格。请点表上的一个空格。"),
        ("附表", "B3", "表里没有「附表」这一页。"),
    ],
)
def test_a_cell_that_cannot_be_filled_says_why(page, cell, sentence):
    assert inplace.opened(form()).why_not(page, cell) == sentence


ROWS = (
    '<cols><col min="1" max="1" width="9"/><col min="2" max="3" width="9" style="3"/></cols><sheetData>'
    '<row r="1" spans="1:4"><c r="A1"/><c r="D1" s="1"/></row><row r="3" s="2" customFormat="1" ht="20" />'
    '<row r="6"><c r="B6"><v>5</v></c></row></sheetData>'
    "<controls><control><from><xdr:col>0</xdr:col><xdr:row>7</xdr:row></from></control></controls>"
)
FILLED = (
    '<cols><col min="1" max="1" width="9"/><col min="2" max="3" width="9" style="3"/></cols><sheetData>'
    '<row r="1" spans="1:4"><c r="A1"><v>1</v></c><c r="B1" s="3"><v>2</v></c><c r="C1" s="3"><v>3</v></c><c r="D1" s="1"/></row>'
    '<row r="2"><c r="A2"><v>4</v></c><c r="C2" s="3"><v>5</v></c></row>'
    '<row r="3" s="2" customFormat="1" ht="20"><c r="B3" s="2"><v>6</v></c></row>'
    '<row r="4"><c r="A4"><v>7</v></c></row>'
    '<row r="6"><c r="B6"><v>8</v></c><c r="D6"><v>9</v></c></row></sheetData>'
    "<controls><control><from><xdr:col>0</xdr:col><xdr:row>7</xdr:row></from></control></controls>"
)


@pytest.mark.parametrize("spelling", ["x:", ""])
def test_cells_and_rows_that_the_file_left_out_as_empty_are_put_where_they_belong(spelling):
    head = f'worksheet xmlns{":x" if spelling else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:xdr="d"'

    def page(rows):
        return re.sub(r"<(/?)(?!/|xdr)", rf"<\1{spelling}", f"<{head}>{rows}</worksheet>").encode()

    book = inplace.opened(repacked(form(), {"xl/worksheets/sheet2.xml": page(ROWS)}))
    values = {"D6": 9, "A4": 7, "B6": 8, "B3": 6, "C2": 5, "A2": 4, "C1": 3, "B1": 2, "A1": 1}
    assert {book.why_not("说明", cell) for cell in values} == {""}
    told = inplace.filled(book, {("说明", cell): value for cell, value in values.items()})
    assert parts(told)["xl/worksheets/sheet2.xml"] == page(FILLED)
    assert inplace.opened(told).shape == book.shape


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="A1"/></row><row r="3"><c r="B3"/></row>',
        '<row r="1"><c/></row><row r="3"><c r="B3"/></row>',
        '<row r="3"><c r="B3"/></row><row r="1"><c r="A1"/></row>',
    ],
)
def test_where_rows_or_cells_do_not_say_which_they_are_none_is_put_between_them(rows):
    page = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    book = inplace.opened(repacked(form(), {"xl/worksheets/sheet2.xml": page.encode()}))
    assert (book.why_not("说明", "B3"), book.why_not("说明", "A2")[:12]) == ("", "表里没有 A2 这一格。")


def test_the_form_of_another_month_is_the_same_form():
    march, april = inplace.opened(form("3")), inplace.opened(form("4", lambda _book, page: page.write("B4", 77)))
    other = inplace.opened(form("3", lambda _book, page: page.write("A9", "填表人")))
    assert march.shape == april.shape
    assert march.shape != other.shape


def test_how_a_cell_shows_a_number_is_known():
    book = inplace.opened(form())
    cells = book.pages["社工服务"].cells
    assert [book.styles.form(cells[one].style) for one in ("B3", "B5", "C6")] == ["", "%", "day"]


@pytest.mark.parametrize("spelling", ["x:", ""])
def test_a_workbook_with_prefixes_and_without_references_is_filled_too(spelling):
    """As other programs write them."""
    content = form()
    page = (
        f'<{spelling}worksheet xmlns{":x" if spelling else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<{spelling}sheetData><{spelling}row><{spelling}c/><{spelling}c><{spelling}v>5</{spelling}v></{spelling}c>"
        f"</{spelling}row></{spelling}sheetData></{spelling}worksheet>"
    ).encode()
    changed = repacked(content, {"xl/worksheets/sheet2.xml": page})
    book = inplace.opened(changed)
    assert [one.text for one in book.pages["说明"].cells.values()] == ["", "5"]
    filled = parts(inplace.filled(book, {("说明", "A1"): 3, ("说明", "B1"): "好"}))["xl/worksheets/sheet2.xml"]
    assert filled.startswith(page[: page.index(b"<" + spelling.encode() + b"c/>")])
    assert f'<{spelling}c r="A1"><{spelling}v>3</{spelling}v></{spelling}c>'.encode() in filled
    assert filled.endswith(f"</{spelling}row></{spelling}sheetData></{spelling}worksheet>".encode())


def repacked(content, changed):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in {**parts(content), **changed}.items():
            archive.writestr(name, part)
    return target.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"",
        form()[:-200],
        repacked(form(), {"xl/worksheets/sheet1.xml": BOMB, "xl/worksheets/sheet2.xml": BOMB}),
        repacked(form(), {"xl/worksheets/sheet1.xml": b"<worksheet><row><c r='!'/></row></worksheet>"}),
        repacked(form(), {"xl/workbook.xml": "<?xml version='1.0' encoding='utf-16'?><x/>".encode("utf-16")}),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content):
    with pytest.raises(inplace.NotRead) as refused:
        inplace.opened(content)
    assert refused.value.sentence == "这份表读不出来，可能损坏了。请在表格软件里打开，另存为 xlsx，再上传。"


def test_a_signed_or_endless_workbook_is_refused():
    with pytest.raises(inplace.NotRead) as signed:
        inplace.opened(repacked(form(), {"_xmlsignatures/sig1.xml": b"<x/>"}))
    assert signed.value.sentence == "这份表有电子签名，填了就失效。请向上级要一份没有签名的。"
    endless = BytesIO()
    with zipfile.ZipFile(endless, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (61 << 20))
    with pytest.raises(inplace.NotRead) as large:
        inplace.opened(endless.getvalue())
    assert large.value.sentence == "这份表太大。只收要填的表，最多 5 MB。"
