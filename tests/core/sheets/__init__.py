"""A list of three columns, as a context might want it, and files of every kind that people bring for it."""

from __future__ import annotations

import io

import openpyxl
import polars as pl
import pytest

from guihua.core import sheets
from guihua.core.sheets import Column, SheetRefused
from guihua.core.sheets import parsers as cell

COLUMNS = [Column("日期", cell.date, pl.Date), Column("姓名", cell.name(20)), Column("证件号码", cell.id_number)]
NAMES = [column.name for column in COLUMNS]
HEAD = "日期,姓名,证件号码\n"
LINE = "2022-03-05,何敏,\n"
HE_MIN = (2, "2022-03-05", "何敏", "")


def read_bytes(folder, content, **limits):
    path = folder / "file"
    path.write_bytes(content)
    return sheets.read(path, COLUMNS, **limits)


def read_csv(folder, text, encoding="utf-8"):
    return read_bytes(folder, text.encode(encoding)).frame.rows()


def sentence(folder, content, **limits):
    with pytest.raises(SheetRefused) as refused:
        read_bytes(folder, content, **limits)
    return refused.value.sentence


def workbook(fill):
    """The bytes of a workbook; `fill` is given it, with one empty worksheet."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(content)
    return content.getvalue()


def page_of(*rows):
    def fill(book):
        for row in rows:
            book.active.append(row)

    return workbook(fill)
