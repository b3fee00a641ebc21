"""Who may change by what somebody signs in: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.directory import accounts_policy
from guihua.directory.models import Authenticator, FactorDemand, Passkey, SignIn, Subdistrict, User, factors

CONFIRMED_SECONDS = 300  # for so long the password that was typed stands for its owner
MOST_PASSKEYS = 10
LONGEST_GRACE_DAYS = 90
UNCONFIRMED = "unconfirmed"


def why_not_confirm(user: Any, here: SignIn) -> Refusal | None:
    if user.pk != here.user_id:
        return Refusal("not-yours", _("只能确认自己的登录。"))
    return None


def why_not_change(user: Any, account: User, here: SignIn | None) -> Refusal | None:
    """One changes one's own, at a browser where one has typed the password just now."""
    if user is None or user.pk != account.pk:
        return Refusal("not-yours", _("只能改自己的登录验证。"))
    is_alive = here is not None and here.user_id == account.pk and here.ended_at is None
    typed_at = here.confirmed_at if here is not None and is_alive else None
    if typed_at is None or timezone.now() - typed_at > timedelta(seconds=CONFIRMED_SECONDS):
        return Refusal(UNCONFIRMED, _("先再输一次密码，确认是你本人。"))
    return None


def why_not_add_passkey(account: User) -> Refusal | None:
    if account.passkeys.count() >= MOST_PASSKEYS:
        return Refusal("too-many", _("最多 %(n)d 个通行密钥。先删掉不用的。") % {"n": MOST_PASSKEYS})
    return None


def why_not_make_recovery_codes(account: User) -> Refusal | None:
    if not factors.has_factor(account):
        return Refusal("no-factor", _("先添加验证器或通行密钥，再生成恢复码。"))
    return None


def why_not_remove(account: User, thing: Authenticator | Passkey) -> Refusal | None:
    """The last one stays where a role demands one."""
    others = Authenticator.objects.filter(user=account).count() + account.passkeys.count() - 1
    demand = FactorDemand.objects.made_of(account).first()
    if others < 1 and demand:
        return Refusal(
            "demanded",
            _("%(role)s登录要有第二步验证，这是最后一个。先添加另一个，再删除它。")
            % {"role": demand.get_role_display()},
        )
    return None


def why_not_reset(user: Any, account: User, why: str) -> Refusal | None:
    """Whoever runs the account does it for somebody else, and says why; nobody gets round their own factor this way."""
    if user is not None and user.pk == account.pk:
        return Refusal("no-role", _("不能清除自己的登录验证。请另一位管账号的人来做。"))
    if refusal := accounts_policy.why_not_run_account(user, account):
        return refusal
    if not why.strip():
        return Refusal("no-reason", _("请写明原因，本人会看到。"))
    if not factors.has_factor(account):
        return Refusal("no-factor", _("%(name)s没有第二步验证，不用清除。") % {"name": account})
    return None


def why_not_demand(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """Who runs its roles says of which more than a password is demanded."""
    return accounts_policy.why_not_run_roles(user, subdistrict.pk)


def why_not_grace(day: date) -> Refusal | None:
    """A demand that begins too late protects nobody."""
    today = clock.today()
    if not today <= day <= today + timedelta(days=LONGEST_GRACE_DAYS):
        return Refusal("grace", _("宽限期最多 %(n)d 天。") % {"n": LONGEST_GRACE_DAYS})
    return None
