"""Who may do what in directory: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.directory.models import Role, SignIn, Subdistrict, User, users


def why_not_end(user: Any, sign_in: SignIn) -> Refusal | None:
    """One ends one's own sign-ins; the server ends those that ran out."""
    if user is not None and user.pk != sign_in.user_id:
        return Refusal("not-yours", _("只能结束自己的登录。"))
    return None


def why_not_prefer(user: Any, account: User) -> Refusal | None:
    if user.pk != account.pk:
        return Refusal("not-yours", _("只能改自己的显示方式。"))
    return None


def why_not_change_password(user: Any, account: User, old: str) -> Refusal | None:
    if user.pk != account.pk:
        return Refusal("not-yours", _("只能改自己的密码。"))
    if not account.check_password(old):
        return Refusal("wrong-password", _("现在的密码不对。请再输一次。"))
    return None


def why_not_run_accounts(user: Any, subdistricts: Iterable[int]) -> Refusal | None:
    """The office runs accounts and roles of its own sub-district alone; the server's own commands run all."""
    if user is None or set(subdistricts) <= set(users.subdistricts_of(user, Role.OFFICE)):
        return None
    return Refusal("no-role", _("只有街道办公室能管理账号。需要时请联系办公室。"))


def why_not_erase(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """Erasing a person is the office's deed, or the server's own command."""
    if user is None or users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=subdistrict).exists():
        return None
    return Refusal("no-role", _("只有街道办公室能删除个人信息。需要时请联系办公室。"))
