"""The demonstration's words, from the files in `texts/`."""

from __future__ import annotations

import tomllib
from bisect import bisect
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / "texts" / f"{name}.toml").read_text(encoding="utf-8"))


class Wheel:
    """Things of which one comes up by weight: [thing, weight] pairs."""

    def __init__(self, pairs: Iterable[Sequence[Any]]) -> None:
        pairs = list(pairs)
        self.things = [pair[0] for pair in pairs]
        self.sums = list(accumulate(pair[1] for pair in pairs))

    def spin(self, chance: Random) -> Any:
        return self.things[bisect(self.sums, chance.random() * self.sums[-1])]

    def spread(self, count: int, chance: Random) -> list[Any]:
        """So many, each as often as its weight says, as far as whole numbers go; in random order."""
        step = self.sums[-1] / count
        start = chance.random() * step
        found = [self.things[bisect(self.sums, start + n * step)] for n in range(count)]
        chance.shuffle(found)
        return found
