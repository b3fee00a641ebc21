"""A small line without axes, as a tile shows it. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 100, 32
ROOM = 4  # above the highest and below the lowest point


def points(values: Sequence[int]) -> str:
    """Points over 100 × 32, from the values' own lowest to highest; a level line where all are alike."""
    low, high = min(values, default=0), max(values, default=0)
    last = max(len(values) - 1, 1)
    room = HEIGHT - 2 * ROOM
    spread = high - low
    return " ".join(
        f"{WIDTH * n / last:.1f},{HEIGHT - ROOM - (room * (value - low) / spread if spread else room / 2):.1f}"
        for n, value in enumerate(values)
    )
