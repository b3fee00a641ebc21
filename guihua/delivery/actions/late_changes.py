"""What changes a closed month: refused without a reason; with one, the month's figures before and after are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_noop

from guihua.core import audit, clock
from guihua.core.refusal import Refused
from guihua.delivery import closing_policy, months, promises
from guihua.delivery import models as delivery
from guihua.delivery.calc.months import Figures
from guihua.delivery.months import Place
from guihua.directory import models as directory

BY_TURNING = gettext_noop("人员认定有变")


@contextmanager
def changing(
    subdistrict: directory.Subdistrict, held: Iterable[tuple[int | None, int]], *, by: Any, why: str = ""
) -> Iterator[None]:
    """Around what writes into these months of projects (project or None for the office itself, yyyymm).

    The caller has locked the sub-district, so that no month closes meanwhile. What would change a closed month is refused
    as it ends where no reason is given, and the transaction with it; what leaves it as it was needs none.
    """
    closed = months.closed_of_projects(subdistrict, held)
    if not closed:
        yield
        return
    before, mark = _measured(subdistrict, closed), _Mark.of_now(subdistrict)
    yield
    for place, difference in mark.changed_meanwhile().items():  # by what was called inside, and is noted already
        before[place] = before.get(place, Figures()) + difference
    _note(subdistrict, closed, before, mark.corrections(), by, why)


def after_turning(subdistrict: directory.Subdistrict, held: Iterable[tuple[int | None, int]]) -> None:
    """Somebody turned out to be another, or not to be: closed months may count other people than they did.

    What they came to before can no longer be counted; it is what they were closed with.
    """
    closed = months.closed_of_projects(subdistrict, held)
    before = {place: promises.of(close, place[1]) for place, close in closed.items()}
    _note(subdistrict, closed, before, {}, audit.SYSTEM, BY_TURNING)


class _Mark:
    """How far corrections and late changes had come."""

    def __init__(self, subdistrict: int, correction: int, change: int) -> None:
        self.new = delivery.Correction.objects.filter(subdistrict=subdistrict, pk__gt=correction, after_close=None)
        self.changes = delivery.LateChange.objects.filter(subdistrict=subdistrict, pk__gt=change)

    @classmethod
    def of_now(cls, subdistrict: directory.Subdistrict) -> _Mark:
        last = [
            kind.objects.filter(subdistrict=subdistrict).order_by("-pk").values_list("pk", flat=True).first()
            for kind in (delivery.Correction, delivery.LateChange)
        ]
        return cls(subdistrict.pk, last[0] or 0, last[1] or 0)

    def changed_meanwhile(self) -> dict[Place, Figures]:
        found: dict[Place, Figures] = defaultdict(Figures)
        for change in self.changes:
            found[change.month, change.provider_id] += change.difference
        return found

    def corrections(self) -> dict[Place, list[int]]:
        """The new ones, by each month in which what they correct was or is now."""
        rows = list(self.new.select_related("session__project", "shift__project"))
        days = {one.session_id: _months_in(one) for one in rows if one.field == "day"}
        found: dict[Place, list[int]] = defaultdict(list)
        for one in rows:
            thing = one.session or one.shift
            if thing is None:
                continue
            provider = thing.project.provider_id if thing.project else None
            for month in days.get(one.session_id, {thing.month}):
                found[month, provider].append(one.pk)
        return found


def _months_in(moved: delivery.Correction) -> set[int]:
    return {int(day[:7].replace("-", "")) for day in (moved.old, moved.new)}


def _measured(subdistrict: directory.Subdistrict, places: Iterable[Place]) -> dict[Place, Figures]:
    wanted = set(places)
    found = months.measured(subdistrict, {m for m, _provider in wanted}, {provider for _month, provider in wanted})
    return {place: found.get(place, Figures()) for place in wanted}


def _note(
    subdistrict: directory.Subdistrict,
    closed: Mapping[Place, delivery.MonthlyClose],
    before: Mapping[Place, Figures],
    corrected: Mapping[Place, list[int]],
    by: Any,
    why: str,
) -> None:
    after = _measured(subdistrict, closed)
    touched = [place for place in closed if before[place] != after[place] or corrected.get(place)]
    if touched and not why.strip():
        raise Refused(closing_policy.closed_already(month for month, _provider in touched))
    for place in sorted(touched, key=lambda place: (place[0], place[1] or 0)):
        change = delivery.LateChange.objects.create(
            subdistrict=subdistrict,
            close=closed[place],
            month=place[0],
            provider_id=place[1],
            by=by,
            at=clock.now(),
            why=why.strip(),
            before=before[place].as_kept(),
            after=after[place].as_kept(),
        )
        delivery.Correction.objects.filter(pk__in=corrected.get(place, []), after_close=None).update(after_close=change)
        audit.record("month.changed_after_close", change, by=by, month=place[0], provider=place[1], why=change.why)
