"""Requests and opinions of partners as a list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import request_policy
from guihua.commissioning.models import RequestKind
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search

WAITING, ANSWERED = "waiting", "answered"
STATES = [(WAITING, gettext_lazy("待答复")), (ANSWERED, gettext_lazy("已答复"))]
FIRST_WORDS = 26
SEARCHED = ("text", "answer", "project__name", "project__number", "organisation__name")


def requests(user: Any) -> Listing:
    ways = [] if request_policy.why_not_hand_in_at_all(user) else [_way()]
    return Listing(
        gettext_lazy("请求和意见"),
        [
            Column("text", gettext_lazy("内容"), _begins, address=_page),
            Column(
                "kind", gettext_lazy("请求或意见"), lambda r: r.get_kind_display(), ("kind",), Kind.CHIP, Phone.MARK
            ),
            Column("project", gettext_lazy("项目"), lambda r: r.project.name, ("project__name",), phone=Phone.MARK),
            Column(
                "place",
                gettext_lazy("合作单位"),
                lambda r: r.organisation.name,
                ("organisation__name",),
                phone=Phone.MARK,
            ),
            Column(
                "asked",
                gettext_lazy("提出时间"),
                lambda r: timezone.localdate(r.asked_at),
                ("asked_at",),
                phone=Phone.MARK,
            ),
            Column("state", gettext_lazy("状态"), _state, ("answered_at",), Kind.CHIP, Phone.KEY),
            Column("answer", gettext_lazy("答复"), lambda r: r.answer, is_extra=True),
        ],
        {
            "q": search(gettext_lazy("内容、项目或单位"), *SEARCHED, spelled=("project__name", "organisation__name")),
            "state": choice(gettext_lazy("状态"), STATES, narrow=in_state),
            "kind": choice(gettext_lazy("请求或意见"), RequestKind.choices, by="kind"),
        },
        gettext_lazy("合作单位提了请求或意见以后，列在这里。"),
        name="requests",
        ways=ways,
    )


def in_state(rows: Any, state: str) -> Any:
    return rows.filter(answered_at__isnull=state == WAITING)


def _way() -> tuple[Any, str, str]:
    return gettext_lazy("提请求或意见"), reverse("commissioning:request_handing_in"), "message-square-plus"


def _begins(request: Any) -> str:
    return Truncator(request.text).chars(FIRST_WORDS)


def _page(request: Any) -> str:
    return reverse("commissioning:partner_request", args=[request.pk])


def _state(request: Any) -> str:
    return _("已答复") if request.answered_at else _("待答复")
