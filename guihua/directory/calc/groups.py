"""Which rows of a register are one person: what the files say, and over it what somebody decided by hand.

A row that the files take for another joins it. Then the merges join theirs, in the order in which they were made, and
each kept row stands for all. Nothing joins two who were said to be different, nor two ID numbers of which none was declared
wrong: such a merge rests for as long as that is so. The outcome hangs on nothing else, so that a decision holds
whatever file comes after it, and one that is taken back leaves no trace.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple


class Join(NamedTuple):
    """A merge that stands. `wrong` is the row, on either side, whose ID number was declared wrong, if any."""

    kept: int
    other: int
    wrong: int | None = None


@dataclass
class Groups:
    """Rows joined so far: the root that stands for each, and the members behind each root."""

    numbered: Set[int]  # rows that bear an ID number which nobody declared wrong
    apart: Mapping[int, Set[int]]
    root_of: dict[int, int] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)

    def root(self, row: int) -> int:
        return self.root_of.get(row, row)

    def group(self, row: int) -> set[int]:
        root = self.root(row)
        return self.members.get(root, {root})

    def may_join(self, one: int, two: int) -> bool:
        first, second = self.group(one), self.group(two)
        if len((first | second) & self.numbered) > 1:
            return False
        return not any(self.apart.get(row, frozenset()) & second for row in first)

    def join(self, kept: int, other: int) -> None:
        """The kept row stands for both sides, where they may be one."""
        if not self.may_join(kept, other):
            return
        roots = {self.root(kept), self.root(other)}
        joined = self.group(kept) | self.group(other)
        for root in roots:
            self.members.pop(root, None)
        self.members[kept] = joined
        self.root_of.update(dict.fromkeys(joined, kept))


def roots(
    same_as: Mapping[int, int],
    joins: Sequence[Join],
    *,
    numbered: Collection[int],
    apart: Iterable[tuple[int, int]],
) -> dict[int, int]:
    """For each row that stands for none but itself: whose row stands for it. Rows that stand for themselves are left out.

    same_as: whom the files take a row for. numbered: rows with an ID number. apart: pairs said to be different.
    """
    wrong = {join.wrong for join in joins}
    groups = Groups(frozenset(numbered) - wrong, _both_ways(apart))
    for row, other in sorted(same_as.items()):
        groups.join(other, row)
    for join in joins:
        groups.join(join.kept, join.other)
    return {row: root for row, root in groups.root_of.items() if row != root}


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, two in pairs:
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return found
