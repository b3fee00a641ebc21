"""When an instalment may be asked for: once what it waits for is there, and so many days later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

GRADES = ("fail", "pass", "good", "excellent")  # from the worst to the best


@dataclass(frozen=True)
class Reached:
    """Something that an instalment may wait for: since when it is there, and with which grade where it was judged."""

    on: date
    grade: str = ""


def is_enough(grade: str, least: str) -> bool:
    """Whether a grade is as good as the least that is asked for. Without a grade nothing that asks for one is met."""
    if not least:
        return True
    return grade in GRADES and GRADES.index(grade) >= GRADES.index(least)


def payable_from(reached: Reached | None, *, days: int, least: str = "") -> date | None:
    """The first day on which it may be asked for; None as long as what it waits for is not there, or is not good enough."""
    if reached is None or not is_enough(reached.grade, least):
        return None
    return reached.on + timedelta(days=days)
