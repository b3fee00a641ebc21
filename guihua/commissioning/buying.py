"""How far a purchase is: each step with the days that its rule gives, in the office's calendar of working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import clocks
from guihua.core import clock

WARNED = 3  # days before the last one


@dataclass(frozen=True)
class Shown:
    """One step as it stands today."""

    step: commissioning.MethodStep
    standing: clocks.Standing
    first: date | None
    last: date | None
    taken: commissioning.StepTaken | None


def steps_of(procurement: commissioning.Procurement, warned: int = WARNED) -> list[Shown]:
    """All steps of its way of buying; `warned`: so many days before its last one a step is due soon."""
    done, taken = procurement.done, {one.code: one for one in procurement.taken.all()}
    return [_shown(step, done, taken.get(step.code), warned) for step in procurement.method.steps.all()]


def due(procurements: Any, warned: int) -> Iterator[tuple[commissioning.Procurement, Shown]]:
    """Of the purchases that are under way each step whose last days are running, or over."""
    rows = procurements.under_way().select_related("project", "method").prefetch_related("taken", "method__steps")
    for procurement in rows:
        for shown in steps_of(procurement, warned):
            if shown.standing in (clocks.Standing.SOON, clocks.Standing.LAPSED):
                yield procurement, shown


def first_day(step: commissioning.MethodStep, done: dict[str, date]) -> date | None:
    return clocks.earliest(step.clock, done, clock.workdays_after)


def last_day(step: commissioning.MethodStep, done: dict[str, date]) -> date | None:
    return clocks.latest(step.clock, done, clock.workdays_after)


def _shown(
    step: commissioning.MethodStep, done: dict[str, date], taken: commissioning.StepTaken | None, warned: int
) -> Shown:
    today = clock.today()
    standing = clocks.standing(step.clock, done, today, warned=warned, workdays_after=clock.workdays_after)
    return Shown(step, standing, first_day(step, done), last_day(step, done), taken)
