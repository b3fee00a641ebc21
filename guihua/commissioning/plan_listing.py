"""The plans of all communities for a year as a list, with those that have not begun one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from guihua.commissioning.models import PlanState
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search

NONE, UNMET, UNANSWERED = "none", "unmet", "unanswered"
NOT_BEGUN = gettext_lazy("还没有写")

STATES = [
    *PlanState.choices,
    (NONE, NOT_BEGUN),
    (UNMET, gettext_lazy("还有没回应的")),
    (UNANSWERED, gettext_lazy("已接受，还有没回应的")),
]


def listing(year: int, years: list[int]) -> Listing:
    return Listing(
        gettext_lazy("社区发展计划"),
        [
            Column(
                "community",
                gettext_lazy("社区"),
                lambda c: c.name,
                ("name",),
                address=lambda c: reverse("commissioning:plan", args=[c.pk, year]),
            ),
            Column("state", gettext_lazy("状态"), _state, ("state",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("needs", gettext_lazy("需求"), lambda c: c.needs, ("needs",), kind=Kind.NUMBER),
            Column(
                "unmet",
                gettext_lazy("还没有项目回应"),
                lambda c: c.unmet,
                ("unmet",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda n: ngettext("条没有回应", "条没有回应", n),
            ),
            Column("submitted", gettext_lazy("提交日期"), _submitted, ("submitted_at",), phone=Phone.MARK),
        ],
        {
            "q": search(gettext_lazy("社区名称"), "name", spelled=("name",)),
            "year": choice(gettext_lazy("年度"), [(one, one) for one in years], narrow=_all, usual=str(year)),
            "state": choice(gettext_lazy("状态"), STATES, narrow=_in_state),
        },
        gettext_lazy("导入社区清单后，这里列出每个社区的计划。"),
        name="plans",
    )


def _all(rows: QuerySet[Any], _year: str) -> QuerySet[Any]:
    """The rows tell of the year that was asked for already."""
    return rows


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == UNANSWERED:
        return rows.filter(state=PlanState.ACCEPTED, unmet__gt=0)
    if state == UNMET:
        return rows.filter(unmet__gt=0)
    return rows.filter(state__isnull=True) if state == NONE else rows.filter(state=state)


def _state(community: Any) -> str:
    return str(PlanState(community.state).label if community.state else NOT_BEGUN)


def _submitted(community: Any) -> Any:
    return timezone.localdate(community.submitted_at) if community.submitted_at else None
