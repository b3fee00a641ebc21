"""What was changed in closed months and is in the numbers: each with its reason, beside the figures that it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from guihua.commissioning.models import Project
from guihua.delivery import late_pages
from guihua.delivery.models import LateChange
from guihua.reporting.book import OFFICE, Book
from guihua.reporting.calc.periods import Period
from guihua.reporting.figures import Figure
from guihua.reporting.narrowing import Narrowing
from guihua.reporting.opened import Opened

SHOWN = 10  # on the page itself; the list of all is one tap away
CHANGED_WITH = {
    "attendance": ("person_times",),
    "session": ("sessions",),
    "shift": ("shifts", "duty_minutes"),
    "person": ("people", "helpers"),
}
"""By what the rows of a figure are: the figures of a month's close that say whether it changed."""


@dataclass(frozen=True)
class Late:
    """`lines` are the newest of them, `address` leads to all of the year. Of a file that leads nowhere they are all."""

    count: int
    lines: list[late_pages.Line]
    address: str = ""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.lines)


def changes(book: Book, year: int) -> Any:
    """Those of the year that were made before its numbers were counted."""
    rows = LateChange.objects.filter(subdistrict__code=book.subdistrict_code, at__lte=book.written_at)
    return rows.of_year(year)


def of_report(user: Any, book: Book, year: int) -> Late:
    return _told(changes(book, year).visible_to(user), year)


def of_file(book: Book, year: int) -> Late:
    """All of them, for a file that is read where nobody can look up the others."""
    rows = changes(book, year).select_related("provider", "by")
    lines = [replace(one, address="") for one in late_pages.lines(rows)]
    return Late(len(lines), lines)


def in_account(book: Book, year: int, period: Period | None = None) -> list[dict[str, Any]]:
    """As the account gives them away, the newest first: of a period those of the months of which it has a day."""
    rows = changes(book, year).select_related("provider", "by")
    if period:
        rows = rows.filter(month__range=(year * 100 + period.first, year * 100 + period.last))
    return [_given(one) for one in rows]


def _given(change: LateChange) -> dict[str, Any]:
    """`provider` is that of the table by provider."""
    return {
        "month": f"{change.month // 100}-{change.month % 100:02d}",
        "provider": change.provider.credit_code if change.provider else OFFICE,
        "name": change.provider.name if change.provider else OFFICE,
        "figures": {name: {"before": old, "after": new} for name, (old, new) in change.differing.items()},
        "why": change.why,
        "by": change.by.name if change.by else None,
        "at": timezone.localtime(change.at).isoformat(timespec="seconds"),
    }


def of_figure(user: Any, opened: Opened, to: Narrowing) -> Late:
    """What may have changed this figure, as far as it is known: a change says which month and whose, and no community."""
    rows = changes(opened.book, opened.year).visible_to(user).touching(_measures(opened.figure))
    if to.month is not None:
        rows = rows.filter(month=_number(to.month))
    if OFFICE in (to.provider, to.project):
        rows = rows.filter(provider=None)
    elif to.provider is not None:
        rows = rows.filter(provider__credit_code=_known(to.provider))
    elif to.project is not None:
        held = Project.objects.filter(number=_known(to.project), subdistrict__code=opened.book.subdistrict_code)
        rows = rows.filter(provider__in=held.values("provider"))
    return _told(rows if _measures(opened.figure) else rows.none(), opened.year)


def _measures(figure: Figure) -> tuple[str, ...]:
    return CHANGED_WITH.get(figure.each, ())


def _known(text: str) -> str:
    """As a database can be asked for it: PostgreSQL takes no NUL, which nothing of ours bears."""
    return text.replace("\0", "")


def _number(month: str) -> int:
    digits = month.replace("-", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else 0


def _told(rows: Any, year: int) -> Late:
    count = rows.count()
    newest = rows.select_related("provider", "by")[:SHOWN] if count else []
    return Late(count, late_pages.lines(newest), f"{reverse('delivery:closing_changes')}?year={year}")
