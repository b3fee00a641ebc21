"""The rules of the board: what each looks at, and whether it fires. No Django; the words stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

EARLY = Fraction(1, 10)  # of a term: before that nobody is behind
YEAR = 366
PERCENT = 100


@dataclass(frozen=True)
class Promise:
    """One indicator: `of_due`, how much of what should be done by now is, in per cent; None where nothing is due yet."""

    name: str
    percent: int
    of_due: int | None


@dataclass(frozen=True)
class Spent:
    """A line of the budget, in fen."""

    name: str
    spent: int
    whole: int

    @property
    def percent(self) -> int:
        return self.spent * PERCENT // self.whole


@dataclass(frozen=True)
class Facts:
    """What is known of a project today. None: nothing is kept of it, so that no rule may speak of it."""

    starts_on: date
    ends_on: date
    share: Fraction  # of its term that is over
    promises: tuple[Promise, ...] = ()
    budget: tuple[Spent, ...] = ()
    last_on: date | None = None  # of any record
    unrecorded: int = 0
    visits: tuple[date, ...] | None = None  # its last visit; empty: visits are made, and none there yet
    tasks_due: tuple[date, ...] = ()  # days by which open tasks were due
    reports_due: tuple[date, ...] = ()
    unpaid_since: date | None = None
    incidents: tuple[date, ...] = ()  # days by which those had to be closed that are open beyond their time
    grave: int = 0  # incidents that are grave and open
    grave_due: tuple[date, ...] = ()  # those of them that are overdue, as long as no light says that they are grave
    staff_short: int | None = None  # so many social workers fewer than its mode asks for
    accepted: bool = False
    resumed_on: date | None = None  # after it was suspended last

    @property
    def runs_since(self) -> date:
        """Since when it runs without a break."""
        return max(self.starts_on, self.resumed_on or self.starts_on)

    @property
    def done_percent(self) -> int | None:
        """Of all that was promised, on average; what is over its target counts as done."""
        if not self.promises:
            return None
        return sum(min(one.percent, PERCENT) for one in self.promises) // len(self.promises)


Fired = Mapping[str, Any] | None  # what the sentence says; None: the light stays off
Look = Callable[[Facts, int, date], Fired]


@dataclass(frozen=True)
class Rule:
    """`unit` is that of its limit, which lies between `least` and `most`. `knows`: whether it can speak of the project at all."""

    look: Look
    unit: str
    least: int = 1
    most: int = YEAR
    knows: Callable[[Facts], bool] = field(default=lambda _facts: True)


def _behind(facts: Facts, limit: int, _today: date) -> Fired:
    """The promise that is furthest behind what time asks for."""
    if facts.share < EARLY:
        return None
    late = [(one.of_due, one.name, one.percent) for one in facts.promises if one.of_due is not None]
    if not late or min(late)[0] >= limit:
        return None
    _of_due, name, percent = min(late)
    return {"what": name, "percent": percent, "share": int(facts.share * PERCENT)}


def _spent_fast(facts: Facts, limit: int, _today: date) -> Fired:
    """A line that is nearly used up while less of the work is done than of the line is spent."""
    done = facts.done_percent
    far = [(line.percent, line.name) for line in facts.budget if line.percent >= limit]
    if done is None or not far or max(far)[0] <= done:
        return None
    percent, name = max(far)
    return {"what": name, "percent": percent, "done": done}


def _spent_slow(facts: Facts, limit: int, _today: date) -> Fired:
    """So many points less of the money is spent than of the term is over."""
    whole = sum(line.whole for line in facts.budget)
    if not whole or facts.share < EARLY:
        return None
    spent = sum(line.spent for line in facts.budget) * PERCENT // whole
    share = int(facts.share * PERCENT)
    return {"percent": spent, "share": share} if share - spent >= limit else None


def _silent(facts: Facts, limit: int, today: date) -> Fired:
    since = facts.last_on or facts.starts_on
    return _over(min(today, facts.ends_on), max(since, facts.runs_since), limit)


def _unvisited(facts: Facts, limit: int, today: date) -> Fired:
    if facts.visits is None:
        return None
    since = max(facts.visits, default=facts.starts_on)
    return _over(min(today, facts.ends_on), max(since, facts.runs_since), limit)


def _over(today: date, since: date, limit: int) -> Fired:
    days = (today - since).days
    return {"days": days, "day": since.isoformat()} if days >= limit else None


def _unrecorded(facts: Facts, limit: int, _today: date) -> Fired:
    return {"n": facts.unrecorded} if facts.unrecorded >= limit else None


def _tasks(facts: Facts, limit: int, today: date) -> Fired:
    return _overdue(facts.tasks_due, limit, today)


def _reports(facts: Facts, limit: int, today: date) -> Fired:
    return _overdue(facts.reports_due, limit, today)


def _incidents(facts: Facts, limit: int, today: date) -> Fired:
    return _overdue((*facts.incidents, *facts.grave_due), limit, today)


def _grave(facts: Facts, limit: int, _today: date) -> Fired:
    return {"n": facts.grave} if facts.grave >= limit else None


def _staff(facts: Facts, limit: int, _today: date) -> Fired:
    short = facts.staff_short or 0
    return {"n": short} if short >= limit else None


def _overdue(due: tuple[date, ...], limit: int, today: date) -> Fired:
    """Those that are so many days over: how many, and the first of them."""
    over = [day for day in due if (today - day).days >= limit]
    return {"n": len(over), "days": (today - min(over)).days, "day": min(over).isoformat()} if over else None


def _unpaid(facts: Facts, limit: int, today: date) -> Fired:
    return _over(today, facts.unpaid_since, limit) if facts.unpaid_since else None


def _unaccepted(facts: Facts, limit: int, today: date) -> Fired:
    return None if facts.accepted or today <= facts.ends_on else _over(today, facts.ends_on, limit)


def since(found: Mapping[str, Any], limit: int, today: date) -> date:
    """Since when a rule says so: where it counts days, from the one on which they came to its limit, else from today."""
    return today - timedelta(days=found["days"] - limit) if "days" in found else today


DAYS, POINTS, SHARE, PIECES, CASES, PEOPLE = "days", "points", "share", "pieces", "cases", "people"
RULES: dict[str, Rule] = {
    "behind": Rule(_behind, SHARE, most=PERCENT, knows=lambda facts: bool(facts.promises)),
    "spent_fast": Rule(_spent_fast, SHARE, most=PERCENT, knows=lambda facts: bool(facts.budget and facts.promises)),
    "spent_slow": Rule(_spent_slow, POINTS, most=PERCENT, knows=lambda facts: bool(facts.budget)),
    "silent": Rule(_silent, DAYS),
    "unrecorded": Rule(_unrecorded, PIECES, most=1000),
    "unvisited": Rule(_unvisited, DAYS, knows=lambda facts: facts.visits is not None),
    "task": Rule(_tasks, DAYS),
    "report": Rule(_reports, DAYS),
    "unpaid": Rule(_unpaid, DAYS),
    "unaccepted": Rule(_unaccepted, DAYS),
    "incident": Rule(_incidents, DAYS),
    "grave": Rule(_grave, CASES, most=100),
    "staff": Rule(_staff, PEOPLE, most=99, knows=lambda facts: facts.staff_short is not None),
}
