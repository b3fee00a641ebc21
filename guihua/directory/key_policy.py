"""Who makes a key for a machine, for whom and how long: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory.models import Role, User, users

MOST_DAYS = 366
OWNING = (*users.OVERSEERS, Role.MANAGER)  # who read no more than the office, which makes the key


def why_not_keep(user: Any, subdistrict: int) -> Refusal | None:
    """Keys are the office's to make and to revoke."""
    office = users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("接口密钥由街道办公室管理。"))
    return None


def why_not_make(user: Any, owner: User, subdistrict: int, last_day: date) -> Refusal | None:
    if refusal := why_not_keep(user, subdistrict):
        return refusal
    if not holds_a_role(owner, subdistrict):
        return Refusal("owner", _("密钥只能代表本街道监督项目的人，或机构负责人。"))
    if last_day < clock.today():
        return Refusal("last_day", _("这一天已经过了。"))
    if last_day > clock.today() + timedelta(days=MOST_DAYS):
        return Refusal("last_day", _("最长一年。到期前可以再做一把。"))
    return None


def holds_a_role(owner: User, subdistrict: int) -> bool:
    return owner.is_active and users.subdistricts_of(owner, *OWNING).filter(subdistrict=subdistrict).exists()
