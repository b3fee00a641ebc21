"""A list of anything: searched, filtered, sorted, paged and exported, with its state in the address."""

from guihua.core.listing.pages import Column, Filter, Listing, Shown
from guihua.core.listing.workbooks import as_workbook

__all__ = ["Column", "Filter", "Listing", "Shown", "as_workbook"]
