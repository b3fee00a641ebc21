"""Somebody else's workbook, in which single cells are filled and nothing else is touched.

    workbook = inplace.opened(content)             # NotRead: what concerns the file as a whole
    workbook.why_not("Sheet1", "B7")               # None, or in words why this cell is not filled
    inplace.filled(workbook, {("Sheet1", "B7"): 12})

A library that reads a workbook and writes it anew loses what it does not know: pictures, charts, printing, the signature
line. Here every part of the file stays as it came, but for the bytes of the cells that are filled.
"""

from guihua.core.inplace.cells import Cell, Page, letters
from guihua.core.inplace.filling import Value, filled, written
from guihua.core.inplace.opening import MOST_BYTES, NotRead, Workbook, opened

__all__ = ["MOST_BYTES", "Cell", "NotRead", "Page", "Value", "Workbook", "filled", "letters", "opened", "written"]
