"""Files that people bring: read whatever the spreadsheet made of them, clean each cell, mark the bad ones.

sheet = sheets.read(path, columns)          # SheetRefused: what concerns the file as a whole
cleaned = sheets.clean(sheet, columns)      # typed rows, and a Mark for each cell that is bad or doubtful
sheets.write_marked(sheet, cleaned.marks, path)

Where somebody says themselves what stands where (`grids`): `worksheets`, `grid`, `header_of`, `placed`, `laid_out`.
"""

from guihua.core.sheets.asides import Aside
from guihua.core.sheets.blanks import write_blank
from guihua.core.sheets.cleaning import Cleaned, Mark, clean
from guihua.core.sheets.columns import BadCell, Column, Doubtful, Parser
from guihua.core.sheets.grids import Grid, grid, header_at, header_of, laid_out, placed, worksheets
from guihua.core.sheets.guessing import meant
from guihua.core.sheets.headers import Header
from guihua.core.sheets.marking import write_marked, write_marked_into
from guihua.core.sheets.reading import PROBLEMS, ROW, Sheet, read
from guihua.core.sheets.refusing import SheetRefused
from guihua.core.sheets.standing import Standing
from guihua.core.sheets.workbooks import Worksheet

__all__ = [
    "PROBLEMS",
    "ROW",
    "Aside",
    "BadCell",
    "Cleaned",
    "Column",
    "Doubtful",
    "Grid",
    "Header",
    "Mark",
    "Parser",
    "Sheet",
    "SheetRefused",
    "Standing",
    "Worksheet",
    "clean",
    "grid",
    "header_at",
    "header_of",
    "laid_out",
    "meant",
    "placed",
    "read",
    "worksheets",
    "write_blank",
    "write_marked",
    "write_marked_into",
]
