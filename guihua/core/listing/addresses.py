"""How a list's state stands in its address."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

PAGE = 50
SIZES = (25, 50, 100)
SEARCH = "q"
EVERYTHING = "?view=all"  # says that it is no view, so that none is opened instead


def paged(rows: Any, query: QueryDict) -> Page[Any]:
    """The page of rows that the address asks for: the first where it makes no sense, the last where it is beyond."""
    try:
        wanted = max(1, int(query.get("page", "")))
    except ValueError:
        wanted = 1
    return Paginator(rows, int(size(query) or PAGE)).get_page(wanted)


def size(query: QueryDict) -> str:
    """How many rows a page shall have, as the address says it; empty where it does not, or asks for what is not offered."""
    return wanted if (wanted := query.get("size", "")) in map(str, SIZES) else ""


def address(query: QueryDict, **changes: Any) -> str:
    """The list's address with something changed, on its first page unless told another; None drops a part."""
    changed = query.copy()
    for name, value in ({"page": None} | changes).items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode(safe=',')}"
