"""A project's timeline (时间线): what happened, the latest first, from every context that touches it.

The days of all sources are one question, of which a page is cut; what happened on them is asked for once a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Page
from django.db.models import Value
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models import Project
from guihua.core import clock
from guihua.core.listing import paged
from guihua.desk.timeline_source import Source
from guihua.desk.timeline_sources import SOURCES

GROUPS = {
    "buying": _("采购"),
    "money": _("合同与资金"),
    "sessions": _("活动与场次"),
    "visits": _("走访与任务"),
    "messages": _("沟通"),
    "reports": _("定期报告"),
    "incidents": _("事件与投诉"),
    "judging": _("项目评估"),
    "board": _("看板"),
    "people": _("人员与合作"),
    "course": _("暂停与终止"),
    "files": _("文件与报道"),
}
GROUP_OF = {source.code: source.group for source in SOURCES}


@dataclass(frozen=True)
class Event:
    day: date
    words: str
    address: str
    group: str | Promise


@dataclass(frozen=True)
class Month:
    name: str
    events: Sequence[Event]


class Asked(forms.Form):
    """Which part of the timeline. What makes no sense is said at its field, and narrows nothing."""

    kind = forms.ChoiceField(label=_("哪类事"), required=False, choices=[("", _("全部")), *GROUPS.items()])
    month = forms.ChoiceField(label=_("月份"), required=False)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(f"{one:%Y-%m}", _month(one)) for one in months]
        self.fields["month"].choices = [("", _("所有月份")), *named]  # type: ignore[attr-defined]  # - a field of choices
        for field in self.fields.values():
            field.widget.attrs["class"] = "select"

    def has(self, row: Row) -> bool:
        self.is_valid()
        kind, month = (self.cleaned_data.get(name, "") for name in ("kind", "month"))
        return kind in ("", GROUP_OF[row.source]) and month in ("", f"{row.day:%Y-%m}")


class Row(NamedTuple):
    """That something happened: the source that tells it, its key there, and how many it stands for."""

    day: date
    source: str
    key: int
    many: int


def days_of(project: Project, user: Any) -> list[Row]:
    """All that happened, the latest first: of one project some hundreds, each a few numbers."""
    first, *others = (_days(one, project, user) for one in SOURCES)
    return [Row(*row) for row in first.union(*others, all=True).order_by("-on_day", "teller", "-key")]


def _days(source: Source, project: Project, user: Any) -> Any:
    happened = source.rows(project, user).filter(on_day__lte=clock.today())
    return happened.order_by().annotate(teller=Value(source.code)).values_list("on_day", "teller", "key", "many")


def page_of(project: Project, user: Any, query: QueryDict) -> tuple[Asked, Page[Any], list[Month]]:
    days = days_of(project, user)
    asked = Asked(query, months=sorted({row.day.replace(day=1) for row in days}, reverse=True))
    page: Page[Any] = paged([row for row in days if asked.has(row)], query)
    by_month = groupby(_told(list(page.object_list), project, user), key=lambda one: _month(one.day))
    return asked, page, [Month(name, list(some)) for name, some in by_month]


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


def _told(rows: Sequence[Row], project: Project, user: Any) -> list[Event]:
    """Each in words; what went out of sight since its day was asked for is left out."""
    events: dict[Row, Event] = {}
    for source in SOURCES:
        own = [row for row in rows if row.source == source.code]
        things = source.things(project, user).in_bulk([row.key for row in own]) if source.things and own else {}
        for row in own:
            thing = things.get(row.key, None if source.things else project)
            if thing is not None:
                events[row] = Event(row.day, *source.tell(thing, row.many), GROUPS[source.group])
    return [events[row] for row in rows if row in events]
