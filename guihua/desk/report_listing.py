"""Periodic reports as a list, over all projects or of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import told
from guihua.commissioning.models import ReportState
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search

OVERDUE, DUE, WAITING = "overdue", "due", "waiting"
STATES = [
    (OVERDUE, gettext_lazy("过了期")),
    (DUE, gettext_lazy("要提交的")),
    (WAITING, gettext_lazy("等审核的")),
    *ReportState.choices,
]
Report = commissioning.PeriodicReport


def rows_for(user: Any) -> QuerySet[Report]:
    rows = Report.objects.visible_to(user).select_related("project__provider")
    return rows.order_by("-last", "project__number")


def listing(years: list[int]) -> Listing:
    return Listing(
        gettext_lazy("定期报告"),
        [
            Column("project", gettext_lazy("项目"), lambda one: one.project.name, ("project__name",), address=told.report_page),
            Column("number", gettext_lazy("项目编号"), lambda one: one.project.number, ("project__number",)),
            Column("period", gettext_lazy("时段"), lambda one: one.period, ("last",), phone=Phone.MARK),
            Column("provider", gettext_lazy("承接机构"), lambda one: one.project.provider_name, ("project__provider__name",)),
            Column("state", gettext_lazy("状态"), _state, ("state",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("due", gettext_lazy("最晚提交"), lambda one: one.due_on, ("due_on",), phone=Phone.MARK, says_head=True),
            Column("submitted", gettext_lazy("提交日期"), _submitted, ("submitted_at",)),
        ],
        {
            "q": search(
                gettext_lazy("项目名称或编号"), "project__number", "project__name", spelled=("project__name",)
            ),
            "state": choice(gettext_lazy("状态"), STATES, narrow=in_state),
            "year": choice(gettext_lazy("年度"), [(one, one) for one in years], by="last__year"),
        },
        gettext_lazy("管理办法定了报告的项目，一期结束以后列在这里。"),
        name="periodic_reports",
    )  # fmt: skip


def of_project(years: list[int]) -> Listing:
    """The same on the page of one project, by its periods."""
    whole = listing(years)
    by_name = {column.name: column for column in whole.columns}
    period = replace(by_name["period"], address=told.report_page, phone=Phone.NOT)
    columns = [period, *(by_name[name] for name in ("state", "due", "submitted"))]
    filters = {name: asked for name, asked in whole.filters.items() if name != "q"}
    return replace(whole, columns=columns, filters=filters, name="")


def in_state(rows: Any, state: str) -> Any:
    if state == OVERDUE:
        return rows.overdue(clock.today())
    if state == DUE:
        return rows.unsent().filter(due_on__gte=clock.today())
    return rows.waiting() if state == WAITING else rows.filter(state=state)


def _state(one: Report) -> str:
    late = one.is_unsent and one.due_on < clock.today()
    return _("%(state)s，过了期") % {"state": one.get_state_display()} if late else str(one.get_state_display())


def _submitted(one: Report) -> Any:
    return timezone.localdate(one.submitted_at) if one.submitted_at else None
