"""Where somebody goes to set things, and to look after the deployment."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core.ui.shell import Item
from guihua.directory.models import users


def ways(roles: set[str]) -> list[Item]:
    """What is set and looked after here, and by whom. The heading stands over the first that is there."""
    role = users.Role
    every: list[tuple[set[users.Role], str | Promise, str, str]] = [
        ({role.OFFICE}, gettext_lazy("项目设置"), "commissioning:words", "settings-2"),
        (set(users.KEEPING), pgettext_lazy("several", "账号"), "directory:accounts", "user-cog"),
        ({role.OFFICE, role.SECURITY}, gettext_lazy("登录要求"), "directory:demands", "lock-keyhole"),
        ({role.OFFICE, role.SYSTEM}, gettext_lazy("后台任务"), "desk:jobs", "list-todo"),
        (
            {role.OFFICE, role.AUDITOR, role.SECURITY, role.AUDIT},
            gettext_lazy("权限一览"),
            "desk:permissions",
            "shield-check",
        ),
        ({role.AUDITOR, role.AUDIT}, gettext_lazy("审计记录"), "desk:trail", "scroll-text"),
    ]
    open_ways = [(label, route, icon) for whose, label, route, icon in every if roles & whose]
    return [
        Item(label, reverse(route), icon, "" if n else gettext_lazy("设置"), but=_own() if "accounts" in route else ())
        for n, (label, route, icon) in enumerate(open_ways)
    ]


def _own() -> tuple[str, ...]:
    """The pages of one's own account, which stand below the address of everybody's."""
    return tuple(reverse(f"directory:{name}") for name in ("sign_ins", "security", "password"))
