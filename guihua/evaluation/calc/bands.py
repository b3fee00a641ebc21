"""Which grade a score has. Bands are given by their floors, in points of 100, and each goes up to the next floor. No Django.

What is printed as 90–100, 80–89 and 60–79 leaves gaps; from a floor up to the next one there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from guihua.evaluation.calc.exact import rounded


@dataclass(frozen=True, slots=True)
class Band:
    """A grade: from its floor on, up to where the next begins. The lowest begins at 0."""

    code: str
    floor: Decimal


@dataclass(frozen=True, slots=True)
class Veto:
    """Something found on a project that allows no better grade than `at_most` (a band's code), whatever its score."""

    id: int
    at_most: str


@dataclass(frozen=True, slots=True)
class Grade:
    """score: as everyone reads it, and what decides. reached: the band of that score; band: after the vetoes.
    edge: the band in which it would lie unrounded, where that is another one. vetoes: those that took it down."""

    score: Decimal
    band: Band
    reached: Band
    edge: Band | None
    vetoes: tuple[int, ...]


def band_of(score: Decimal | Fraction, bands: Iterable[Band]) -> Band:
    """The band with the highest floor that the score reaches, 0 to 100. Raises ValueError where it reaches none."""
    return max((band for band in bands if band.floor <= score), key=lambda band: band.floor)


def graded(exact: Fraction, places: int, bands: Sequence[Band], vetoes: Iterable[Veto] = ()) -> Grade:
    """The grade of a score that is read with so many places after the point: the rounded one decides, half up.
    Raises KeyError for a veto that names no band, ValueError for bands that do not begin at 0."""
    score = rounded(exact, places)
    reached, unrounded = band_of(score, bands), band_of(exact, bands)
    caps = {veto.id: _named(veto.at_most, bands) for veto in vetoes}
    binding = {id_: band for id_, band in caps.items() if band.floor < reached.floor}
    band = min([reached, *binding.values()], key=lambda one: one.floor)
    edge = None if unrounded == reached else unrounded
    return Grade(score, band, reached, edge, tuple(sorted(binding)))


def _named(code: str, bands: Iterable[Band]) -> Band:
    return {band.code: band for band in bands}[code]
