"""Attendance of a year as an office would bring it: as many rows, people and sessions as are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from stdnum.cn import ric

from tests.factories import programmes

PROJECTS, TO_A_SESSION, ROWS_A_PERSON = 58, 30, 15
FORMS = ["小组", "社区活动", "探访", "讲座", "个案"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
COMMUNITIES = [f"440605011{n:03d}" for n in range(1, 61)]
TERM = "01-01", "12-31"


def people(count: int) -> list[tuple[str, str, str]]:
    """Each with name and phone, every tenth with an ID number as well."""
    made = []
    for n in range(count):
        body = f"440605{date(1950, 1, 1) + timedelta(days=n % 20000):%Y%m%d}{n % 1000:03d}"
        number = body + ric.calc_check_digit(body + "0") if n % 10 == 0 else ""
        given = chr(0x4E00 + n % 5000) + (chr(0x4E00 + n // 5000) if n % 3 else "")
        made.append((SURNAMES[n % len(SURNAMES)] + given, f"138{n:08d}", number))
    return made


def rows(count: int, year: int) -> Iterator[list[str]]:
    """Named rows, 30 to a session and about 15 a person."""
    chance = Random(year)
    everybody = people(max(1, count // ROWS_A_PERSON))
    for n in range(count):
        session, project = n // TO_A_SESSION, n // TO_A_SESSION % PROJECTS
        if n % TO_A_SESSION == 0:
            day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
            about = [f"活动{session % 400}", FORMS[session % 5], "", f"S{session:06d}", day.isoformat(), "14:30", "90"]
            came = chance.sample(everybody, min(TO_A_SESSION, len(everybody)))
        who = came[n % TO_A_SESSION % len(came)]
        place = COMMUNITIES[session % len(COMMUNITIES)]
        yield [f"P{year}-{project:02d}", *about, place, "活动室", *who, "服务对象", ""]


def written(folder: Path, kind: str, count: int, year: int) -> Path:
    """A file of `kind` csv or xlsx."""
    path, head = folder / f"attendance-{year}.{kind}", programmes.ATTENDANCE_COLUMNS
    if kind == "csv":
        return programmes.write(path, [head, *rows(count, year)])
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet()
        for n, row in enumerate([head, *rows(count, year)]):
            page.write_row(n, 0, row)
    return path


def programme(folder: Path, years: list[int]) -> Any:
    """A sub-district whose projects the files' rows belong to."""
    place = programmes.prepared()
    communities = [[code, f"社区{code}", "", ""] for code in COMMUNITIES]
    programmes.load(place, "communities", folder, [programmes.COMMUNITIES[0], *communities])
    programmes.load(place, "organisations", folder, programmes.ORGANISATIONS)
    about = ["社区服务", programmes.RONGSHENG, "1"]
    made = [
        [str(year), f"P{year}-{n:02d}", f"项目{n}", *about, *(f"{year}-{day}" for day in TERM), *[""] * 5]
        for year in years
        for n in range(PROJECTS)
    ]
    programmes.load(place, "projects", folder, [programmes.PROJECT_COLUMNS, *made])
    return place
