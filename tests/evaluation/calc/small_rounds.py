"""Small rounds of an evaluation, and every plan there is for them, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random
from typing import Any

from hypothesis import strategies as st

from guihua.evaluation.calc.assignment import Assessor, Breach, Costs, Panels, Problem, Project, Slot
from guihua.evaluation.calc.assignment_checks import check

MORNING, AFTERNOON, NEXT_DAY = "11-14上午", "11-14下午", "11-15上午"
HALVES = (Slot(MORNING, "11-14", 1), Slot(AFTERNOON, "11-14", 2), Slot(NEXT_DAY, "11-15", 1))
NAMES = ("何敏", "江涛", "沈洁", "陆远", "倪佳")
KINDS = ("finance", "practice", "practice", "finance", "research")
PROVIDERS, DOMAINS, AREAS = ("晨光", "知行"), ("养老", "助残"), ("东", "西", "北")


def assessor(name: str, kind: str = "practice", **more: Any) -> Assessor:
    return Assessor(name, kind, **{"most": 3, "expertise": frozenset(DOMAINS), **more})


def project(key: str, **more: Any) -> Project:
    return Project(**{"key": key, "provider": "晨光", "domain": "养老", "seats": 2, **more})


def every_plan(problem: Problem) -> Iterator[Panels]:
    names = [one.key for one in problem.assessors]
    of_each = []
    for one in problem.projects:
        times = [slot.key for slot in problem.slots] or [None]
        of_each.append(list(product(combinations(names, one.seats), times)))
    for choice in product(*of_each):
        keys = [one.key for one in problem.projects]
        yield Panels(
            {key: panel for key, (panel, _slot) in zip(keys, choice, strict=True)},
            {key: slot for key, (_panel, slot) in zip(keys, choice, strict=True) if slot is not None},
        )


def fewest_points(problem: Problem) -> int | None:
    """Of all plans that break no rule; None where each of them does."""
    reviews = (check(plan, problem) for plan in every_plan(problem))
    return min((review.points for review in reviews if not review.breaches), default=None)


def shuffled(problem: Problem, order: Random) -> Problem:
    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(order.sample(rows, len(rows)))

    more = {name: getattr(problem, name) for name in problem.__dataclass_fields__}
    for name in ("projects", "assessors", "slots"):
        more[name] = mixed(more[name])
    return Problem(**more)


def codes(breaches: tuple[Breach, ...]) -> list[str]:
    return [one.code for one in breaches]


@st.composite
def assessors(draw: st.DrawFn, name: str, kind: str) -> Assessor:
    some = st.none() | st.frozensets(st.sampled_from([slot.key for slot in HALVES]), min_size=1)
    most = draw(st.integers(1, 3))
    return Assessor(
        name,
        kind,
        most,
        draw(st.integers(0, most)),
        draw(st.frozensets(st.sampled_from(DOMAINS))),
        draw(some),
    )


@st.composite
def projects(draw: st.DrawFn, key: str) -> Project:
    return Project(
        key,
        draw(st.sampled_from(PROVIDERS)),
        draw(st.sampled_from(DOMAINS)),
        draw(st.integers(1, 2)),
        draw(st.sampled_from([{}, {"finance": 1}, {"practice": 1}])),
        draw(st.sampled_from(AREAS)),
        draw(st.booleans()),
    )


@st.composite
def problems(draw: st.DrawFn, *, timed: bool = True) -> Problem:
    """Few of everything, and of each rule and wish something."""
    people = tuple(draw(assessors(name, kind)) for name, kind in zip(NAMES[:4], KINDS, strict=False))
    work = tuple(draw(projects(f"项目{n}")) for n in range(draw(st.integers(1, 2 if timed else 3))))
    keys, names = st.sampled_from([one.key for one in work]), st.sampled_from([one.key for one in people])
    pairs = st.frozensets(st.tuples(names, keys), max_size=2)
    before = Panels({work[0].key: (NAMES[0], NAMES[1])}, {work[0].key: NEXT_DAY} if timed else {})
    points = st.integers(0, 5)
    return Problem(
        work,
        people,
        HALVES if timed else (),
        conflicts=draw(pairs),
        ties=draw(st.frozensets(st.tuples(names, st.sampled_from(PROVIDERS)), max_size=1)),
        apart=draw(st.frozensets(st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=2)),
        last_year=draw(pairs),
        distances={("东", "西"): draw(st.integers(0, 4)), ("北", "东"): 2},
        too_far=draw(st.none() | st.just(3)),
        fixed=draw(st.sampled_from([Panels(), Panels({work[0].key: (NAMES[1],)}), Panels({}, {work[0].key: MORNING})]))
        if timed
        else Panels(),
        before=draw(st.none() | st.just(before)),
        costs=draw(st.builds(Costs, points, points, points, points, points, points, points)),
    )
