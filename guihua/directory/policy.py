"""Who may do what in directory: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.core.tenancy import TenantRow
from guihua.directory.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    SignIn,
    Subdistrict,
    User,
    users,
)

CONTACTS = {"contact_name", "contact_phone"}


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
    """The office runs accounts and roles of its own sub-district alone; the server's own commands run all.

    An account without any role is nobody's yet: the server's commands alone run it.
    """
    theirs = set(subdistricts)
    if user is None or (theirs and theirs <= set(users.subdistricts_of(user, Role.OFFICE))):
        return None
    return Refusal("no-role", _("只有街道办公室能管理账号。需要时请联系办公室。"))


def why_not_appoint(user: Any, wanted: Membership) -> Refusal | None:
    """One role once at a place: a second row of it would outlive the dismissal."""
    if refusal := why_not_run_accounts(user, [wanted.subdistrict_id]):
        return refusal
    if refusal := _why_not_there(wanted):
        return refusal
    later = Q(until=None) | Q(until__gt=wanted.since)
    held = wanted.user.memberships.filter(later, subdistrict=wanted.subdistrict)
    if held.filter(role=wanted.role, organisation=wanted.organisation, community=wanted.community).exists():
        return Refusal(
            "held", _("%(name)s已经是这里的%(role)s。") % {"name": wanted.user, "role": wanted.get_role_display()}
        )
    administers = held.filter(role__in=users.ADMINISTRATORS).first()
    if wanted.role in users.ADMINISTRATORS and administers:
        return Refusal(
            "excluded",
            _("%(name)s已经是%(role)s。系统、安全和审计管理员要由不同的人担任。")
            % {"name": wanted.user, "role": administers.get_role_display()},
        )
    return None


def _why_not_there(wanted: Membership) -> Refusal | None:
    """A role is held at its kind of place, in the sub-district in which it is held."""
    organisation, community = wanted.organisation, wanted.community
    if (wanted.role in users.AT_AN_ORGANISATION) != (organisation is not None):
        return Refusal("wrong-place", _("机构负责人、社工和合作单位的人要写明是哪家机构的，其他角色不写机构。"))
    if (wanted.role in users.IN_A_COMMUNITY) != (community is not None):
        return Refusal("wrong-place", _("社区书记要写明是哪个社区的，其他角色不写社区。"))
    place = organisation or community
    if place and place.subdistrict_id != wanted.subdistrict_id:
        return Refusal("wrong-place", _("「%(name)s」不在这个街道。") % {"name": place})
    if wanted.role == Role.PARTNER and organisation and organisation.kind == OrganisationKind.PROVIDER:
        return Refusal("wrong-place", _("「%(name)s」是社工机构，不能作为合作单位。") % {"name": place})
    return None


def why_not_grant(user: Any, thing: TenantRow) -> Refusal | None:
    return why_not_run_accounts(user, [thing.subdistrict_id])


def why_not_dismiss(user: Any, membership: Membership, until: date) -> Refusal | None:
    """A role that has ended stays ended, whatever day is named afterwards."""
    if refusal := why_not_run_accounts(user, [membership.subdistrict_id]):
        return refusal
    ended = membership.until
    if ended and ended <= clock.today() and until > ended:
        return Refusal("ended", _("这个角色已经结束。要恢复，请重新任命。"))
    return None


def keeps_register(user: Any, subdistrict: int) -> bool:
    """The sub-district's own office does, or a command on the server."""
    return user is None or users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=subdistrict).exists()


def why_not_record(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能登记社区和机构。需要时请联系办公室。"))


def why_not_erase(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能删除个人信息。需要时请联系办公室。"))


def why_not_export(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """May what is held about somebody be given out?"""
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能导出个人信息。需要时请联系办公室。"))


def why_not_revert(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """An import is taken back by the office, or by the server's own commands."""
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能撤销导入。需要时请联系办公室。"))


def why_not_keep_register(user: Any, subdistrict: int) -> Refusal | None:
    """Organisations and communities are entered and edited by the office."""
    if keeps_register(user, subdistrict):
        return None
    return Refusal("no-role", _("只有街道办公室能改名录。需要时请联系办公室。"))


def why_not_edit_organisation(user: Any, organisation: Organisation, fields: Iterable[str] = ()) -> Refusal | None:
    """The office edits all of it; who runs an organisation edits how to reach it."""
    if keeps_register(user, organisation.subdistrict_id):
        return None
    runs = organisation.pk in users.organisations_of(user, Role.MANAGER)
    if runs and set(fields) <= CONTACTS:
        return None
    if runs:
        return Refusal("no-role", _("机构负责人可以改联系人和联系电话，其他内容由街道办公室改。"))
    return Refusal("no-role", _("只有街道办公室和这个机构的负责人能改。"))


def why_not_bear_code(organisation: Organisation, code: str) -> Refusal | None:
    """A credit code is one organisation's alone."""
    others = Organisation.objects.filter(subdistrict=organisation.subdistrict_id, credit_code=code)
    if other := others.exclude(pk=organisation.pk).first():
        return Refusal("code-taken", _("「%(name)s」已经用了这个统一社会信用代码。") % {"name": other})
    return None
