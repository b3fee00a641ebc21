"""A list of anything: searched, filtered, sorted, paged and exported, with its state in the address."""

from guihua.core.listing.answers import answer
from guihua.core.listing.choices import choice, search
from guihua.core.listing.columns import Cell, Column, Kind, Phone
from guihua.core.listing.pages import PAGE, SIZES, Head, Listing, Shown, paged
from guihua.core.listing.workbooks import as_workbook, download

__all__ = [
    "PAGE",
    "SIZES",
    "Cell",
    "Column",
    "Head",
    "Kind",
    "Listing",
    "Phone",
    "Shown",
    "answer",
    "as_workbook",
    "choice",
    "download",
    "paged",
    "search",
]
