"""What activities are called: numbered sessions, the same group held again, two of them at the same time."""

from __future__ import annotations

from datetime import date
from random import Random

from guihua.demo.sessions import Kind

NUMBERED = {"个案": "次", "小组": "节"}
GROUP = "小组"
NUMERALS = "一二三四五六七八九十"


class Names:
    """Names of one year, to be asked in the order of the days."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.ends: dict[tuple[str, str], list[date]] = {}  # the last days of the groups of that name at a project

    def of(self, project: str, kind: Kind, days: list[date]) -> list[str]:
        """A name for each session of a run."""
        titles = kind.titles(days[0])
        title = self._group(project, titles, days) if kind.form == GROUP else self.chance.choice(titles)
        if (unit := NUMBERED.get(kind.form)) is None or len(days) == 1:
            return [title] * len(days)
        return [f"{title}（第 {n} {unit}）" for n in range(1, len(days) + 1)]

    def _group(self, project: str, titles: list[str], days: list[date]) -> str:
        """One that is not running at the moment, if there is any; held again it is the second, beside it another class."""
        idle = [title for title in titles if max(self.ends.get((project, title), [date.min])) < days[0]]
        title = self.chance.choice(idle or titles)
        before = self.ends.setdefault((project, title), [])
        before.append(days[-1])
        if len(before) == 1:
            return title
        if not idle:
            return f"{title}{_numeral(len(before))}班"
        return f"{title}第{_numeral(len(before))}期"


def _numeral(n: int) -> str:
    return NUMERALS[n - 1] if n <= len(NUMERALS) else str(n)
