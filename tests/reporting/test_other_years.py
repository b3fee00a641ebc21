"""Two years that nobody has seen: made with a seed, counted by hand here, and expected to the letter of the report."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from guihua.reporting import annual
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes
from tests.factories.programmes import PROJECT_COLUMNS, RONGSHENG, row, served

pytestmark = pytest.mark.django_db
DOMAINS = ["社区服务", "矫正服务", "长者服务"]
PARTS = ["服务对象", "志愿者", "组织者", "社工"]


def made(year, seed):
    """Projects and attendance of a year, as rows of files, with what they must add up to."""
    chance = Random(seed)
    term = [f"{year}-01-01", f"{year}-12-31"]
    projects = [
        [
            str(year),
            f"P{year}-{n}",
            f"项目{n}",
            domain,
            RONGSHENG,
            str(chance.randint(1, 10**7)),
            *term,
            place,
            *[""] * 4,
        ]
        for n, (domain, place) in enumerate(zip(DOMAINS, ["440605011004", "", ""], strict=True))
    ]
    rows, times, minutes, confidential, people = [], 0, 0, 0, set()
    for n in range(60):
        project = chance.choice([*projects, None])
        number = project[1] if project else "街道主办"
        length, domain = chance.randint(15, 400), project[3] if project else "街道主办"
        day = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        about = {"日期": day, "时长分钟": str(length), "活动名称": f"活动{n % 7}"}
        came = {(chance.randint(0, 40), chance.choice(PARTS)) for _ in range(chance.randint(0, 8))}
        heads = chance.randint(1, 200)
        rows += [row(number, f"X{n}", **about, **served(f"人{who}", f"139{who:08d}", "", part)) for who, part in came]
        rows.append(row(number, f"X{n}", **about, 未具名人数=str(heads)))
        count = heads + sum(part == "服务对象" for _who, part in came)
        times, minutes = times + count, minutes + length
        confidential += length * count if domain == "矫正服务" else 0
        people |= {(domain == "矫正服务", who) for who, part in came if part == "服务对象"}
    chance.shuffle(rows)
    expected = {
        "funding.committed": f"{sum(int(p[5]) for p in projects)}.00",
        "projects.count": len(projects),
        "attendance.person_times": times,
        "attendance.people_served": len(people),
        "attendance.sessions": 60,
        "attendance.service_hours": hours(minutes),
        "corrections.hours": hours(confidential),
        "communities.covered": 1,
        "communities.coverage": "0.5000",
    }
    return [PROJECT_COLUMNS, *projects], rows, expected


def hours(minutes):
    return str((Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_each_year_gives_exactly_its_own_figures(guicheng, tmp_path):
    programmes.load(guicheng, "communities", tmp_path, programmes.COMMUNITIES)
    programmes.load(guicheng, "organisations", tmp_path, programmes.ORGANISATIONS)
    years = {2019: made(2019, 7), 2024: made(2024, 11)}
    for projects, rows, _expected in years.values():
        programmes.load(guicheng, "projects", tmp_path, projects)
        programmes.attendance(guicheng, tmp_path, *rows)
    facts.refresh(guicheng)
    book = open_book(guicheng.code)
    for year, (_projects, _rows, expected) in years.items():
        account = annual.report(book, year)["figures"]
        assert {code: account[code]["value"] for code in expected} == expected
