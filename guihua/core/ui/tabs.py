"""The parts of a thing's page, each with an address of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    address: str
    count: int | None = None  # how many there are behind it
    is_here: bool = False
    news: int = 0  # how many of them the reader has not seen yet
