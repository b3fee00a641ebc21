"""How far a purchase is: each step with the days that its rule gives, in the office's calendar of working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def steps_of(procurement: commissioning.Procurement) -> list[Shown]:
    """All steps of its way of buying."""
    done, taken = procurement.done, {one.code: one for one in procurement.taken.all()}
    return [_shown(step, done, taken.get(step.code)) for step in procurement.method.steps.all()]


def first_day(step: commissioning.MethodStep, done: dict[str, date]) -> date | None:
    return clocks.earliest(step.clock, done, clock.workdays_after)


def last_day(step: commissioning.MethodStep, done: dict[str, date]) -> date | None:
    return clocks.latest(step.clock, done, clock.workdays_after)


def _shown(step: commissioning.MethodStep, done: dict[str, date], taken: commissioning.StepTaken | None) -> Shown:
    today = clock.today()
    standing = clocks.standing(step.clock, done, today, warned=WARNED, workdays_after=clock.workdays_after)
    return Shown(step, standing, first_day(step, done), last_day(step, done), taken)
