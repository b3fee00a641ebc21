"""Which of many are looked up: by a seed, the same on any machine and in any year."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

SIZE = 5  # records of a project that are looked up


def drawn(seed: str, pool: Iterable[int], count: int) -> list[int]:
    """So many of the pool, in the order in which they were drawn; all of it where it has no more."""
    return sorted(set(pool), key=lambda key: (sha256(f"{seed} {key}".encode()).digest(), key))[:count]
