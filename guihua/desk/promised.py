"""What a project's contract promises, and how far each of it is, for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning import reading_policy, stops
from guihua.commissioning.board import done_of
from guihua.commissioning.calc import progress as calc
from guihua.commissioning.calc.board import EARLY


def told(value: Decimal) -> str:
    """27, 9,412 or 96.4: without a tail of noughts."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Promised:
    """`share` is how much of the term is over: where the tick stands. `done`: None where nobody has counted yet. `late_below`: at
    how much of where it should be, in per cent, the board's rules call it late."""

    one: commissioning.Indicator
    done: Decimal | None
    share: Fraction
    reading: commissioning.Reading | None
    may_count: bool
    late_below: int

    @property
    def percent(self) -> int:
        return calc.percent(self.done or Decimal(0), self.one.target)

    @property
    def bar(self) -> int:
        return min(self.percent, 100)

    @property
    def tick(self) -> int | None:
        """None for a share: it is reached or not."""
        return None if self.one.is_share else int(self.share * 100)

    @property
    def due(self) -> int | None:
        share = Fraction(1) if self.one.is_share else self.share
        return calc.where_it_should_be(self.done or Decimal(0), self.one.target, share)

    @property
    def is_reached(self) -> bool:
        return self.done is not None and self.done >= self.one.target

    @property
    def done_told(self) -> str:
        return told(self.done) if self.done is not None else ""

    @property
    def kind(self) -> str:
        """As its meter is drawn: gold where it is behind."""
        if self.done is None and self.one.is_share:
            return ""
        return "gold" if self.due is not None and self.due < self.late_below else ""


def reads(project: commissioning.Project, user: Any) -> bool:
    """Whether the user reads what was promised: with its account, or as its worker."""
    rows, own = commissioning.Project.objects, {"pk": project.pk}
    return rows.accounted_to(user).filter(**own).exists() or rows.worked_on_by(user).filter(**own).exists()


def share_of(project: commissioning.Project) -> int:
    """How much of its term is over, in per cent."""
    return int(_share(project) * 100)


def _share(project: commissioning.Project) -> Fraction:
    return stops.share_over(project)


def of(project: commissioning.Project, user: Any) -> list[Promised]:
    """In the order of the contract; empty for whoever does not read its account and does not work on it."""
    rows = commissioning.Indicator.objects.visible_to(user).of_projects([project.pk])
    found = list(rows.order_by("position"))
    if not found:
        return []
    totals = commissioning.Progress.objects.of([project.pk]).totals().get(project.pk, {})
    newest = commissioning.Reading.objects.of_projects([project.pk]).newest()
    share = _share(project)
    late_below = commissioning.BoardRule.objects.late_below(project) if share >= EARLY else 0
    by_hand = next((one for one in found if not one.measure), None)
    may_count = by_hand is not None and reading_policy.why_not_read(user, by_hand) is None
    return [
        Promised(
            one,
            done_of(one, totals, newest.get(one.pk)),
            share,
            newest.get(one.pk),
            may_count and not one.measure,
            late_below,
        )
        for one in found
    ]
