"""Every figure of the account: its name, its definition, the rows behind it, and how they make the figure.

A figure is counted from the very rows that its list shows, so that the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.core import measures
from guihua.reporting import rows
from guihua.reporting.book import Book

if TYPE_CHECKING:
    from ibis.expr.types import Table

Text = str | Promise


ORDER = {
    "attendance": ("moment", "session", "attendance"),
    "session": ("moment", "session"),
    "shift": ("moment", "shift"),
    "project": ("number", "project"),
    "domain": ("domain",),
    "community": ("community_code",),
    "school": ("school_name", "organisation"),
    "person": ("who",),
}
"""What a row can be, and in which order rows of its kind stand. The order is told by the last name at the latest."""
DATED = ("attendance", "session", "shift")


@dataclass(frozen=True)
class Unit:
    """What is counted, as it stands behind a number; `one` where English needs another word behind a 1."""

    many: Text
    one: Text = ""

    def of(self, value: int | Decimal) -> Text:
        return self.one if value == 1 and self.one else self.many


@dataclass(frozen=True)
class Made:
    """What a figure is made of: its rows, by month where they have one, and the sum over them."""

    rows_of: tuple[tuple[int, int], ...]  # month (0 where rows have none) and number of rows, in order
    total: int

    @property
    def rows(self) -> int:
        return sum(rows for _month, rows in self.rows_of)


@dataclass(frozen=True)
class Figure:
    """`rows` gives the list of a year, in which a row is one of `each`; the figure is their sum of `of` (their number
    where there is none). A ratio is the share of the rows in which `of` is 1."""

    code: str
    name: Text
    unit: Unit
    definition: Text
    formula: Text
    rows: Callable[[Book, int], Table]
    each: str
    columns: Mapping[str, Text]
    of: str | None = None
    kind: str = "count"  # count, money, hours or ratio

    @property
    def is_dated(self) -> bool:
        return self.each in DATED

    def total(self, book: Book, year: int) -> int | Decimal:
        return self.value(self.made(book, year))

    def made(self, book: Book, year: int) -> Made:
        """What the figure is made of in a generation, remembered."""
        made: Made = book.recall((self.code, year), lambda: self._make(book, year))
        return made

    def _make(self, book: Book, year: int) -> Made:
        rows = self.rows(book, year)
        if not self.is_dated:
            rows = rows.mutate(month=0)
        summed = rows[self.of].sum() if self.of else rows.count()
        found = book.frame(rows.group_by("month").aggregate(rows=rows.count(), total=summed)).sort("month")
        months = tuple((int(month), int(rows)) for month, rows, _total in found.iter_rows())
        return Made(months, int(found.get_column("total").sum() or 0))

    def value(self, made: Made) -> int | Decimal:
        if self.kind == "money":
            return measures.yuan(made.total)
        if self.kind == "hours":
            return measures.hours(made.total)
        return measures.ratio(made.total, made.rows) if self.kind == "ratio" else made.total


YUAN = Unit("CNY")
PER_CENT = Unit("%")
PROJECTS = Unit(pgettext_lazy("projects", "个"), pgettext_lazy("one project", "个"))
DOMAINS = Unit(pgettext_lazy("domains", "个"), pgettext_lazy("one domain", "个"))
COMMUNITIES = Unit(pgettext_lazy("communities", "个"), pgettext_lazy("one community", "个"))
PERSON_TIMES = Unit(pgettext_lazy("unit", "人次"), pgettext_lazy("one unit", "人次"))
PEOPLE = Unit(pgettext_lazy("unit", "人"), pgettext_lazy("one unit", "人"))
SESSIONS = Unit(pgettext_lazy("unit", "场"), pgettext_lazy("one unit", "场"))
HOURS = Unit(pgettext_lazy("unit", "小时"), pgettext_lazy("one unit", "小时"))
SCHOOLS = Unit(pgettext_lazy("unit", "所"), pgettext_lazy("one unit", "所"))

PROJECT = {"project_name": _("项目"), "number": _("项目编号")}
SESSION = {"activity": _("活动"), "day": _("日期"), "project_name": _("项目"), "code": _("场次编号")}
HELD = {**SESSION, "community_name": _("社区"), "minutes": _("时长（分钟）")}
TAKEN_PART = {**SESSION, "community_name": _("社区"), "count": _("人次")}
PERSON = {"who": _("人员代号"), "times": _("参加次数"), "first": _("首次"), "last": _("末次")}
PLACE = {"community_name": _("社区"), "community_code": _("社区代码"), "projects": _("驻点项目")}
SCHOOL = {"school_name": _("学校"), "projects": _("驻点项目")}
BECAME = {"who": _("人员代号"), "first_earlier": _("先"), "first_later": _("后")}
COUNTED = _("行数")

FIXED = [
    Figure("funding.committed", _("购买服务资金"), YUAN, _("本年度各项目合同金额之和。"), _("合同金额相加"), rows.projects, "project",
           {**PROJECT, "domain": _("服务领域"), "provider_name": _("承接机构"), "amount_fen": _("合同金额（元）")}, "amount_fen", "money"),
    Figure("projects.count", _("服务项目"), PROJECTS, _("本年度的项目，一份合同计一个；街道主办的活动不算。"), COUNTED, rows.projects, "project",
           {**PROJECT, "domain": _("服务领域"), "provider_name": _("承接机构")}),
    Figure("domains.count", pgettext_lazy("several", "服务领域"), DOMAINS, _("本年度有项目的服务领域。"), COUNTED, rows.domains, "domain",
           {"domain": _("服务领域"), "projects": pgettext_lazy("several", "项目")}),
    Figure("communities.total", pgettext_lazy("several", "社区"), COMMUNITIES, _("街道的全部社区。"), COUNTED, rows.communities, "community", PLACE),
    Figure("communities.covered", _("有驻点项目的社区"), COMMUNITIES, _("本年度至少有一个项目驻点的社区。"), COUNTED, rows.covered_communities, "community", PLACE),
    Figure("communities.coverage", _("社区覆盖率"), PER_CENT, _("有驻点项目的社区占全部社区的比例。"), _("有驻点项目的社区 ÷ 全部社区"),
           rows.communities, "community", PLACE, "covered", "ratio"),
    Figure("attendance.person_times", _("服务人次"), PERSON_TIMES,
           _("服务对象的实名参与，一人一场计 1；再加未具名人数。志愿者、社工和组织者另计。与「服务人数」不是一回事。"),
           _("实名参与 + 未具名人数"), rows.served, "attendance", TAKEN_PART, "count"),
    Figure("attendance.people_served", _("服务人数"), PEOPLE,
           _("实名的服务对象，同一人只计一次。保密领域与其他领域互不关联，同一人两边都接受服务时各计一次。"), COUNTED, rows.people, "person", PERSON),
    Figure("attendance.sessions", pgettext_lazy("several", "场次"), SESSIONS, _("日期在本年度的场次，含街道主办的。"), COUNTED, rows.sessions, "session", HELD),
    Figure("attendance.service_hours", _("服务时数"), HOURS, _("各场次时长之和。"), _("时长相加"), rows.sessions, "session", HELD, "minutes", "hours"),
    Figure("schools.total", _("公办学校"), SCHOOLS, _("街道内的公办学校。"), COUNTED, rows.public_schools, "school", SCHOOL),
    Figure("schools.covered", _("有驻校社工的公办学校"), SCHOOLS, _("本年度有项目驻点的公办学校。"), COUNTED, rows.covered_schools, "school", SCHOOL),
    Figure("corrections.person_times", _("矫正服务人次"), PERSON_TIMES, _("矫正服务领域各项目的服务人次。"), _("实名参与 + 未具名人数"),
           rows.corrections, "attendance", {"project_name": _("项目"), "day": _("日期"), "count": _("人次")}, "count"),
    Figure("corrections.hours", _("矫正服务时数"), HOURS, _("矫正服务领域各项目每人次的时长之和，未具名人数 n 计 n 次。"), _("时长 × 人次，相加"),
           rows.corrections, "attendance", {"project_name": _("项目"), "day": _("日期"), "total_minutes": _("分钟")}, "total_minutes", "hours"),
    Figure("tours.sessions", _("公益一日游"), SESSIONS, _("服务形式为一日游的场次。"), COUNTED, rows.tours, "session", HELD),
    Figure("tours.person_times", _("一日游人次"), PERSON_TIMES, _("服务形式为一日游的服务人次。"), _("实名参与 + 未具名人数"), rows.on_tours, "attendance", TAKEN_PART, "count"),
    Figure("duty.projects", _("参加值勤的项目"), PROJECTS, _("本年度有值勤记录的项目。"), COUNTED, rows.projects_on_duty, "project",
           {**PROJECT, "shifts": _("班次"), "total_minutes": _("分钟")}),
    Figure("duty.hours", _("应急值勤"), HOURS, _("值勤记录的起止时间合计，不含交通时间。"), _("起止时间相减，相加"), rows.shifts, "shift",
           {"project_name": _("项目"), "day": _("日期"), "task": _("任务"), "minutes": _("分钟")}, "minutes", "hours"),
    Figure("giving_back.served_to_volunteer", _("从服务对象到志愿者"), PEOPLE, _("本年度第一次做志愿者、此前接受过服务的人。"), COUNTED,
           rows.became(rows.SERVED, rows.VOLUNTEER), "person", BECAME),
    Figure("giving_back.volunteer_to_organiser", _("从志愿者到组织者"), PEOPLE, _("本年度第一次做组织者、此前做过志愿者的人。"), COUNTED,
           rows.became(rows.VOLUNTEER, rows.ORGANISER), "person", BECAME),
]  # fmt: skip


def of_campaign(code: str, name: str) -> list[Figure]:
    """The three figures of a campaign."""
    of, words = rows.of_campaign(code), {"name": _(name)}
    return [
        Figure(f"campaigns.{code}.sessions", _("%(name)s场次") % words, SESSIONS, _("属于「%(name)s」的场次，含街道主办的。") % words,
               COUNTED, of["held"], "session", HELD),
        Figure(f"campaigns.{code}.person_times", _("%(name)s人次") % words, PERSON_TIMES, _("属于「%(name)s」的服务人次。") % words,
               _("实名参与 + 未具名人数"), of["reached"], "attendance", TAKEN_PART, "count"),
        Figure(f"campaigns.{code}.projects", _("参加%(name)s的项目") % words, PROJECTS, _("办过「%(name)s」场次的项目。") % words,
               COUNTED, of["taking_part"], "project", {**PROJECT, "sessions": pgettext_lazy("several", "场次")}),
    ]  # fmt: skip


def of(book: Book) -> dict[str, Figure]:
    """Every figure that the facts can give, by its code."""
    return known(book.campaigns)


def known(campaigns: Iterable[Sequence[str]]) -> dict[str, Figure]:
    """The fixed figures, and those of each campaign, given as its code and name."""
    found = [*FIXED, *(figure for code, name in campaigns for figure in of_campaign(code, name))]
    return {figure.code: figure for figure in found}
