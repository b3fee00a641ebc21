"""Which cells of published tables are kept back, so that nobody can be found in them. Pure arithmetic.

A cell of few people is kept back; so are others of its sums, until nothing that is kept back can be worked out from the
sums and the cells that are told: neither from one sum, nor from several together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple


class Sum[K: Hashable](NamedTuple):
    """Cells that add up to a number. total: the cell which that is, None where it is told elsewhere."""

    parts: frozenset[K]
    total: K | None = None

    @property
    def cells(self) -> frozenset[K]:
        return self.parts if self.total is None else self.parts | {self.total}


def kept_back[K: Hashable](cells: Mapping[K, int], sums: Iterable[Sum[K]], few: int) -> frozenset[K]:
    """The keys of the cells that are not told. few: 1 to few - 1 people are few.

    Cells of nobody are told: that nobody came says nothing of anybody.
    """
    known = [Sum(one.parts & cells.keys(), one.total) for one in sums]
    hidden = frozenset(key for key, count in cells.items() if 0 < count < few)
    while more := _too_open(cells, known, hidden, few) or _worked_out(cells, known, hidden):
        hidden |= more
    return hidden


def _too_open[K: Hashable](
    cells: Mapping[K, int], sums: Sequence[Sum[K]], hidden: frozenset[K], few: int
) -> frozenset[K]:
    """One more of each sum of which one cell alone is kept back, or so few people that one knows nearly who."""
    found = (_next(cells, one, hidden) for one in sums if _is_open(cells, one, hidden, few))
    return frozenset(key for key in found if key is not None)


def _is_open[K: Hashable](cells: Mapping[K, int], one: Sum[K], hidden: frozenset[K], few: int) -> bool:
    kept = one.cells & hidden
    return len(kept) == 1 or 0 < sum(cells[key] for key in kept) < few


def _next[K: Hashable](cells: Mapping[K, int], one: Sum[K], hidden: frozenset[K]) -> K | None:
    """The smallest cell of the sum that is still told and is of somebody; None where there is none."""
    told = [key for key in one.cells - hidden if cells[key]]
    return min(told, key=lambda key: (cells[key], str(key)), default=None)


def _worked_out[K: Hashable](cells: Mapping[K, int], sums: Sequence[Sum[K]], hidden: frozenset[K]) -> frozenset[K]:
    """One more of a sum in which stands what several sums together give away; where all of it is kept back already, one more
    of a sum in which something is."""
    given_away = determined(sums, hidden)
    for wanted in (given_away, hidden) if given_away else ():
        for key in sorted(wanted, key=str):
            for one in sums:
                if key in one.cells and (more := _next(cells, one, hidden)) is not None:
                    return frozenset({more})
    return frozenset()


def determined[K: Hashable](sums: Sequence[Sum[K]], hidden: frozenset[K]) -> frozenset[K]:
    """Which of the cells that are kept back follow from the sums, whatever they are: by elimination."""
    columns = sorted(hidden, key=str)
    rows = [
        [Fraction((key in one.parts) - (key == one.total)) for key in columns] for one in sums if one.cells & hidden
    ]
    reduced = _reduced(rows, len(columns))
    return frozenset(
        columns[places[0]] for row in reduced if len(places := [n for n, value in enumerate(row) if value]) == 1
    )


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """The reduced row echelon form: a cell follows from the rows where one of them has it alone."""
    done = 0
    for column in range(width):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = [value / rows[done][column] for value in rows[done]]
        rows[done] = lead
        for n, row in enumerate(rows):
            if n != done and (by := row[column]):
                rows[n] = [value - by * first for value, first in zip(row, lead, strict=True)]
        done += 1
    return rows[:done]
