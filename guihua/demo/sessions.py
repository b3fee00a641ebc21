"""The invented year's sessions and who came, adding up to the plan exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from guihua.demo.plan import Plan
from guihua.demo.register import Person, Project

OFFICE = "街道主办"
CORRECTIONS = "矫正服务"
FORMS = ["个案", "小组", "社区活动", "探访", "讲座", "直播", "培训", "宣传", "咨询"]
MIX = [10, 28, 22, 12, 10, 3, 5, 5, 5]
CROWD = {"社区活动": 9, "讲座": 3, "直播": 8, "宣传": 14, "咨询": 4}
NAMED = {"个案": (1, 1), "小组": (10, 18), "社区活动": (15, 45), "探访": (6, 15), "讲座": (20, 45), "直播": (0, 0)}
NAMED |= {"培训": (14, 30), "宣传": (0, 6), "咨询": (4, 14)}
STARTS = ["09:00", "09:30", "10:00", "14:30", "15:00", "16:00", "19:00", "19:30"]
MINUTES = [60, 90, 90, 120, 120, 150]


@dataclass
class Session:
    project: str
    name: str
    form: str
    campaign: str
    code: str
    day: date
    start: str
    minutes: int
    community: str
    place: str
    named: list[tuple[Person, str]]
    heads: int
    crowd: float = 0.0


def year_of(plan: Plan, projects: list[Project], crowd: list[Person], chance: Random) -> Iterator[Session]:
    """Every session of the year. Head-counts are given last, so that the year's person-times come out exactly."""
    special = [*_tours(plan, chance), *_anti_fraud(plan, projects, chance), *_corrections(plan, projects, chance)]
    usual = list(_usual(plan, projects, crowd, chance))
    wanted = plan.scaled(plan.numbers["person_times"])
    given = sum(s.heads + sum(part == "服务对象" for _p, part in s.named) for s in [*special, *usual])
    _share_out(wanted - given, usual)
    yield from special
    yield from (s for s in usual if s.named or s.heads)


def _share_out(rest: int, sessions: list[Session]) -> None:
    total = sum(s.crowd for s in sessions)
    open_to_all = [s for s in sessions if s.crowd]
    for session in open_to_all:
        session.heads = int(rest * session.crowd / total)
    for session in open_to_all[: rest - sum(s.heads for s in open_to_all)]:
        session.heads += 1


def _day(plan: Plan, chance: Random) -> date:
    month = chance.choices(range(1, 13), plan.numbers["rhythm"]["months"])[0]
    return date(plan.year, month, 1) + timedelta(days=chance.randrange(28))


def _usual(plan: Plan, projects: list[Project], crowd: list[Person], chance: Random) -> Iterator[Session]:
    own = [p for p in projects if p.domain != CORRECTIONS]
    count = plan.scaled(plan.numbers["sessions"])
    counters = dict.fromkeys((p.number for p in own), 0)
    circle = {p.number: chance.sample(crowd, max(60, len(crowd) * 2 // len(own))) for p in own}
    for project in chance.choices(own, [p.weight for p in own], k=count):
        counters[project.number] += 1
        yield _session(plan, project, counters[project.number], circle[project.number], chance)


def _session(plan: Plan, project: Project, number: int, circle: list[Person], chance: Random) -> Session:
    form = chance.choices(FORMS, MIX)[0]
    name = chance.choice(plan.words["activities"][form])
    if form == "小组":
        name = f"{name}（第 {chance.randint(1, 8)} 节）"
    low, high = NAMED[form]
    came = chance.sample(circle, min(chance.randint(low, high), len(circle)))
    named = [(person, _part(n, chance)) for n, person in enumerate(came)]
    community = project.communities[0] if project.communities else chance.choice(plan.communities)["社区代码"]
    size = CROWD.get(form, 0) * chance.lognormvariate(0, 0.6)
    place = (
        "入户" if form == "探访" else "线上直播间" if form == "直播" else f"社区{chance.choice(plan.words['offices'])}"
    )
    return Session(
        project.number, name, form, "", f"S{number:04d}", _day(plan, chance), chance.choice(STARTS),
        chance.choice(MINUTES), "" if chance.random() < 0.01 else community, place, named, 0, size,
    )  # fmt: skip


def _part(n: int, chance: Random) -> str:
    """Among many people served, a volunteer now and then, and seldom somebody who leads."""
    if n == 0:
        return "服务对象"
    return chance.choices(["服务对象", "志愿者", "组织者"], [94, 5.6, 0.4])[0]


def _split(total: int, parts: int, chance: Random) -> list[int]:
    weights = [chance.lognormvariate(0, 0.4) for _ in range(parts)]
    counts = [max(1, int(total * w / sum(weights))) for w in weights]
    counts[-1] += total - sum(counts)
    return counts


def _tours(plan: Plan, chance: Random) -> Iterator[Session]:
    numbers = plan.numbers["tours"]
    counts = _split(numbers["person_times"], numbers["sessions"], chance)
    for n, (count, month) in enumerate(zip(counts, (3, 5, 9, 11), strict=False), start=1):
        name = plan.words["tours"][n - 1]
        day = date(plan.year, month, 12 + n)
        yield Session(OFFICE, name, "一日游", "", f"T{n}", day, "09:00", 480, "", "街道各站点", [], count)


def _anti_fraud(plan: Plan, projects: list[Project], chance: Random) -> Iterator[Session]:
    numbers = plan.numbers["anti_fraud"]
    sessions, total = plan.scaled(numbers["sessions"]), plan.scaled(numbers["person_times"])
    own = [p for p in projects if p.domain != CORRECTIONS]
    for n, count in enumerate(_split(total, sessions, chance)):
        project = own[n % len(own)]
        host = OFFICE if n % 40 == 39 else project.number
        place = project.communities[0] if project.communities else chance.choice(plan.communities)["社区代码"]
        form = "宣传" if count > 60 else "讲座"
        name = chance.choice(plan.words["activities"]["反诈"])
        yield Session(
            host, name, form, "反诈宣传", f"F{n:03d}", _day(plan, chance), chance.choice(STARTS), 120, place,
            "小区广场", [], count,
        )  # fmt: skip


def _corrections(plan: Plan, projects: list[Project], chance: Random) -> Iterator[Session]:
    from guihua.demo.register import people

    numbers = plan.numbers["corrections"]
    left, project = plan.scaled(numbers["person_times"]), next(p for p in projects if p.domain == CORRECTIONS)
    clients = people(plan, plan.scaled(numbers["people"]), chance, start=800_000_000 + plan.year * 1000)
    number = 0
    while left:
        form = chance.choices(["个案", "小组", "培训"], [70, 20, 10])[0]
        came = chance.sample(clients, min(left, 1 if form == "个案" else chance.randint(6, 14), len(clients)))
        left -= len(came)
        number += 1
        yield Session(
            project.number, chance.choice(plan.words["activities"]["矫正"]), form, "", f"J{number:04d}",
            _day(plan, chance), chance.choice(STARTS), numbers["minutes_each"], "", "司法所谈话室",
            [(person, "服务对象") for person in came], 0,
        )  # fmt: skip
