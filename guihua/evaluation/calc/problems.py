"""What is wrong with weights, bands or a rubric before a round opens: None, or a code with its figures. No Django.

The sentence for a code is said where there is somebody to read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from guihua.evaluation.calc.bands import Band
from guihua.evaluation.calc.exact import total
from guihua.evaluation.calc.scoring import WHOLE, Criterion


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` says which; `figures` are what a sentence about it has to name."""

    code: str
    figures: Mapping[str, Decimal | int | str] = field(default_factory=dict)


def of_weights(weights: Mapping[str, Decimal]) -> Problem | None:
    """Weights are per cent by source. "negative": one below 0. "sum": they come to `sum`, which is `off` from 100."""
    if low := [source for source, weight in weights.items() if weight < 0]:
        return Problem("negative", {"source": low[0], "weight": weights[low[0]]})
    whole = total(weights.values())
    return Problem("sum", {"sum": whole, "off": whole - WHOLE}) if whole != WHOLE else None


def of_bands(bands: Sequence[Band]) -> Problem | None:
    """ "none": there are no bands. "not-from-0": the lowest begins at `floor`. "too-high": one begins over 100.
    "same-floor": two begin at `floor`. "same-code": two are called `code`."""
    if not bands:
        return Problem("none")
    floors = sorted(band.floor for band in bands)
    if floors[0] != 0:
        return Problem("not-from-0", {"floor": floors[0]})
    if floors[-1] > WHOLE:
        return Problem("too-high", {"floor": floors[-1]})
    if (floor := _twice(floors)) is not None:
        return Problem("same-floor", {"floor": floor})
    code = _twice([band.code for band in bands])
    return Problem("same-code", {"code": code}) if code is not None else None


def of_rubric(criteria: Sequence[Criterion]) -> Problem | None:
    """ "none": there are no criteria. "no-points": `criterion` has none, or fewer. "same-id": a criterion stands there twice.
    "scattered": the criteria of `dimension` do not stand together."""
    if not criteria:
        return Problem("none")
    if empty := [one.id for one in criteria if one.points <= 0]:
        return Problem("no-points", {"criterion": empty[0]})
    if (same := _twice([one.id for one in criteria])) is not None:
        return Problem("same-id", {"criterion": same})
    begins = [one.dimension for n, one in enumerate(criteria) if n == 0 or criteria[n - 1].dimension != one.dimension]
    dimension = _twice(begins)
    return Problem("scattered", {"dimension": dimension}) if dimension is not None else None


def _twice[T](values: Iterable[T]) -> T | None:
    """The first that is there more than once."""
    return next((value for value, count in Counter(values).items() if count > 1), None)
