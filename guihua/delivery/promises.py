"""What a closed month promises: the figures with which it was closed, and each change since that has its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from guihua.delivery import models as delivery
from guihua.delivery import months
from guihua.delivery.calc.months import Figures
from guihua.delivery.months import Place
from guihua.directory import models as directory


@dataclass(frozen=True)
class Broken:
    """A month that came to something else than it promises. No provider: what the office holds itself."""

    close: delivery.MonthlyClose
    provider: int | None
    promised: Figures
    found: Figures


def of(close: delivery.MonthlyClose, provider: int | None) -> Figures:
    """What the provider's month should come to."""
    changes = delivery.LateChange.objects.filter(subdistrict=close.subdistrict_id, month=close.month, provider=provider)
    return _with(close, provider, changes)


def broken(subdistrict: directory.Subdistrict) -> list[Broken]:
    """Every closed month whose records say something else than its close and the changes noted since: changed past the
    verbs. In five questions, however many months are closed."""
    standing = list(delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict).order_by("month", "pk"))
    found = months.measured(subdistrict, {close.month for close in standing}) if standing else {}
    changes: dict[Place, list[delivery.LateChange]] = defaultdict(list)
    for change in delivery.LateChange.objects.filter(subdistrict=subdistrict):
        changes[change.month, change.provider_id].append(change)
    checked = [
        Broken(close, provider, _with(close, provider, changes[close.month, provider]), found.get(place, Figures()))
        for close in standing
        for provider in _told_of(close, found)
        if (place := (close.month, provider))
    ]
    return [one for one in checked if one.promised != one.found]


def _told_of(close: delivery.MonthlyClose, found: dict[Place, Figures]) -> list[int | None]:
    """Whose figures a close speaks of; the office's close of everybody's, also where nothing was there then."""
    if close.provider_id:
        return [close.provider_id]
    known = {int(key) or None for key in close.figures}
    now = {provider for month, provider in found if month == close.month}
    return sorted(known | now | {None}, key=lambda provider: provider or 0)


def _with(close: delivery.MonthlyClose, provider: int | None, changes: Iterable[delivery.LateChange]) -> Figures:
    since = [change.difference for change in changes if change.at >= close.at]
    return sum(since, close.figures_of(provider))
