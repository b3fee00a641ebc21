"""Threads as a list, over all projects or of one: first what was told last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guihua.commissioning import told
from guihua.commissioning.models import Thread
from guihua.commissioning.models.messages import ThreadReading
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search

NEWS = "news"


def rows_for(user: Any) -> QuerySet[Thread]:
    """Each with `news`: whether something was told since the reader read it last."""
    behind = ThreadReading.objects.behind().filter(user=user, thread=OuterRef("pk"))
    return Thread.objects.visible_to(user).select_related("project").annotate(news=Exists(behind))


def listing() -> Listing:
    return Listing(
        gettext_lazy("沟通"),
        [
            Column("subject", gettext_lazy("主题"), str, ("subject",), address=told.thread_page),
            Column("project", gettext_lazy("项目"), lambda one: one.project.name, ("project__name",), phone=Phone.MARK),
            Column("number", gettext_lazy("项目编号"), lambda one: one.project.number, ("project__number",)),
            Column("news", gettext_lazy("新消息"), _news, ("news",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("last", gettext_lazy("最近一条"), _last, ("last_at",), phone=Phone.MARK),
            Column(
                "count",
                gettext_lazy("消息"),
                lambda one: one.count,
                ("count",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda n: ngettext("条", "条", n),
            ),
        ],
        {
            "q": search(
                gettext_lazy("主题或项目"),
                "subject",
                "project__number",
                "project__name",
                spelled=("subject", "project__name"),
            ),
            "state": choice(gettext_lazy("消息"), [(NEWS, gettext_lazy("有新消息"))], narrow=_with_news),
        },
        gettext_lazy("在项目页的「沟通」里开始一个话题，就列在这里。"),
        name="threads",
    )


def of_project() -> Listing:
    """The same on the page of one project."""
    whole = listing()
    columns = [column for column in whole.columns if column.name not in ("project", "number")]
    return replace(whole, columns=columns, first_step=gettext_lazy("还没有话题。有事要说，从「发消息」开始。"), name="")


def _with_news(rows: QuerySet[Any], _news: str) -> QuerySet[Any]:
    return rows.filter(news=True)


def _news(one: Any) -> str:
    return _("有新消息") if one.news else ""


def _last(one: Thread) -> str:
    return f"{timezone.localtime(one.last_at):%Y-%m-%d %H:%M}"
