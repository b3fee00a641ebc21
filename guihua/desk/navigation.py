"""Where each role can go, and as what somebody is here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core import inbox
from guihua.core.ui.shell import Item, Shell, counted
from guihua.delivery.people import MEETING
from guihua.desk.policy import IMPORTERS
from guihua.directory.models import Membership, users


def shell_for(user: Any, path: str) -> Shell:
    """The frame of every page for this user."""
    held = list(
        users.memberships_today(user).select_related("subdistrict", "organisation", "community").order_by("since", "pk")
    )
    roles = {membership.role for membership in held}
    unread = counted(inbox.unread_count(user))
    return Shell(
        programme=held[0].subdistrict.programme if held else "",
        name=user.name,
        standing=_standing(held[0]) if held else [_("还没有岗位")],
        items=_items(roles, unread),
        path=path,
        unread=unread,
    )


def _standing(held: Membership) -> list[str]:
    """街道办公室 and 桂城街道, or 社工 and 榕声社会工作服务中心."""
    place = held.organisation or held.community or held.subdistrict
    return [str(users.Role(held.role).label), place.name]


def _items(roles: set[str], unread: str) -> list[Item]:
    oversees = bool(roles & set(users.OVERSEERS))
    items = [
        Item(
            gettext_lazy("总览") if oversees else gettext_lazy("我的项目"),
            reverse("desk:overview"),
            "house",
            is_tab=True,
        ),
        Item(gettext_lazy("收件箱"), reverse("inbox"), "bell", count=unread),
        Item(pgettext_lazy("several", "项目"), reverse("desk:projects"), "folder", is_tab=True),
        Item(
            gettext_lazy("活动与场次"),
            reverse("desk:sessions"),
            "calendar",
            is_tab=True,
            short=pgettext_lazy("several", "场次"),
        ),
        *_imports(roles),
        Item(pgettext_lazy("several", "机构"), reverse("desk:organisations"), "building-2", gettext_lazy("名录")),
        Item(pgettext_lazy("several", "社区"), reverse("desk:communities"), "map-pin"),
        *_people(roles),
    ]
    if oversees:
        group = gettext_lazy("公开")
        items.append(Item(gettext_lazy("年度报告"), reverse("reporting:reports"), "chart-column", group, is_tab=True))
    if users.Role.OFFICE in roles:
        items.append(Item(gettext_lazy("项目设置"), reverse("commissioning:words"), "settings-2", gettext_lazy("设置")))
        items.append(Item(gettext_lazy("后台任务"), reverse("desk:jobs"), "list-todo"))
    if roles & {users.Role.OFFICE, users.Role.AUDITOR}:
        items.append(Item(gettext_lazy("权限一览"), reverse("desk:permissions"), "shield-check", _settings(roles)))
    return items


def _people(roles: set[str]) -> list[Item]:
    if not roles & set(MEETING):
        return []
    return [Item(pgettext_lazy("several", "人员"), reverse("desk:people"), "users")]


def _imports(roles: set[str]) -> list[Item]:
    """For whoever may bring files in."""
    if not roles & set(IMPORTERS):
        return []
    return [Item(gettext_lazy("数据导入"), reverse("desk:imports"), "upload")]


def _settings(roles: set[str]) -> str:
    """The heading over what is set, for who does not have it already."""
    return "" if users.Role.OFFICE in roles else _("设置")
