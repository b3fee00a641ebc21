"""How severe each assessor is, how sure that is, and which scores stand out. Shown to the office, never applied. No Django.

An additive model with two ways, by least squares: score = project − severity of the assessor + chance. A panel sees few of the
projects, so that severities are compared along chains of projects that two assessors share. Where no chain leads from one to another
they are in different components, and each component's severities sum to zero by themselves: a comparison across them would be made up.
Solved by the Laplacian of the assessors (the projects eliminated), whose pseudo-inverse also gives the variances.

Scores are sheets that were asked the same: where kinds of assessor are asked different criteria, fit each kind (or each
criterion) by itself. Statistics, so floats; no score that counts is made here. Units: those of the scores.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np

from guihua.evaluation.calc.student import quantile

DIGITS = 9  # after the point; what is smaller is the machine's
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Rating:
    """What one assessor gives one project: the score of a sheet, or the mark of one criterion."""

    project: int
    assessor: int
    score: Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Severity:
    """By how much an assessor lies below what the others of the component would give the same projects; below 0: lenient.

    value: None where nobody else judged one of the projects. low, high: the interval; None with a single sheet, and where
    the component leaves no degree of freedom anywhere. component: numbered from the largest on, from 1.
    """

    assessor: int
    component: int
    sheets: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Residual:
    """A score beside what the model expects. sigmas: how many standard deviations of its own it lies above (below: negative)
    what is expected; 0 where the model has no choice but to follow it."""

    project: int
    assessor: int
    score: float
    expected: float
    sigmas: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The model of a round. sigma: the standard deviation of chance; None without a degree of freedom."""

    severities: tuple[Severity, ...]
    residuals: tuple[Residual, ...]
    components: int
    freedom: int
    sigma: float | None

    def outliers(self, beyond: float) -> tuple[Residual, ...]:
        """Scores further from what is expected than so many standard deviations, the furthest first."""
        far = [one for one in self.residuals if abs(one.sigmas) > beyond]
        return tuple(sorted(far, key=lambda one: (-abs(one.sigmas), one.project, one.assessor)))


@dataclass(frozen=True, slots=True)
class _Part:
    """One component, solved: by assessor the severity and its variance in squares of sigma, by rating what is expected
    and how much of it the rating itself decides (leverage, 0 to 1)."""

    ratings: Sequence[Rating]
    severity: dict[int, float]
    variance: dict[int, float]
    expected: Array
    leverage: Array

    @property
    def freedom(self) -> int:
        return len(self.ratings) - len({one.project for one in self.ratings}) - len(self.severity) + 1

    @property
    def residuals(self) -> Array:
        return np.round(_scores(self.ratings) - self.expected, DIGITS)


def fit(ratings: Iterable[Rating], *, confidence: float) -> Fit:
    """The severity of each assessor with its interval at this confidence (0.95), and the residual of each rating.
    The same in whatever order they come. Chance is taken to be as large in every component."""
    parts = [_solved(some) for some in components(ratings)]
    freedom = sum(part.freedom for part in parts)
    squares = sum(float(part.residuals @ part.residuals) for part in parts)
    sigma = sqrt(squares / freedom) if freedom else None
    width = None if sigma is None else sigma * quantile(confidence, freedom)
    severities = [one for number, part in enumerate(parts, start=1) for one in _severities(part, number, width)]
    residuals = [one for part in parts for one in _residuals(part, sigma)]
    return Fit(tuple(severities), tuple(residuals), len(parts), freedom, sigma)


def components(ratings: Iterable[Rating]) -> list[list[Rating]]:
    """The ratings apart, wherever no chain of shared projects connects their assessors; the largest first, then the one
    with the lowest project. Within one, by project and assessor."""
    left: dict[tuple[str, int], list[Rating]] = defaultdict(list)
    ordered = sorted(ratings, key=lambda one: (one.project, one.assessor, one.score))
    for one in ordered:
        left["project", one.project].append(one)
        left["assessor", one.assessor].append(one)
    number: dict[int, int] = {}
    for start in ordered:
        if start.project not in number:
            number |= dict.fromkeys(_reached(start.project, left), start.project)
    parts: dict[int, list[Rating]] = defaultdict(list)
    for one in ordered:
        parts[number[one.project]].append(one)
    return sorted(parts.values(), key=lambda part: -len(part))


def _reached(project: int, left: dict[tuple[str, int], list[Rating]]) -> set[int]:
    """The projects to which a chain leads; whoever was on the way is taken out of `left`."""
    found, waiting = {project}, [project]
    while waiting:
        for one in left.pop(("project", waiting.pop()), []):
            others = {other.project for other in left.pop(("assessor", one.assessor), [])} - found
            found |= others
            waiting += others
    return found


def _scores(ratings: Sequence[Rating]) -> Array:
    return np.array([float(one.score) for one in ratings])


def _solved(ratings: Sequence[Rating]) -> _Part:
    """Least squares in one component. With N the sheets of each assessor (column) on each project (row): L = diag(sheets
    of each assessor) − Nᵀ diag(1 / sheets of each project) N is the Laplacian, its pseudo-inverse (L + J/n)⁻¹ − J/n."""
    projects, on = np.unique([one.project for one in ratings], return_inverse=True)
    assessors, by = np.unique([one.assessor for one in ratings], return_inverse=True)
    scores = _scores(ratings)
    sheets = np.zeros((len(projects), len(assessors)))
    np.add.at(sheets, (on, by), 1)
    panel = sheets.sum(axis=1)
    shares = sheets / panel[:, None]
    means = np.bincount(on, scores) / panel
    count = len(assessors)
    laplacian = np.diag(sheets.sum(axis=0)) - sheets.T @ shares
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    severity = inverse @ np.bincount(by, means[on] - scores)
    expected = means[on] + shares[on] @ severity - severity[by]
    apart = np.eye(count)[by] - shares[on]
    leverage = 1 / panel[on] + np.einsum("ij,jk,ik->i", apart, inverse, apart, optimize=True)
    named: list[int] = assessors.tolist()
    variance = dict(zip(named, inverse.diagonal().tolist(), strict=True))
    return _Part(ratings, dict(zip(named, severity.tolist(), strict=True)), variance, expected, leverage)


def _severities(part: _Part, component: int, width: float | None) -> Iterable[Severity]:
    """width: half an interval in standard errors of one sigma squared."""
    sheets = Counter(one.assessor for one in part.ratings)
    for assessor, value in part.severity.items():
        if len(part.severity) == 1:
            yield Severity(assessor, component, sheets[assessor], None, None, None)
        elif width is None or sheets[assessor] == 1:
            yield Severity(assessor, component, sheets[assessor], round(value, DIGITS), None, None)
        else:
            half = width * sqrt(part.variance[assessor])
            yield Severity(assessor, component, sheets[assessor], round(value, DIGITS), value - half, value + half)


def _residuals(part: _Part, sigma: float | None) -> Iterable[Residual]:
    """Each in standard deviations of its own: a rating that pulls the model to itself varies less about it."""
    free = 1 - part.leverage
    for one, expected, off, own in zip(part.ratings, part.expected, part.residuals, free, strict=True):
        sigmas = float(off) / (sigma * sqrt(own)) if sigma and own > 10**-DIGITS else 0.0
        yield Residual(one.project, one.assessor, float(one.score), float(expected), sigmas)
