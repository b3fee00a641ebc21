"""Writes a demonstration as the import files that any sub-district would bring. Same seed, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from guihua.demo import plan as plans
from guihua.demo import register
from guihua.demo.plan import Plan
from guihua.demo.register import Person, Project
from guihua.demo.sessions import Session, year_of

ATTENDANCE = [
    "项目编号",
    "活动名称",
    "服务形式",
    "专项行动",
    "场次编号",
    "日期",
    "开始时间",
    "时长分钟",
    "社区代码",
    "地点",
    "姓名",
    "手机",
    "证件号码",
    "参与身份",
    "未具名人数",
]
PROJECT = [
    "年度",
    "项目编号",
    "项目名称",
    "服务领域",
    "承接机构信用代码",
    "合同金额",
    "开始日期",
    "结束日期",
    "驻点社区代码",
    "驻点机构信用代码",
    "采购方式",
    "管理模式",
    "挂钩人员",
]
PEOPLE = 41_000
SHIFT = 240  # minutes, usually


def write(folder: Path, *, year: int, size: str, seed: int) -> list[tuple[str, Path]]:
    """The files of the year before and of the year, in the order in which they are imported: (kind, path)."""
    chance = Random(seed)  # noqa: S311 - invented people need no secrecy
    now = plans.load(year, size)
    orgs = register.organisations(now)
    crowd = register.people(now, now.scaled(PEOPLE), chance, start=100_000_000)
    files = [
        (
            "communities",
            _csv(folder / "communities.csv", list(now.communities[0]), (c.values() for c in now.communities)),
        ),
        ("organisations", _organisations(folder / "organisations.csv", orgs, chance, now)),
    ]
    for one in (plans.previous(now), now):
        projects = register.projects(one, orgs, chance)
        files.append(("projects", _projects(folder / f"projects-{one.year}.csv", one, projects)))
        rows = (row for session in year_of(one, projects, crowd, chance) for row in _rows(session))
        files.append(("attendance", _csv(folder / f"attendance-{one.year}.csv", ATTENDANCE, rows)))
        files.append(("duty", _duty(folder / f"duty-{one.year}.csv", one, projects, chance)))
    return files


def _csv(path: Path, head: Sequence[str], rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def _organisations(path: Path, orgs: list[register.Organisation], chance: Random, plan: Plan) -> Path:
    head = ["机构名称", "统一社会信用代码", "机构类型", "联系人", "联系电话", "所在社区代码", "学校性质", "学段"]
    contacts = register.people(plan, len(orgs), chance, start=900_000_000)
    rows = (
        (o.name, o.code, o.kind, c.name, c.phone, chance.choice(plan.communities)["社区代码"], o.nature, o.stage)
        for o, c in zip(orgs, contacts, strict=True)
    )
    return _csv(path, head, rows)


def _projects(path: Path, plan: Plan, projects: list[Project]) -> Path:
    term = (f"{plan.year}-01-01", f"{plan.year}-12-31")
    rows = (
        [
            *(plan.year, p.number, p.name, p.domain, p.provider, p.yuan, *term),
            *("、".join(p.communities), "、".join(p.organisations), p.method, p.mode, p.liaison),
        ]
        for p in projects
    )
    return _csv(path, PROJECT, rows)


def _rows(session: Session) -> Iterator[tuple[object, ...]]:
    about: list[object] = [session.project, session.name, session.form, session.campaign, session.code]
    about += [session.day.isoformat(), session.start, session.minutes, session.community, session.place]
    for person, part in session.named:
        yield (*about, person.name, person.phone, person.id_number, part, "")
    if session.heads:
        yield (*about, "", "", "", "", session.heads)


def _duty(path: Path, plan: Plan, projects: list[Project], chance: Random) -> Path:
    """Shifts of the projects' staff, adding up to the plan's minutes exactly."""
    numbers = plan.numbers["duty"]
    total, count = plan.scaled(numbers["minutes"]), numbers["projects"]
    own = projects[:count]
    staff = register.people(plan, count * 3, chance, start=700_000_000)
    lengths = [SHIFT] * max(count, total // SHIFT)
    spare = total - sum(lengths)
    if spare < 0:
        lengths = [total // count] * count
        spare = total - sum(lengths)
    lengths[-1] += spare
    rows = (_shift(plan, own, staff, n, length, chance) for n, length in enumerate(lengths))
    return _csv(path, ["项目编号", "任务名称", "姓名", "手机", "日期", "开始时间", "结束时间"], rows)


def _shift(
    plan: Plan, own: list[Project], staff: list[Person], n: int, length: int, chance: Random
) -> tuple[str, str, str, str, str, str, str]:
    project = own[n % len(own)]
    person = staff[n % len(staff)]
    day = date(plan.year, 1, 1) + timedelta(days=(n * 7 + n // len(staff)) % 360)
    start = 8 * 60 + 30 * (n // (360 * len(staff)))
    end = start + length
    task = chance.choice(plan.words["duty_tasks"])
    clock = f"{start // 60:02d}:{start % 60:02d}", f"{end // 60 % 24:02d}:{end % 60:02d}"
    return project.number, task, person.name, person.phone, day.isoformat(), *clock
