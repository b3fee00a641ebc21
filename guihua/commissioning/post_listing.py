"""The staff of projects as a list, over all projects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from guihua.commissioning.models import Certificate, Post, PostTitle
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.directory.models import AttentionRule

HELD, LEFT, LAPSING = "held", "left", "lapsing"
STATES = [
    (HELD, gettext_lazy("在岗")),
    (LEFT, gettext_lazy("已离岗")),
    (LAPSING, gettext_lazy("证书快到期或已过期")),
]


def rows_for(user: Any) -> QuerySet[Post]:
    rows = Post.objects.visible_to(user).select_related("project__provider")
    return rows.order_by("project__number", "title", "since", "pk")


def listing(page: Callable[[Any], str]) -> Listing:
    """`page`: where the staff of a project is shown."""
    return Listing(
        gettext_lazy("项目岗位"),
        [
            Column("name", gettext_lazy("姓名"), lambda one: one.name, ("name",), address=lambda one: page(one.project)),
            Column("title", gettext_lazy("岗位"), lambda one: one.get_title_display(), ("title",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("project", gettext_lazy("项目"), lambda one: one.project.name, ("project__name",), phone=Phone.MARK),
            Column("number", gettext_lazy("项目编号"), lambda one: one.project.number, ("project__number",)),
            Column("provider", gettext_lazy("承接机构"), lambda one: one.project.provider_name, ("project__provider__name",), is_extra=True),
            Column("time", gettext_lazy("全职或兼职"), _time, ("is_full_time",), is_extra=True),
            Column("since", gettext_lazy("到岗日期"), lambda one: one.since, ("since",), phone=Phone.MARK, says_head=True),
            Column("last", gettext_lazy("最后一天"), lambda one: one.last_day, ("until",)),
            Column("certificate", gettext_lazy("证书"), lambda one: one.get_certificate_display(), ("certificate",)),
            Column("valid", gettext_lazy("证书有效期到"), lambda one: one.certificate_until, ("certificate_until",)),
        ],
        {
            "q": search(gettext_lazy("姓名、项目或编号"), "name", "project__number", "project__name", spelled=("name", "project__name")),
            "state": choice(gettext_lazy("状态"), STATES, narrow=in_state),
            "title": choice(gettext_lazy("岗位"), PostTitle.choices, by="title"),
            "certificate": choice(gettext_lazy("证书"), Certificate.choices, by="certificate"),
        },
        gettext_lazy("在项目页的「岗位」里登记了人，就列在这里。"),
        name="posts",
    )  # fmt: skip


def in_state(rows: Any, state: str) -> Any:
    today = clock.today()
    if state == HELD:
        return rows.on(today)
    return rows.filter(until__lte=today) if state == LEFT else rows.lapsing_within(today, days_of(rows))


def days_of(rows: Any) -> dict[int, int]:
    """How many days before a certificate lapses each sub-district is told."""
    places = sorted(set(rows.order_by().values_list("subdistrict", flat=True)))
    return {place: rule.certificate_days for place, rule in AttentionRule.objects.by_place(places).items()}


def _time(one: Post) -> str:
    return str(gettext_lazy("全职")) if one.is_full_time else str(gettext_lazy("兼职"))


def at(route: str) -> Callable[[Any], str]:
    return partial(_at, route)


def _at(route: str, project: Any) -> str:
    return reverse(route, args=[project.pk])
