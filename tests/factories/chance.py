"""A programme that nobody has thought out: two years of it, made with a seed, through the files that users bring.

It holds what a count can stumble over: people whose rows show only later that they are one, several parts in one
session, sessions that move, sessions without community, what the office holds, terms that cross a year, times that are equal.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from guihua.core import audit
from guihua.desk import importing
from guihua.directory.models import Subdistrict
from tests.factories import programmes
from tests.factories.programmes import ATTENDANCE_COLUMNS, DUTY_COLUMNS, ORGANISATIONS, PROJECT_COLUMNS

DOMAINS = ["社区服务", "矫正服务", "长者服务", "青少年服务", "矫正社会服务"]
FORMS = ["小组", "一日游", "宣传", "个案", "直播"]
PARTS = ["服务对象", "服务对象", "志愿者", "组织者", "社工"]
IDS = ["44060519800101001X", "440605198001010028"]
YEARS = (2021, 2022)
TIMES = ["00:00", "09:00", "09:00", "14:30", "23:59"]
PROVIDERS = [programmes.RONGSHENG, "52440605MJL000049N"]
MORE_ORGANISATIONS = [
    ["怡心社会工作服务中心", PROVIDERS[1], "社工机构", "", "", "", "", ""],
    ["海三小学", "12440605MJL000010U", "学校", "", "", "", "公办", "小学"],
]
STATIONS = [programmes.SCHOOL, programmes.PRIVATE_SCHOOL, MORE_ORGANISATIONS[1][1], PROVIDERS[0]]

Row = list[str]


class Programme:
    """One sub-district's files, as its chance makes them."""

    def __init__(self, code: str, seed: int) -> None:
        self.code, self.chance = code, Random(seed)
        self.places = [f"{code}{n:03d}" for n in range(1, 5)]
        self.terms: dict[str, tuple[int, date, date]] = {}
        self.people = [self._identities(n) for n in range(14)]
        self.ways_of_naming = 2  # the third, which shows that the other two are one person, comes with a later file

    def _identities(self, n: int) -> list[tuple[str, str, str]]:
        """The ways in which files name a person; what shows that they are one comes late, or never."""
        name, phone, other = f"人{n}", f"139{n:08d}", f"137{n:08d}"
        if n < 2:  # of the same name and phone: told apart by their ID numbers alone
            return [("何敏", "13700137001", IDS[n]), ("何敏", f"1360000000{n}", IDS[n])]
        return [(name, phone, ""), (name, other, self._id(n)), (name, phone, self._id(n))][: 3 if n % 3 else 1]

    def _id(self, n: int) -> str:
        digits = f"4406051970{n // 28 + 1:02d}{n % 28 + 1:02d}{n:03d}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]

    def communities(self) -> list[Row]:
        return [["社区代码", "社区名称", "经度", "纬度"], *([p, f"社区{p[-1]}", "", ""] for p in self.places)]

    def projects(self) -> list[Row]:
        rows = [PROJECT_COLUMNS]
        for year in YEARS:
            for n, domain in enumerate(DOMAINS):
                rows.append(self._project(year, f"P{year}-{n}", domain))
        return rows

    def _project(self, year: int, number: str, domain: str) -> Row:
        crosses = self.chance.random() < 0.3
        start, end = (date(year, 7, 1), date(year + 1, 6, 30)) if crosses else (date(year, 1, 1), date(year, 12, 31))
        self.terms[number] = (year, start, end)
        there = self.chance.sample(self.places[:3], self.chance.randint(0, 2))
        at = self.chance.sample(STATIONS, self.chance.randint(0, 2))
        yuan = f"{self.chance.randint(0, 10**8) / 100:.2f}"
        provider = self.chance.choice(PROVIDERS)
        about = [str(year), number, f"项目{number}", domain, provider, yuan, start.isoformat(), end.isoformat()]
        return [*about, "、".join(there), "、".join(at), "", "", ""]

    def sessions(self) -> list[dict[str, str]]:
        """What describes each session. The last project of each year has none."""
        idle = [f"P{year}-{len(DOMAINS) - 1}" for year in YEARS]
        hosts = ["街道主办", *(number for number in self.terms if number not in idle)]
        return [self._session(self.chance.choice(hosts), f"S{n}") for n in range(45)]

    def _session(self, host: str, code: str) -> dict[str, str]:
        return {
            "项目编号": host,
            "场次编号": code,
            "活动名称": f"活动{self.chance.randint(1, 4)}",
            "服务形式": self.chance.choice(FORMS),
            "专项行动": self.chance.choice(["", "反诈宣传"]),
            "日期": self._day(host).isoformat(),
            "开始时间": self.chance.choice(TIMES),
            "时长分钟": str(self.chance.randint(1, 1440)),
            "社区代码": self.chance.choice(["", *self.places]),
        }

    def _day(self, host: str) -> date:
        year, start, end = self.terms.get(host, (0, date(2020, 12, 1), date(2023, 1, 31)))
        edges = [date(year, 1, 1), date(year, 12, 31)] if year else [date(2021, 12, 31), date(2022, 1, 1)]
        if self.chance.random() < 0.3:
            return self.chance.choice([*edges, start, end])
        return start + timedelta(days=self.chance.randrange((end - start).days + 1))

    def attended(self, about: dict[str, str]) -> list[dict[str, str]]:
        """Who was there, each in one way of naming them; now and then in two parts; now and then a head-count."""
        came = self.chance.sample(self.people, self.chance.randint(0, 6))
        rows = [about | self._named(ways) for ways in came for _part in range(self.chance.choice([1, 1, 2]))]
        heads = self.chance.randint(1, 300)
        return rows + ([about | {"未具名人数": str(heads)}] if not rows or self.chance.random() < 0.5 else [])

    def _named(self, ways: list[tuple[str, str, str]]) -> dict[str, str]:
        name, phone, number = self.chance.choice(ways[: self.ways_of_naming])
        return {"姓名": name, "手机": phone, "证件号码": number, "参与身份": self.chance.choice(PARTS)}

    def corrected(self, about: dict[str, str]) -> dict[str, str]:
        """The same session as a later file describes it: longer, on another day of its year, or elsewhere."""
        year = about["日期"][:4]
        term = self.terms.get(about["项目编号"])
        days = [day for day in (self._day(about["项目编号"]) for _ in range(20)) if term or day.isoformat()[:4] == year]
        day = days[0].isoformat() if days else about["日期"]
        return about | {"日期": day, "时长分钟": str(self.chance.randint(1, 1440)), "社区代码": self.places[0]}

    def shifts(self) -> list[Row]:
        hosts = self.chance.sample(sorted(self.terms), 4)
        return [DUTY_COLUMNS, *(self._shift(self.chance.choice(hosts), n) for n in range(12))]

    def _shift(self, host: str, n: int) -> Row:
        start = self.chance.choice(["22:00", "08:00", "08:07"])
        end = self.chance.choice(["06:00", "12:30", "23:59"])
        return [host, "核酸采样点秩序维护", f"人{n % 5 + 2}", f"138{n:08d}", self._day(host).isoformat(), start, end]


def fill(place: Subdistrict, folder: Path, seed: int) -> None:
    """Two files of attendance: the second brings new sessions, people again, and corrections of the first."""
    made = Programme(place.code, seed)
    load(place, folder, "communities", made.communities())
    load(place, folder, "organisations", [*ORGANISATIONS[:1], *without_place(ORGANISATIONS[1:]), *MORE_ORGANISATIONS])
    load(place, folder, "projects", made.projects())
    sessions = made.sessions()
    first = [row for about in sessions[:30] for row in made.attended(about)]
    made.ways_of_naming = 3
    again = [made.corrected(about) for about in sessions[:10]]
    second = [row for about in [*again, *sessions[30:]] for row in made.attended(about)]
    for rows in (first, second):
        made.chance.shuffle(rows)
        lines = [[row.get(column, "") for column in ATTENDANCE_COLUMNS] for row in rows]
        load(place, folder, "attendance", [ATTENDANCE_COLUMNS, *lines])
    load(place, folder, "duty", made.shifts())


def load(place: Subdistrict, folder: Path, kind: str, rows: list[Row]) -> None:
    importing.load(place, kind, programmes.write(folder / f"{kind}.csv", rows), by=audit.SYSTEM)


def without_place(rows: list[Row]) -> list[Row]:
    return [[*row[:5], "", *row[6:]] for row in rows]
