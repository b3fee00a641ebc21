"""By when something has to be told and seen to, and by how much it was late. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

GRADES = ("grave", "serious", "minor")  # from the gravest on
MINUTE = 60  # seconds


@dataclass(frozen=True)
class Times:
    """Within how many hours of being known it is reported, within how many of that taken up, within how many days closed."""

    report_hours: int
    take_hours: int
    close_days: int


# what every programme starts with; an office sets its own
FIRST = {
    "grave": Times(2, 2, 7),
    "serious": Times(12, 24, 15),
    "minor": Times(24, 72, 30),
}
MOST = Times(240, 240, 366)


@dataclass(frozen=True)
class Due:
    report_by: datetime
    take_by: datetime
    close_by: datetime


def due(times: Times, known_at: datetime, reported_at: datetime) -> Due:
    """Reporting is counted from when it became known, all that follows from when it was reported."""
    return Due(
        known_at + timedelta(hours=times.report_hours),
        reported_at + timedelta(hours=times.take_hours),
        reported_at + timedelta(days=times.close_days),
    )


def minutes_late(at: datetime, by: datetime) -> int:
    """Whole minutes; 0 where it was in time."""
    return max(0, int((at - by).total_seconds() // MINUTE))


def why_not_ordered(times: Mapping[str, Times]) -> tuple[str, str] | None:
    """What is graver may not be given longer: the first grade and name of a number that would be; None where all is well."""
    for name in ("report_hours", "take_hours", "close_days"):
        for graver, milder in pairwise(GRADES):
            if getattr(times[graver], name) > getattr(times[milder], name):
                return graver, name
    return None
