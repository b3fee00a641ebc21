"""How long it takes to seat assessors on panels and find them times, and to prove that nothing is better.

    python -m tests.bench.panels [--projects 58] [--assessors 120] [--days 6] [--there 0.7] [--rounds 5] [--seconds 600]

Needs no database. Each round draws a programme by its number: five seats on each panel, one at least for finance and one for practice;
assessors with one or two of six domains, at most four sittings, there in so large a share of the half days; ties to providers, last
year's panels, groups of whom one alone may sit, ways between twelve areas of which the longest are too far. `×` is how many times as long
everything took as HiGHS alone for the same seats without times, proved too; `of parts` as where seats may be taken in parts.
With `--projects 5800 --assessors 12000 --rounds 1` nothing is measured against: told are seconds, memory and the gap.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from itertools import combinations
from random import Random

from guihua.evaluation.calc.assignment import Assessor, NoneInTime, Plan, Problem, Project, Slot
from guihua.evaluation.calc.assignment_highs import Limit
from guihua.evaluation.calc.assignment_models import Model
from guihua.evaluation.calc.assignment_rules import Rules
from guihua.evaluation.calc.assignment_solver import WIDE, solve

SEATS, NEEDS, MOST = 5, {"finance": 1, "practice": 1}, 4
KINDS = ("finance", "practice", "practice", "research", "management")
DOMAINS, AREAS, SIDE, TOO_FAR = 6, 12, 10, 12
ONLINE, PROJECTS_OF_A_PROVIDER, GROUP = 0.2, 2, 3


def programme(wanted: argparse.Namespace, number: int) -> Problem:
    random = Random(number)
    slots = tuple(Slot(f"{day}-{half}", day, half) for day in range(wanted.days) for half in range(2))
    people = tuple(_assessor(random, n, slots, wanted.there) for n in range(wanted.assessors))
    works = tuple(_project(random, n) for n in range(wanted.projects))
    names = [one.key for one in people]
    groups = [random.sample(names, GROUP) for _ in range(wanted.assessors // (2 * GROUP))]
    places = [(random.uniform(0, SIDE), random.uniform(0, SIDE)) for _ in range(AREAS)]
    ways = {(a, b): round(abs(p[0] - q[0]) + abs(p[1] - q[1])) for (a, p), (b, q) in combinations(enumerate(places), 2)}
    return Problem(
        works,
        people,
        slots,
        ties=frozenset((name, random.choice(works).provider) for name in names),
        apart=frozenset(pair for group in groups for pair in combinations(group, 2)),
        last_year=frozenset((name, one.key) for one in works for name in random.sample(names, SEATS)),
        distances=ways,
        too_far=TOO_FAR,
    )


def _assessor(random: Random, number: int, slots: tuple[Slot, ...], there: float) -> Assessor:
    domains = frozenset(random.sample(range(DOMAINS), random.choice((1, 1, 2))))
    available = frozenset(slot.key for slot in slots if random.random() < there)
    return Assessor(f"a{number:05}", KINDS[number % len(KINDS)], MOST, 1, domains, available)


def _project(random: Random, number: int) -> Project:
    provider, area = number // PROJECTS_OF_A_PROVIDER, random.randrange(AREAS)
    return Project(f"p{number:05}", provider, number % DOMAINS, SEATS, NEEDS, area, random.random() < ONLINE)


def without_times(problem: Problem, *, whole: bool) -> float:
    """Seconds of HiGHS alone."""
    rules = Rules(problem)
    model = Model(rules, {key: [None] for key in rules.projects})
    began = time.perf_counter()
    model.program.solved(Limit(), whole=whole)
    return time.perf_counter() - began


def measured(wanted: argparse.Namespace) -> None:
    ratios = []
    for number in range(1, wanted.rounds + 1):
        problem = programme(wanted, number)
        began = time.perf_counter()
        found = solve(problem, seconds=wanted.seconds)
        took = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(f"{number}: {told(found)}, {took:.2f} s, {memory} MB", end="", flush=True)
        if wanted.projects * wanted.assessors <= WIDE:
            relaxed, in_parts = (without_times(problem, whole=whole) for whole in (True, False))
            ratios.append(took / relaxed)
            print(f"; {relaxed:.2f} s without times: {took / relaxed:.1f} ×, of parts {took / in_parts:.1f} ×", end="")
        print()
    if ratios:
        print(f"median {statistics.median(ratios):.1f} ×, worst {max(ratios):.1f} ×")


def told(found: object) -> str:
    if isinstance(found, Plan):
        return f"{found.objective} points, {'proved' if found.proved else f'gap {found.gap:.2%}'}"
    return f"no plan in time, bound {found.bound}" if isinstance(found, NoneInTime) else "rules clash"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("projects", 58), ("assessors", 120), ("days", 6), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=value)
    for name, share in (("there", 0.7), ("seconds", 600.0)):
        parser.add_argument(f"--{name}", type=float, default=share)
    measured(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
