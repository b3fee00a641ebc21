"""All opinions of an acceptance as a list: those that count, those that were set aside and why."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.notices import acceptance_page
from guihua.core.listing import Column, Kind, Listing, Phone, choice


def listing(acceptance: commissioning.Acceptance, *, counts: bool) -> Listing:
    """`counts`: whether its reader says which of them count."""
    return Listing(
        gettext_lazy("服务对象的意见"),
        [
            Column(
                "satisfaction",
                gettext_lazy("满意程度"),
                lambda o: o.get_satisfaction_display(),
                ("satisfaction",),
                address=_page if counts else None,
            ),
            Column("words", gettext_lazy("想说的话"), _words, phone=Phone.MARK),
            Column("where", gettext_lazy("在哪里听取"), lambda o: o.get_where_display(), phone=Phone.MARK),
            Column("given_on", gettext_lazy("日期"), lambda o: o.given_on, ("given_on",), phone=Phone.MARK),
            Column("again", gettext_lazy("同一台设备"), lambda o: _("又一份") if o.is_again else "", phone=Phone.MARK),
            Column("aside", gettext_lazy("不计入的原因"), lambda o: o.aside_why, kind=Kind.TEXT, phone=Phone.MARK),
        ],
        {"where": choice(gettext_lazy("在哪里听取"), commissioning.Given.choices, by="where")},
        gettext_lazy("还没有意见。"),
        ways=[(gettext_lazy("验收书"), acceptance_page(acceptance), "clipboard-check")],
    )


def _words(opinion: commissioning.UserOpinion) -> str:
    return _("（保存期满，已删除）") if opinion.erased_on else opinion.words


def _page(opinion: Any) -> str:
    return reverse("commissioning:opinion_aside", args=[opinion.pk])
