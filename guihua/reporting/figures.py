"""Every figure of the account: its name, its definition, the rows behind it, and how they make the figure.

A figure is counted from the very rows that its list shows, so that the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from ibis.expr.types import Table

from guihua.core import measures
from guihua.reporting.book import Book

Text = str | Promise
SERVED, VOLUNTEER, ORGANISER = "served", "volunteer", "organiser"
CORRECTIONS = "corrections"
TOUR = "tour"
PUBLIC = "public"


@dataclass(frozen=True)
class Figure:
    """`rows` gives the list of a year; `made` is its sum of `of` (its number of rows where there is none), shown by
    `shown`. A ratio is the share of the rows in which `of` is 1."""

    code: str
    name: Text
    unit: Text
    definition: Text
    formula: Text
    rows: Callable[[Book, int], Table]
    columns: Mapping[str, Text]
    of: str | None = None
    kind: str = "count"  # count, money, hours or ratio

    def total(self, book: Book, year: int, only: Callable[[Table], Table] = lambda rows: rows) -> Any:
        rows = only(self.rows(book, year))
        summed = rows[self.of].sum() if self.of else rows.count()
        found = book.frame(rows.aggregate(total=summed, rows=rows.count())).row(0)
        return self.value(found[0] or 0, found[1])

    def value(self, total: int, rows: int) -> int | Decimal:
        if self.kind == "money":
            return measures.yuan(total)
        if self.kind == "hours":
            return measures.hours(total)
        return measures.ratio(total, rows) if self.kind == "ratio" else int(total)


def _range(year: int) -> tuple[int, int]:
    return year * 100 + 1, year * 100 + 12


def _of_year(rows: Table, year: int) -> Table:
    return rows.filter(rows.month.between(*_range(year)))


def _sessions(book: Book, year: int) -> Table:
    return _of_year(book.sessions, year)


def _served(book: Book, year: int) -> Table:
    rows = _of_year(book.attendance, year)
    return rows.filter(rows.part == SERVED)


def _people(book: Book, year: int) -> Table:
    rows = _served(book, year)
    named = rows.filter(rows.who.notnull())
    return named.group_by("who").aggregate(times=named.attendance.count(), first=named.day.min(), last=named.day.max())


def _projects(book: Book, year: int) -> Table:
    return book.projects.filter(book.projects.year == year)


def _domains(book: Book, year: int) -> Table:
    rows = _projects(book, year)
    return rows.group_by("domain").aggregate(projects=rows.count())


def _communities(book: Book, year: int) -> Table:
    stations = book.stations.filter(book.stations.year == year, book.stations.community.notnull())
    counted = stations.group_by("community").aggregate(projects=stations.project.nunique())
    joined = book.communities.left_join(counted, "community").drop("community_right")
    projects = joined.projects.fill_null(0)
    return joined.mutate(projects=projects, covered=(projects > 0).cast("int64"))


def _covered(book: Book, year: int) -> Table:
    rows = _communities(book, year)
    return rows.filter(rows.covered == 1)


def _schools(book: Book, year: int) -> Table:
    public = book.schools.filter(book.schools.nature == PUBLIC)
    stations = book.stations.filter(book.stations.year == year, book.stations.organisation.notnull())
    counted = stations.group_by("organisation").aggregate(projects=stations.project.nunique())
    joined = public.left_join(counted, "organisation").drop("organisation_right")
    return joined.mutate(projects=joined.projects.fill_null(0))


def _covered_schools(book: Book, year: int) -> Table:
    rows = _schools(book, year)
    return rows.filter(rows.projects > 0)


def _corrections(book: Book, year: int) -> Table:
    rows = _served(book, year)
    rows = rows.filter(rows.domain_code == CORRECTIONS)
    return rows.mutate(total_minutes=rows.minutes.cast("int64") * rows["count"])


def _tours(book: Book, year: int) -> Table:
    rows = _sessions(book, year)
    return rows.filter(rows.form == TOUR)


def _on_tours(book: Book, year: int) -> Table:
    rows = _served(book, year)
    return rows.filter(rows.form == TOUR)


def _duty(book: Book, year: int) -> Table:
    return _of_year(book.duty, year)


def _duty_projects(book: Book, year: int) -> Table:
    rows = _duty(book, year)
    return rows.group_by(["project", "number", "project_name"]).aggregate(
        shifts=rows.count(), total_minutes=rows.minutes.cast("int64").sum()
    )


def _became(earlier: str, later: str) -> Callable[[Book, int], Table]:
    """People whose first attendance in the later part lies in the year, after one in the earlier part."""

    def rows(book: Book, year: int) -> Table:
        all_rows = book.attendance
        named = all_rows.filter(all_rows.who.notnull())
        named = named.mutate(at=named.day.cast("string") + " " + named.starts_at.cast("string"))
        before = named.filter(named.part == earlier)
        after = named.filter(named.part == later)
        starts = before.group_by("who").aggregate(first_earlier=before["at"].min())
        firsts = after.group_by("who").aggregate(first_later=after["at"].min(), day=after.day.min())
        both = firsts.inner_join(starts, "who")
        return both.filter(both.day.year() == year, both.first_earlier < both.first_later)

    return rows


PROJECTS = pgettext_lazy("projects", "个")
DOMAINS = pgettext_lazy("domains", "个")
COMMUNITIES = pgettext_lazy("communities", "个")
PERSON_TIMES = pgettext_lazy("unit", "人次")
PEOPLE = pgettext_lazy("unit", "人")
SESSIONS = pgettext_lazy("unit", "场")
HOURS = pgettext_lazy("unit", "小时")
SCHOOLS = pgettext_lazy("unit", "所")

PROJECT = {"number": _("项目编号"), "project_name": _("项目")}
SESSION = {"day": _("日期"), "project_name": _("项目"), "activity": _("活动"), "code": _("场次编号")}
HELD = {**SESSION, "community_name": _("社区"), "minutes": _("时长（分钟）")}
TAKEN_PART = {**SESSION, "community_name": _("社区"), "count": _("人次")}
PERSON = {"who": _("人员代号"), "times": _("参加次数"), "first": _("首次"), "last": _("末次")}
PLACE = {"community_code": _("社区代码"), "community_name": _("社区"), "projects": _("驻点项目")}
SCHOOL = {"school_name": _("学校"), "projects": _("驻点项目")}
BECAME = {"who": _("人员代号"), "first_earlier": _("先"), "first_later": _("后")}
COUNTED = _("行数")

FIXED = [
    Figure("funding.committed", _("购买服务资金"), "CNY", _("本年度各项目合同金额之和。"), _("合同金额相加"), _projects,
           {**PROJECT, "domain": _("服务领域"), "provider_name": _("承接机构"), "amount_fen": _("合同金额（元）")}, "amount_fen", "money"),
    Figure("projects.count", _("服务项目"), PROJECTS, _("本年度的项目，一份合同计一个；街道主办的活动不算。"), COUNTED, _projects,
           {**PROJECT, "domain": _("服务领域"), "provider_name": _("承接机构")}),
    Figure("domains.count", pgettext_lazy("several", "服务领域"), DOMAINS, _("本年度有项目的服务领域。"), COUNTED, _domains,
           {"domain": _("服务领域"), "projects": pgettext_lazy("several", "项目")}),
    Figure("communities.total", pgettext_lazy("several", "社区"), COMMUNITIES, _("街道的全部社区。"), COUNTED, _communities, PLACE),
    Figure("communities.covered", _("有驻点项目的社区"), COMMUNITIES, _("本年度至少有一个项目驻点的社区。"), COUNTED, _covered, PLACE),
    Figure("communities.coverage", _("社区覆盖率"), "%", _("有驻点项目的社区占全部社区的比例。"), _("有驻点项目的社区 ÷ 全部社区"),
           _communities, PLACE, "covered", "ratio"),
    Figure("attendance.person_times", _("服务人次"), PERSON_TIMES,
           _("服务对象的实名参与，一人一场计 1；未具名的按现场点数计。志愿者、社工和组织者另计。与「服务人数」不是一回事。"),
           _("实名参与 + 现场点数"), _served, TAKEN_PART, "count"),
    Figure("attendance.people_served", _("服务人数"), PEOPLE,
           _("实名的服务对象，同一人只计一次。保密领域与其他领域互不关联，同一人两边都接受服务时各计一次。"), COUNTED, _people, PERSON),
    Figure("attendance.sessions", pgettext_lazy("several", "场次"), SESSIONS, _("日期在本年度的场次，含街道主办的。"), COUNTED, _sessions, HELD),
    Figure("attendance.service_hours", _("服务时数"), HOURS, _("各场次时长之和。"), _("时长相加"), _sessions, HELD, "minutes", "hours"),
    Figure("schools.total", _("公办学校"), SCHOOLS, _("街道内的公办学校。"), COUNTED, _schools, SCHOOL),
    Figure("schools.covered", _("驻校社工"), SCHOOLS, _("本年度有项目驻点的公办学校。"), COUNTED, _covered_schools, SCHOOL),
    Figure("corrections.person_times", _("矫正服务人次"), PERSON_TIMES, _("矫正服务领域各项目的服务人次。"), _("实名参与 + 现场点数"),
           _corrections, {"day": _("日期"), "project_name": _("项目"), "count": _("人次")}, "count"),
    Figure("corrections.hours", _("矫正服务时数"), HOURS, _("矫正服务领域各项目每人次的时长之和，现场点数 n 人计 n 次。"), _("时长 × 人次，相加"),
           _corrections, {"day": _("日期"), "project_name": _("项目"), "total_minutes": _("分钟")}, "total_minutes", "hours"),
    Figure("tours.sessions", _("公益一日游"), SESSIONS, _("服务形式为一日游的场次。"), COUNTED, _tours, HELD),
    Figure("tours.person_times", _("一日游人次"), PERSON_TIMES, _("服务形式为一日游的服务人次。"), _("实名参与 + 现场点数"), _on_tours, TAKEN_PART, "count"),
    Figure("duty.projects", _("参加值勤的项目"), PROJECTS, _("本年度有值勤记录的项目。"), COUNTED, _duty_projects,
           {**PROJECT, "shifts": _("班次"), "total_minutes": _("分钟")}),
    Figure("duty.hours", _("应急值勤"), HOURS, _("值勤记录的起止时间合计，不含交通时间。"), _("起止时间相减，相加"), _duty,
           {"day": _("日期"), "project_name": _("项目"), "task": _("任务"), "minutes": _("分钟")}, "minutes", "hours"),
    Figure("giving_back.served_to_volunteer", _("从受助到志愿"), PEOPLE, _("本年度第一次做志愿者、此前接受过服务的人。"), COUNTED,
           _became(SERVED, VOLUNTEER), BECAME),
    Figure("giving_back.volunteer_to_organiser", _("从志愿到组织"), PEOPLE, _("本年度第一次做组织者、此前做过志愿者的人。"), COUNTED,
           _became(VOLUNTEER, ORGANISER), BECAME),
]  # fmt: skip


def of_campaign(code: str, name: str) -> list[Figure]:
    """The three figures of a campaign."""

    def held(book: Book, year: int) -> Table:
        rows = _sessions(book, year)
        return rows.filter(rows.campaign == code)

    def reached(book: Book, year: int) -> Table:
        rows = _served(book, year)
        return rows.filter(rows.campaign == code)

    def projects(book: Book, year: int) -> Table:
        rows = held(book, year)
        own = rows.filter(rows.project.notnull())
        return own.group_by(["project", "number", "project_name"]).aggregate(sessions=own.count())

    words = {"name": _(name)}
    return [
        Figure(f"campaigns.{code}.sessions", _("%(name)s场次") % words, SESSIONS, _("属于「%(name)s」的场次，含街道主办的。") % words,
               COUNTED, held, HELD),
        Figure(f"campaigns.{code}.person_times", _("%(name)s人次") % words, PERSON_TIMES, _("属于「%(name)s」的服务人次。") % words,
               _("实名参与 + 现场点数"), reached, TAKEN_PART, "count"),
        Figure(f"campaigns.{code}.projects", _("参加%(name)s的项目") % words, PROJECTS, _("办过「%(name)s」场次的项目。") % words,
               COUNTED, projects, {**PROJECT, "sessions": pgettext_lazy("several", "场次")}),
    ]  # fmt: skip


def of(book: Book) -> dict[str, Figure]:
    """Every figure that the facts can give, by its code."""
    found = [*FIXED, *(figure for code, name in book.campaigns for figure in of_campaign(code, name))]
    return {figure.code: figure for figure in found}
