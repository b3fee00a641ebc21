"""Corrections of delivery's records, as every history is told."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.history import Change, Deed
from guihua.delivery import models as delivery
from guihua.delivery.actions import rosters

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
    "people": gettext_lazy("参与者"),
    **{field.name: field.verbose_name for field in delivery.Session._meta.fields if field.name in delivery.TELLING},
}


def told(corrections: Iterable[delivery.Correction], *, with_session: bool = False) -> list[Deed]:
    """What was corrected; `with_session` where a page tells of several sessions."""
    return [
        Deed(
            at=one.at,
            by=one.by.name if one.by else _("系统"),
            what=_("更正"),
            why=_(one.why),
            changes=[
                Change(str(FIELDS.get(one.field, one.field)), _said(one.field, one.old), _said(one.field, one.new))
            ],
            about=str(one.session) if with_session and one.session else "",
            address=reverse("desk:session", args=[one.session.pk]) if with_session and one.session else "",
        )
        for one in corrections
    ]


def _said(field: str, words: str) -> str:
    if field == "people":
        return rosters.in_words(words)
    return _(words) if words else ""
