"""Files that people bring: read whatever the spreadsheet made of them, clean each cell, mark the bad ones.

sheet = sheets.read(path, columns)          # SheetRefused: what concerns the file as a whole
cleaned = sheets.clean(sheet, columns)      # typed rows, and a Mark for each cell that is bad or doubtful
sheets.write_marked(sheet, cleaned.marks, path)
"""

from guihua.core.sheets.cleaning import Cleaned, Mark, clean
from guihua.core.sheets.columns import BadCell, Column, Doubtful, Parser
from guihua.core.sheets.marking import write_marked
from guihua.core.sheets.reading import ROW, Sheet, read
from guihua.core.sheets.refusing import SheetRefused

__all__ = [
    "ROW",
    "BadCell",
    "Cleaned",
    "Column",
    "Doubtful",
    "Mark",
    "Parser",
    "Sheet",
    "SheetRefused",
    "clean",
    "read",
    "write_marked",
]
