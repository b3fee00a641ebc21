"""Files that people bring: read whatever the spreadsheet made of them, clean each cell, mark the bad ones."""

from guihua.core.sheets.cleaning import Cleaned, Mark, clean
from guihua.core.sheets.columns import BadCell, Column, Doubtful
from guihua.core.sheets.marking import write_marked
from guihua.core.sheets.reading import Sheet, SheetRefused, read

__all__ = ["BadCell", "Cleaned", "Column", "Doubtful", "Mark", "Sheet", "SheetRefused", "clean", "read", "write_marked"]
