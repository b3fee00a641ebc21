"""Where each role can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.directory.models import users


@dataclass(frozen=True)
class Item:
    label: str | Promise
    address: str
    icon: str
    group: str | Promise = ""
    is_tab: bool = True


def items_for(user: Any) -> list[Item]:
    items = [
        Item(_("总览"), "/", "house"),
        Item(pgettext_lazy("several", "项目"), reverse("desk:projects"), "folder"),
        Item(_("活动与场次"), reverse("desk:sessions"), "calendar"),
        Item(pgettext_lazy("several", "机构"), reverse("desk:organisations"), "building-2", _("名录"), is_tab=False),
        Item(pgettext_lazy("several", "社区"), reverse("desk:communities"), "map-pin", is_tab=False),
    ]
    if users.holds(user, *users.OVERSEERS):
        items.append(Item(_("年度报告"), reverse("reporting:reports"), "chart-column", _("公开")))
    if users.holds(user, users.Role.OFFICE):
        items.append(Item(_("项目设置"), reverse("commissioning:words"), "settings-2", _("设置"), is_tab=False))
    return items
