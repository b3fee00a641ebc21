"""The keys for machines of a sub-district, as a list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, search
from guihua.directory.models import ApiKey
from guihua.directory.models.keys import Standing


def listing(place: Any) -> Listing:
    today = clock.today()
    return Listing(
        gettext_lazy("接口密钥"),
        [
            Column("name", gettext_lazy("用途"), lambda k: k.name, ("name",), address=page_of),
            Column("owner", gettext_lazy("代表谁"), lambda k: k.owner.name, phone=Phone.MARK),
            Column("scope", gettext_lazy("范围"), lambda k: k.get_scope_display(), phone=Phone.MARK),
            Column("last_day", gettext_lazy("有效到"), lambda k: k.last_day, ("last_day",), phone=Phone.MARK),
            Column(
                "standing",
                gettext_lazy("状态"),
                lambda k: Standing(k.standing_on(today)).label,
                kind=Kind.CHIP,
                phone=Phone.KEY,
            ),
        ],
        {"q": search(gettext_lazy("用途"), "name")},
        gettext_lazy("别的系统要通过接口读数据时，给它一把密钥。"),
        ways=[(gettext_lazy("做一把密钥"), reverse("directory:key_making", args=[place.pk]), "plus")],
    )


def page_of(key: ApiKey) -> str:
    return reverse("directory:key", args=[key.pk])
