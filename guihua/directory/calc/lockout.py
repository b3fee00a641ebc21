"""How long an account stays locked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

SECONDS_PER_MINUTE = 60


def ends_at(failures: Iterable[tuple[datetime, int]], *, limit: int, cool_off: timedelta) -> datetime | None:
    """When fewer failures than the limit will count. `failures`: the last of each group, and how many it holds.

    A group counts until the cool-off has passed since its last failure. None where the limit is not reached.
    """
    groups = sorted(failures)
    counting = sum(count for _at, count in groups)
    if counting < limit:
        return None
    for at, count in groups:
        counting -= count
        if counting < limit:
            return at + cool_off
    raise ValueError("a limit is at least 1")


def minutes_left(end: datetime, now: datetime) -> int:
    """Whole minutes, never less than one, so that nobody comes back too early."""
    return max(1, math.ceil((end - now).total_seconds() / SECONDS_PER_MINUTE))


def minutes(seconds: float) -> int:
    return max(1, math.ceil(seconds / SECONDS_PER_MINUTE))
