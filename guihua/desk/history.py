"""Corrections as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.delivery import models as delivery

FIELDS: dict[str, str | Promise] = {
    "activity": gettext_lazy("活动名称"),
    "form": gettext_lazy("服务形式"),
    "campaign": gettext_lazy("专项行动"),
    "day": gettext_lazy("日期"),
    "starts_at": gettext_lazy("开始时间"),
    "minutes": gettext_lazy("时长（分钟）"),
    "community": gettext_lazy("社区"),
    "place": gettext_lazy("地点"),
    "count": gettext_lazy("未具名人数"),
}


@dataclass(frozen=True)
class Told:
    """What was changed, from what to what, when, by whom and why."""

    what: str | Promise
    old: str
    new: str
    at: Any
    by: str
    why: str
    session: delivery.Session | None


def told(corrections: Iterable[delivery.Correction]) -> list[Told]:
    return [
        Told(
            what=FIELDS.get(one.field, one.field),
            old=_(one.old),
            new=_(one.new),
            at=one.at,
            by=one.by.name if one.by else _("系统"),
            why=_(one.why),
            session=one.session,
        )
        for one in corrections
    ]
