"""Which days things are held on: months by the year's rhythm, days of the week by who comes, holidays kept free."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

import chinese_calendar

from guihua.demo import counting, texts
from guihua.demo.plan import Plan

SUNDAY, MONDAY = 6, 0
WEEK = 7  # days
ON_HOLIDAYS = 0.12  # of what a Sunday would have
SKIPPED = 0.35  # of the weeks of a run in a month of outbreak
ATTEMPTS = 30  # at a run that stays within its season
SLACK = 3  # weeks that a run may last longer than planned
QUIET = 0.75  # a month with less than this share of the usual gatherings is one of outbreak, or the New Year's


@dataclass
class Almanac:
    year: int
    months: list[float]
    _days: dict[tuple[str, str, int | None], tuple[list[date], list[float]]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, what: str = "gatherings") -> Almanac:
        return cls(plan.year, list(plan.numbers["rhythm"][what]))

    def pick(self, who: str, season: str, chance: Random, month: int | None = None) -> date:
        """A day for people of that kind. Season: a name in the almanac, or empty for the whole year."""
        days, weights = self._of(who, season, month)
        return chance.choices(days, cum_weights=weights)[0]

    def shared_out(self, count: int, chance: Random) -> list[int]:
        """A month for each of so many things, by the year's rhythm, in random order."""
        shares = counting.split(count, self.months)
        months = [month for month, n in enumerate(shares, start=1) for _ in range(n)]
        chance.shuffle(months)
        return months

    def has(self, month: int, who: str, season: str) -> bool:
        """Whether such people can be met in that month of the season."""
        _days, weights = self._of(who, season, month)
        return bool(weights and weights[-1])

    def suits(self, who: str, day: date) -> bool:
        return _by_weekday(who, day) >= 1

    def run(self, who: str, season: str, count: int, every: int, chance: Random) -> list[date]:
        """`count` days, one every so many; a holiday is passed over, and now and then a week of outbreak."""
        longest: list[date] = []
        for _attempt in range(ATTEMPTS):
            first = self.pick(who, season, chance) - timedelta(days=every * chance.randrange(count))
            if first.year != self.year or not in_season(first, season) or is_festive(first):
                continue
            days = self._run_from(first, who, season, count, every, chance)
            if len(days) > len(longest):
                longest = days
            if len(days) == count and days[-1] - days[0] < timedelta(days=every * (count + SLACK)):
                return days
        return longest or [self.pick(who, season, chance)]

    def _run_from(self, first: date, who: str, season: str, count: int, every: int, chance: Random) -> list[date]:
        days, day = [first], first
        while len(days) < count and (day := day + timedelta(days=every)).year == self.year:
            held = in_season(day, season) and not is_festive(day) and _by_weekday(who, day) > 0
            held = held and (every % WEEK == 0 or day.weekday() != SUNDAY)
            if held and not (self.is_quiet(day) and chance.random() < SKIPPED):
                days.append(day)
        return days

    def is_quiet(self, day: date) -> bool:
        return self.months[day.month - 1] * len(self.months) < QUIET * sum(self.months)

    def festivals(self) -> dict[str, list[date]]:
        """The days on and before each festival of the year."""
        found = texts.load("almanac")["festivals"].get(str(self.year), {})
        return {
            name: [_day(self.year, text) - timedelta(days=n) for n in range(before + 1)]
            for name, (text, before) in found.items()
        }

    def _of(self, who: str, season: str, month: int | None = None) -> tuple[list[date], list[float]]:
        """The days of the season with their weights added up. A month has its share, however many holidays it has."""
        if (who, season, month) not in self._days:
            days = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
            usual = [0.0] * len(self.months)
            for day in days:
                usual[day.month - 1] += _by_weekday(who, day)
            within = [day for day in days if in_season(day, season) and month in (None, day.month)]
            shares = (self.months[d.month - 1] * _by_weekday(who, d) / usual[d.month - 1] for d in within)
            self._days[who, season, month] = within, list(accumulate(shares))
        return self._days[who, season, month]

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)


def in_season(day: date, season: str) -> bool:
    if not season:
        return True
    spans = texts.load("almanac")["seasons"][season]
    return any(_day(day.year, start) <= day <= _day(day.year, end) for start, end in spans)


@cache
def weekday(day: date) -> int:
    """The day of the week as it is lived: a working Saturday is a Monday, a holiday a Sunday."""
    is_off, festival = chinese_calendar.get_holiday_detail(day)
    if festival is None:
        return day.weekday()
    return SUNDAY if is_off else MONDAY


@cache
def is_festive(day: date) -> bool:
    """A public holiday, not just a weekend."""
    is_off, festival = chinese_calendar.get_holiday_detail(day)
    return bool(is_off and festival)


def _by_weekday(who: str, day: date) -> float:
    by_day: list[float] = texts.load("almanac")["weekdays"][who]
    return by_day[SUNDAY] * ON_HOLIDAYS if is_festive(day) else by_day[weekday(day)]


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")
