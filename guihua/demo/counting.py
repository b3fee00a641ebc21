"""Sums that come out exactly. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence


class DoesNotFit(Exception):
    """More is to be shared out than there is room for."""


def share_out(total: int, weights: Sequence[float], most: Sequence[int]) -> list[int]:
    """Whole numbers that sum to `total`, about by weight, none above its `most`. Raises DoesNotFit."""
    if not 0 <= total <= sum(most):
        raise DoesNotFit(total, sum(most))
    shares = [0] * len(weights)
    open_to_more = [n for n in range(len(weights)) if weights[n] > 0 and most[n]]
    left = total
    while left and open_to_more:
        weight = sum(weights[n] for n in open_to_more)
        given = {n: min(most[n] - shares[n], int(left * weights[n] / weight)) for n in open_to_more}
        if not any(given.values()):
            given = dict.fromkeys(open_to_more[:left], 1)
        for n, count in given.items():
            shares[n] += count
        left -= sum(given.values())
        open_to_more = [n for n in open_to_more if shares[n] < most[n]]
    if left:
        raise DoesNotFit(total, sum(shares))
    return shares


def split(total: int, weights: Sequence[float], *, step: int = 1) -> list[int]:
    """`total` in shares by weight, each a multiple of `step` but the largest, which takes what is left over."""
    whole = sum(weights)
    shares = [int(total * weight / whole) // step * step for weight in weights]
    shares[max(range(len(shares)), key=shares.__getitem__)] += total - sum(shares)
    return shares
