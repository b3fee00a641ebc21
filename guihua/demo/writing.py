"""Writes a demonstration as the import files that any sub-district would bring. Same seed, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from guihua.demo import texts
from guihua.demo.plan import Plan
from guihua.demo.projects import Project
from guihua.demo.sessions import Session
from guihua.demo.year import Programme, Told

ORGANISATION = ["机构名称", "统一社会信用代码", "机构类型", "联系人", "联系电话", "所在社区代码", "学校性质", "学段"]
PROJECT = [
    *("年度", "项目编号", "项目名称", "服务领域", "承接机构信用代码", "合同金额", "开始日期", "结束日期"),
    *("驻点社区代码", "驻点机构信用代码", "采购方式", "管理模式", "挂钩人员"),
]
ATTENDANCE = [
    *("项目编号", "活动名称", "服务形式", "专项行动", "场次编号", "日期", "开始时间", "时长分钟", "社区代码", "地点"),
    *("姓名", "手机", "证件号码", "参与身份", "未具名人数"),
]
EARLIER = [*PROJECT[:-1], "评估等级", "评估日期", "评估依据"]
DUTY = ["项目编号", "任务名称", "姓名", "手机", "日期", "开始时间", "结束时间"]


def write(folder: Path, plan: Plan, seed: int) -> Iterator[tuple[str, Path]]:
    """The files of the year before and of the year, in the order in which they are imported: (kind, path)."""
    programme = Programme(plan, seed)
    yield "communities", _csv(folder / "communities.csv", ["社区代码", "社区名称"], plan.communities)
    yield "organisations", _organisations(folder / "organisations.csv", programme)
    if plan.is_published:
        yield "earlier", _earlier(folder / "earlier.csv", programme)
    for told in programme.years():
        year = told.plan.year
        yield "projects", _projects(folder / f"projects-{year}.csv", told)
        rows = (row for session in told.sessions for row in _rows(session))
        yield "attendance", _csv(folder / f"attendance-{year}.csv", ATTENDANCE, rows)
        yield "duty", _duty(folder / f"duty-{year}.csv", told)


def _csv(path: Path, head: Sequence[str], rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def _organisations(path: Path, programme: Programme) -> Path:
    rows = (
        (o.name, o.code, o.kind, c.name, c.phone, o.community, o.nature, o.stage)
        for o, c in zip(programme.ground.organisations, programme.contacts, strict=True)
    )
    return _csv(path, ORGANISATION, rows)


def _projects(path: Path, told: Told) -> Path:
    return _csv(path, PROJECT, ((*_project(told.plan.year, p), p.layout.liaison) for p in told.projects))


def _project(year: int, p: Project) -> tuple[object, ...]:
    return (
        *(year, p.number, p.layout.name, p.layout.domain, p.provider, p.yuan, f"{year}-01-01", f"{year}-12-31"),
        *("、".join(p.layout.communities), "、".join(p.layout.organisations), p.method, p.mode),
    )


def _earlier(path: Path, programme: Programme) -> Path:
    """How projects of the years before the records were judged, each at its end."""
    told, plan = texts.load("earlier"), programme.plan
    chance = Random(f"{plan.code} grades {plan.year}")  # noqa: S311 - invented grades need no secrecy
    grades = texts.Wheel(told["grades"])

    def rows() -> Iterator[tuple[object, ...]]:
        for before, project in programme.earlier():
            year, on = before.year, f"{before.year}-12-{chance.randint(*told['days'])}"
            yield (*_project(year, project), grades.spin(chance), on, told["evidence"] % {"year": year})

    return _csv(path, EARLIER, rows())


def _rows(session: Session) -> Iterator[tuple[object, ...]]:
    about = (
        *(session.project, session.name, session.form, session.campaign, session.code, session.day.isoformat()),
        *(session.start, session.minutes, session.community, session.place),
    )
    for person, part in session.named.items():
        yield (*about, person.name, person.phone, person.id_number, part, "")
    if session.heads:
        yield (*about, "", "", "", "", session.heads)


def _duty(path: Path, told: Told) -> Path:
    rows = ((s.project, s.task, s.person.name, s.person.phone, s.day.isoformat(), s.start, s.end) for s in told.shifts)
    return _csv(path, DUTY, rows)
