"""A list of anything: searched, filtered, sorted, paged and exported, with its state in the address."""

from guihua.core.listing.addresses import PAGE, SIZES, address, paged
from guihua.core.listing.answers import AT_ONCE, answer, file_name, heads, lines
from guihua.core.listing.choices import choice, day, narrowed, search
from guihua.core.listing.choosing import Columns
from guihua.core.listing.columns import Cell, Column, Kind, Phone, Status
from guihua.core.listing.deeds import Deed, DeedForm
from guihua.core.listing.pages import Listing
from guihua.core.listing.shown import Head, Shown
from guihua.core.listing.workbooks import MOST_ROWS, WORKBOOK, as_workbook, download, write

__all__ = [
    "AT_ONCE",
    "MOST_ROWS",
    "PAGE",
    "SIZES",
    "WORKBOOK",
    "Cell",
    "Column",
    "Columns",
    "Deed",
    "DeedForm",
    "Head",
    "Kind",
    "Listing",
    "Phone",
    "Shown",
    "Status",
    "address",
    "answer",
    "as_workbook",
    "choice",
    "day",
    "download",
    "file_name",
    "heads",
    "lines",
    "narrowed",
    "paged",
    "search",
    "write",
]
