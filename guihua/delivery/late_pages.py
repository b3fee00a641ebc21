"""Changes after a close in words: as lines beside what they changed, and as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.listing import Column, Listing, Phone, choice, search
from guihua.core.wording import listed
from guihua.delivery import closing_policy
from guihua.delivery import models as delivery

LATELY = "lately"


@dataclass(frozen=True)
class Line:
    """One change: of which month and whose, the figures before and after, why, who and when."""

    place: str
    address: str
    what: str
    why: str
    by: str
    at: datetime


def lines(changes: Iterable[delivery.LateChange]) -> list[Line]:
    """They come with their provider and who made them."""
    return [Line(_place(one), _address(one), told(one), _(one.why), _by(one), one.at) for one in changes]


def figure_names() -> dict[str, str]:
    return {
        "sessions": _("场次"),
        "person_times": _("人次"),
        "people": _("服务人数"),
        "heads": _("未具名人数"),
        "helpers": _("志愿者和社工参与"),
        "shifts": _("值勤班次"),
        "duty_minutes": _("值勤分钟"),
    }


def told(change: delivery.LateChange) -> str:
    return in_words(change.differing)


def in_words(differing: Mapping[str, tuple[int, int]]) -> str:
    """人次 1,200 → 1,198."""
    names = figure_names()
    return listed(f"{names[name]} {old:,} → {new:,}" for name, (old, new) in differing.items()) or _("合计没有变")


def listing(rows: Any, days_of: Mapping[int, int]) -> Listing:
    """`days_of`: for how many days each of the reader's sub-districts (by key) points one out."""
    years = sorted({month // 100 for month in rows.order_by().values_list("month", flat=True).distinct()}, reverse=True)
    return Listing(
        gettext_lazy("结账后的更正"),
        [
            Column("month", gettext_lazy("月份"), _place, ("month",), address=_address),
            Column("what", gettext_lazy("改前和改后"), told, phone=Phone.MARK),
            Column("why", gettext_lazy("原因"), lambda one: _(one.why), phone=Phone.MARK, says_head=True),
            Column("by", gettext_lazy("谁改的"), _by, phone=Phone.MARK),
            Column("at", gettext_lazy("什么时候"), _moment, ("at",), phone=Phone.MARK),
        ],
        {
            "q": search(gettext_lazy("机构、原因、谁改的"), "provider__name", "why", "by__name"),
            "year": choice(gettext_lazy("年度"), [(year, year) for year in years], narrow=_in_year),
            "lately": choice(gettext_lazy("什么时候"), [(LATELY, _within(days_of))], narrow=partial(_lately, days_of)),
        },
        gettext_lazy("结账以后改过的，改前、改后和原因会列在这里。"),
        complete=lambda found: found.select_related("provider", "by"),
    )


def _lately(days_of: Mapping[int, int], rows: Any, _chosen: str) -> Any:
    return rows.lately(days_of)


def _within(days_of: Mapping[int, int]) -> str:
    return _("最近 %(n)d 天") % {"n": max(days_of.values(), default=0)}


def _in_year(rows: Any, year: str) -> Any:
    return rows.of_year(int(year))


def _place(change: delivery.LateChange) -> str:
    """2022 年 3 月 · 榕声社会工作服务中心."""
    whose = change.provider.name if change.provider else _("街道办公室")
    return f"{closing_policy.in_words(change.month)} · {whose}"


def _address(change: delivery.LateChange) -> str:
    if change.provider_id:
        return reverse("delivery:closing_provider", args=[change.month, change.provider_id])
    return reverse("delivery:closing_month", args=[change.month])


def _by(change: delivery.LateChange) -> str:
    return change.by.name if change.by else _("系统")


def _moment(change: delivery.LateChange) -> str:
    return f"{timezone.localtime(change.at):%Y-%m-%d %H:%M}"
