"""Which cells of a published table are kept back, so that nobody can be found in it. Pure arithmetic.

A cell of few people is kept back; so are others of its sums, as long as what is kept back could be worked out from the sum
and the cells beside it: at least two cells of a sum are kept back, and together they are not few.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping


def kept_back[K: Hashable](cells: Mapping[K, int], sums: Iterable[frozenset[K]], few: int) -> frozenset[K]:
    """The keys of the cells that are not told. `sums`: each the cells that make a number which is told; few: 1 to few - 1.

    Cells of nobody are told: that nobody came says nothing of anybody.
    """
    groups = [group & cells.keys() for group in sums]
    hidden = {key for key, count in cells.items() if 0 < count < few}
    while True:
        found = (_next(cells, group, hidden) for group in groups if _is_open(cells, group & hidden, few))
        if not (more := {key for key in found if key is not None}):
            return frozenset(hidden)
        hidden |= more


def _is_open[K: Hashable](cells: Mapping[K, int], hidden: frozenset[K], few: int) -> bool:
    """Whether what is kept back of a sum can be told from it, or nearly so."""
    return bool(hidden) and (len(hidden) == 1 or sum(cells[key] for key in hidden) < few)


def _next[K: Hashable](cells: Mapping[K, int], group: frozenset[K], hidden: set[K]) -> K | None:
    """The smallest cell of the sum that is still told and is of somebody; None where there is none."""
    told = [key for key in group - hidden if cells[key]]
    return min(told, key=lambda key: (cells[key], str(key)), default=None)
