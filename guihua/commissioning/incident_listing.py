"""Incidents and complaints as a list, over all projects or of one. What happened stands on their own pages alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.incident_notices import incident_page
from guihua.commissioning.models import Incident, IncidentGrade, IncidentKind, IncidentState
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search

OPEN, OVERDUE, ESCALATED, GRAVE = "open", "overdue", "escalated", "grave_open"
STATES = [
    (OPEN, gettext_lazy("没有办结的")),
    (OVERDUE, gettext_lazy("过了期没有办结")),
    (ESCALATED, gettext_lazy("超时没有受理")),
    (GRAVE, gettext_lazy("重大而没有办结")),
    *IncidentState.choices,
]
NAME = gettext_lazy("事件与投诉")


def rows_for(user: Any) -> QuerySet[Incident]:
    return Incident.objects.visible_to(user).select_related("project__provider")


def listing(ways: Any = ()) -> Listing:
    return Listing(
        NAME,
        [
            Column("project", gettext_lazy("项目"), lambda one: one.project.name, ("project__name",), address=incident_page),
            Column("number", gettext_lazy("项目编号"), lambda one: one.project.number, ("project__number",)),
            Column("provider", gettext_lazy("承接机构"), lambda one: one.project.provider_name, ("project__provider__name",), is_extra=True),
            Column("kind", gettext_lazy("类型"), lambda one: one.get_kind_display(), ("kind",), phone=Phone.MARK),
            Column("grade", gettext_lazy("程度"), lambda one: one.get_grade_display(), ("grade",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("state", gettext_lazy("状态"), _state, ("state",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("happened", gettext_lazy("发生"), lambda one: _minute(one.happened_at), ("happened_at",), is_extra=True),
            Column("reported", gettext_lazy("报告时间"), lambda one: _minute(one.reported_at), ("reported_at",), phone=Phone.MARK),
            Column("late", gettext_lazy("报告晚了"), lambda one: late_in_words(one.minutes_late)),
            Column("close_by", gettext_lazy("最晚办结"), lambda one: timezone.localdate(one.close_by), ("close_by",)),
            Column("closed", gettext_lazy("办结"), lambda one: _day(one.closed_at), ("closed_at",), is_extra=True),
            Column("outcome", gettext_lazy("结果"), lambda one: one.get_outcome_display(), ("outcome",), is_extra=True),
        ],
        {
            "q": search(
                gettext_lazy("项目名称或编号"), "project__number", "project__name", spelled=("project__name",)
            ),
            "state": choice(gettext_lazy("状态"), STATES, narrow=in_state),
            "kind": choice(gettext_lazy("类型"), IncidentKind.choices, by="kind"),
            "grade": choice(gettext_lazy("程度"), IncidentGrade.choices, by="grade"),
        },
        gettext_lazy("报告了突发事件或投诉以后，列在这里。"),
        name="incidents",
        ways=ways,
    )  # fmt: skip


def of_project() -> Listing:
    """The same on the page of one project."""
    whole = listing()
    named = {column.name: column for column in whole.columns}
    kind = replace(named["kind"], address=incident_page, phone=Phone.NOT)
    rest = [column for column in whole.columns if column.name not in ("project", "number", "provider", "kind")]
    filters = {name: asked for name, asked in whole.filters.items() if name != "q"}
    first = gettext_lazy("没有报告过突发事件和投诉。")
    return replace(whole, columns=[kind, *rest], filters=filters, first_step=first, name="")


def in_state(rows: Any, state: str) -> Any:
    if state == OPEN:
        return rows.unfinished()
    if state == OVERDUE:
        return rows.overdue(clock.now())
    if state == ESCALATED:
        return rows.escalated()
    return rows.grave().unfinished() if state == GRAVE else rows.filter(state=state)


def late_in_words(minutes: int) -> str:
    """3 天 2 小时; nothing where it was in time."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return _("%(d)s 天 %(h)s 小时") % {"d": days, "h": hours}
    if hours:
        return _("%(h)s 小时 %(m)s 分钟") % {"h": hours, "m": left}
    return _("%(m)s 分钟") % {"m": left} if left else ""


def _state(one: Incident) -> str:
    is_late = one.is_overdue(clock.now())
    return _("%(state)s，过了期") % {"state": one.get_state_display()} if is_late else str(one.get_state_display())


def _minute(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _day(moment: Any) -> Any:
    return timezone.localdate(moment) if moment else None
