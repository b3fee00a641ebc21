"""The best panels, or the best that were found in time with how far they may be from it, or what stands in the way."""

from __future__ import annotations

from collections.abc import Callable

from guihua.evaluation.calc.assignment import Clash, NoneInTime, Plan, Problem

WIDE = 300_000  # pairs of a project and an assessor that are more than the optimiser is shown at once


def solve(
    problem: Problem, *, seconds: float | None = None, should_stop: Callable[[], bool] | None = None
) -> Plan | Clash | NoneInTime:
    """The same problem gives the same plan, in whatever order its lists are, unless time cuts it short."""
    # the optimiser takes a fifth of the time in which every process starts, and few ever ask it
    from guihua.evaluation.calc.assignment_highs import Limit
    from guihua.evaluation.calc.assignment_rules import Rules
    from guihua.evaluation.calc.assignment_search import Search
    from guihua.evaluation.calc.assignment_wide import WideSearch

    rules, limit = Rules(problem), Limit.of(seconds, should_stop)
    is_wide = len(rules.projects) * len(rules.assessors) > WIDE
    return (WideSearch if is_wide else Search)(rules, limit).result()
