"""What was done with an account and its roles, as the audit has it, told to people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.history import Change, Deed
from guihua.core.models import AuditRow
from guihua.directory.models import Membership, User

MOST = 50
OF_ACCOUNTS: dict[str, str | Promise] = {
    "user.registered": gettext_lazy("建立账号"),
    "user.renamed": gettext_lazy("改姓名"),
    "user.disabled": gettext_lazy("停用"),
    "user.enabled": gettext_lazy("恢复"),
    "user.password_changed": gettext_lazy("改密码"),
    "factor.added": gettext_lazy("添加第二步验证"),
    "factor.removed": gettext_lazy("删除第二步验证"),
    "factor.reset": gettext_lazy("清除第二步验证"),
    "recovery_codes.made": gettext_lazy("生成恢复码"),
    "second_step.failed": gettext_lazy("第二步验证没有通过，暂时锁定"),
    "sign_in.all_ended": gettext_lazy("结束登录"),
    "sign_in.locked": gettext_lazy("连续输错密码，暂时锁定"),
}
OF_ROLES: dict[str, str | Promise] = {
    "membership.appointed": gettext_lazy("任命"),
    "membership.ended": gettext_lazy("结束角色"),
}


def told(account: User, known: Iterable[Membership], *, is_run: bool) -> list[Deed]:
    """The newest first. known: the roles of which the reader may know; is_run: whether they may know of the account too."""
    roles = {one.pk: one for one in known}
    found = Q(kind=Membership._meta.label_lower, object_id__in=list(roles), action__in=OF_ROLES)
    if is_run:
        found |= Q(kind=User._meta.label_lower, object_id=account.pk, action__in=OF_ACCOUNTS)
    rows = AuditRow.objects.filter(found).select_related("actor").order_by("-at", "-pk")
    return [_deed(row, roles) for row in rows[:MOST]]


def _deed(row: AuditRow, roles: dict[int, Membership]) -> Deed:
    held = roles.get(row.object_id or 0) if row.action in OF_ROLES else None
    return Deed(
        at=row.at,
        by=str(row.actor) if row.actor else _("系统"),
        what=str({**OF_ACCOUNTS, **OF_ROLES}[row.action]),
        why=row.details.get("why", ""),
        about=f"{held.get_role_display()} · {held.place}" if held else "",
        changes=_changes(row.details),
    )


def _changes(details: dict[str, Any]) -> list[Change]:
    return [Change(_("姓名"), *details["name"])] if isinstance(details.get("name"), list) else []
