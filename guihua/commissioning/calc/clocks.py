"""When a step of a purchase may be taken and by when it must be: counted from another step, in days or working days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    DAYS = "days"
    WORKDAYS = "workdays"


class Standing(StrEnum):
    WAITS = "waits"  # the step before it is not done
    EARLY = "early"  # it may not be taken yet
    OPEN = "open"
    SOON = "soon"  # its last days are running
    LAPSED = "lapsed"  # its time ran out and it is not done
    DONE = "done"
    LATE = "late"  # done after its time


@dataclass(frozen=True)
class Clock:
    """A step that comes `least` to `most` after another; None where nothing is set."""

    code: str
    after: str = ""
    least: int | None = None
    most: int | None = None
    unit: str = Unit.DAYS


Workdays = Callable[[date, int], date]


def counted(day: date, count: int, unit: str, workdays_after: Workdays) -> date:
    return workdays_after(day, count) if unit == Unit.WORKDAYS else day + timedelta(days=count)


def earliest(clock: Clock, done: Mapping[str, date], workdays_after: Workdays) -> date | None:
    """The first day on which the step may be taken; None where nothing holds it back, or what it follows is not done."""
    if clock.after not in done:
        return None
    return counted(done[clock.after], clock.least or 0, clock.unit, workdays_after)


def latest(clock: Clock, done: Mapping[str, date], workdays_after: Workdays) -> date | None:
    """The last day for it; None where there is none, or what it follows is not done."""
    if clock.most is None or clock.after not in done:
        return None
    return counted(done[clock.after], clock.most, clock.unit, workdays_after)


def standing(clock: Clock, done: Mapping[str, date], today: date, *, warned: int, workdays_after: Workdays) -> Standing:
    """How the step stands on a day; `warned` is how many days before its last one somebody is warned."""
    last = latest(clock, done, workdays_after)
    if clock.code in done:
        return Standing.LATE if last is not None and done[clock.code] > last else Standing.DONE
    if clock.after and clock.after not in done:
        return Standing.WAITS
    first = earliest(clock, done, workdays_after)
    if first is not None and today < first:
        return Standing.EARLY
    if last is None:
        return Standing.OPEN
    if today > last:
        return Standing.LAPSED
    return Standing.SOON if (last - today).days <= warned else Standing.OPEN


def is_circle(after: Mapping[str, str], code: str) -> bool:
    """Whether a step waits for itself by way of others; `after` says of each for which it waits."""
    met, at = set(), after.get(code, "")
    while at and at not in met:
        if at == code:
            return True
        met.add(at)
        at = after.get(at, "")
    return False
