"""Who may do what with accounts, roles and sign-ins: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.directory.models import Membership, Organisation, Role, SignIn, User, users
from guihua.directory.models.organisations import roles_at

FEWEST_WORDS = 2  # characters of a reason: 离职 says enough


def runs_roles(user: Any, subdistrict: int) -> bool:
    """Its security administrators where any is in force, else its office; the server's own commands always."""
    if user is None:
        return True
    keeper = users.keepers_of_roles(subdistrict)
    return users.subdistricts_of(user, keeper).filter(subdistrict=subdistrict).exists()


def gives_of_their_own(user: Any, held: Any) -> bool:
    """A manager makes workers at their organisation, and an office its assessors, whoever else runs accounts there.
    `held`: a membership or an invitation."""
    if held.role == Role.ASSESSOR:
        return user is None or users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=held.subdistrict_id).exists()
    return held.role == Role.WORKER and manages(user, held.organisation_id)


def manages(user: Any, organisation: Organisation | int | None) -> bool:
    if user is None or organisation is None:
        return False
    return users.organisations_of(user, Role.MANAGER).filter(organisation=organisation).exists()


def why_not_run_roles(user: Any, subdistrict: int) -> Refusal | None:
    if runs_roles(user, subdistrict):
        return None
    if users.keepers_of_roles(subdistrict) == Role.SECURITY:
        return Refusal("no-role", _("只有安全管理员能管理账号。需要时请联系安全管理员。"))
    return _for_the_office()


def _for_the_office() -> Refusal:
    return Refusal("no-role", _("只有街道办公室能管理账号。需要时请联系办公室。"))


def why_not_appoint_at(user: Any, subdistrict: int) -> Refusal | None:
    """May the user give any role there at all? A manager gives one at their own organisation."""
    if users.subdistricts_of(user, Role.MANAGER).filter(subdistrict=subdistrict).exists():
        return None
    return why_not_run_roles(user, subdistrict)


def why_not_register(user: Any) -> Refusal | None:
    """An account is made by whoever may give somebody a role, as every office may its assessors, or by the server's commands."""
    if (
        user is None
        or users.holds(user, Role.OFFICE)
        or any(why_not_appoint_at(user, place) is None for place in users.subdistricts_of(user))
    ):
        return None
    return _for_the_office()


def why_not_ask_to_appoint(user: Any, account: User, subdistrict: int) -> Refusal | None:
    """May the user give this person any role there?"""
    return _why_not_oneself(user, account.pk) or why_not_appoint_at(user, subdistrict)


def why_not_run_account(user: Any, account: User) -> Refusal | None:
    """Renamed, shut, opened, given a new password: by who runs roles wherever the account holds any.

    An account that holds none any more is run where it held some; one that never did, by the server's commands alone.
    """
    if user is None:
        return None
    held = account.memberships.not_over_on(clock.today()).values_list("subdistrict", flat=True)
    places = set(held) or set(account.memberships.values_list("subdistrict", flat=True))
    if not places:
        return _for_the_office()
    refused = (why_not_run_roles(user, place) for place in sorted(places))
    return next((refusal for refusal in refused if refusal), None)


def why_not_end(user: Any, sign_in: SignIn) -> Refusal | None:
    """One ends one's own sign-ins, who runs the account ends any, a manager those of their workers; the server those that
    ran out."""
    if user is None or user.pk == sign_in.user_id or may_end_all(user, sign_in.user):
        return None
    return Refusal("not-yours", _("只能结束自己的登录。"))


def why_not_disown(user: Any, sign_in: SignIn) -> Refusal | None:
    """Only its owner knows."""
    if user.pk == sign_in.user_id:
        return None
    return Refusal("not-yours", _("只有本人能说那次登录是不是自己。"))


def may_end_all(user: Any, account: User) -> bool:
    return why_not_run_account(user, account) is None or works_for(user, account)


def works_for(user: Any, account: User) -> bool:
    """Is the account nothing but a worker's, at organisations that the user runs?"""
    held = list(account.memberships.on(clock.today()))
    return bool(held) and all(one.role == Role.WORKER and manages(user, one.organisation_id) for one in held)


def why_not_appoint(user: Any, wanted: Membership) -> Refusal | None:
    """One role once at a place: a second row of it would outlive the dismissal. Nobody appoints themselves."""
    return why_not_give(user, wanted) or _why_not_held(wanted) or _why_not_oneself(user, wanted.user_id)


def _why_not_oneself(user: Any, account: int) -> Refusal | None:
    if user is not None and user.pk == account:
        return Refusal("yourself", _("不能任命自己。请由别的同事来办。"))
    return None


def why_not_give(user: Any, wanted: Any) -> Refusal | None:
    """May the user give this role at this place, for this time, to anybody? `wanted`: a membership or an invitation."""
    if not gives_of_their_own(user, wanted) and (refusal := why_not_run_roles(user, wanted.subdistrict_id)):
        return refusal
    if refusal := _why_not_there(wanted):
        return refusal
    if wanted.until and wanted.since and wanted.until <= wanted.since:
        return Refusal("too-early", _("最后一天不能早于开始的那一天。"))
    return None


def _why_not_there(wanted: Any) -> Refusal | None:
    """A role is held at its kind of place, in the sub-district in which it is held."""
    organisation, community = wanted.organisation, wanted.community
    if (wanted.role in users.AT_AN_ORGANISATION) != (organisation is not None):
        return Refusal("wrong-place", _("机构负责人、社工和合作单位的人要写明是哪家机构的，其他角色不写机构。"))
    if (wanted.role in users.IN_A_COMMUNITY) != (community is not None):
        return Refusal("wrong-place", _("社区书记要写明是哪个社区的，其他角色不写社区。"))
    place = organisation or community
    if place and place.subdistrict_id != wanted.subdistrict_id:
        return Refusal("wrong-place", _("「%(name)s」不在这个街道。") % {"name": place})
    return _why_not_at(organisation, wanted.role) if organisation else None


def _why_not_at(organisation: Organisation, role: str) -> Refusal | None:
    if role in roles_at(organisation.kind):
        return None
    words = _("「%(name)s」是%(kind)s，没有机构负责人和社工。请选社工机构或社会组织；它真的承接项目，就先改机构类型。")
    if role == Role.PARTNER:
        words = _("「%(name)s」是%(kind)s，不能作为合作单位。")
    return Refusal("wrong-place", words % {"name": organisation, "kind": organisation.get_kind_display()})


def _why_not_held(wanted: Membership) -> Refusal | None:
    """What the person holds already at that time does not go together with it."""
    held = wanted.user.memberships.filter(subdistrict=wanted.subdistrict).not_over_on(wanted.since)
    if wanted.until:
        held = held.filter(since__lt=wanted.until)
    if held.filter(role=wanted.role, organisation=wanted.organisation, community=wanted.community).exists():
        words = _("%(name)s已经是这里的%(role)s。")
        return Refusal("held", words % {"name": wanted.user, "role": wanted.get_role_display()})
    administers = held.filter(role__in=users.ADMINISTRATORS).first()
    if wanted.role in users.ADMINISTRATORS and administers:
        words = _("%(name)s已经是%(role)s。系统、安全和审计管理员要由不同的人担任。")
        return Refusal("excluded", words % {"name": wanted.user, "role": administers.get_role_display()})
    return None


def why_not_dismiss(user: Any, membership: Membership, until: date) -> Refusal | None:
    """A role that has ended stays ended, whatever day is named afterwards. Nobody dismisses themselves, and nobody the last
    of the office, after whom nobody would be left to appoint another; the server's commands may."""
    if refusal := why_not_ask_to_dismiss(user, membership):
        return refusal
    ended = membership.until
    if ended and ended <= clock.today() and until > ended:
        return Refusal("ended", _("这个角色已经结束。要恢复，请重新任命。"))
    if until < clock.today():
        return Refusal("past", _("最后一天不能早于昨天，到今天为止对方还看得到。要马上结束，请空着。"))
    is_of_the_office = user is not None and membership.role == Role.OFFICE
    if is_of_the_office and not _others_keep_the_office(membership, until):
        return _last_of_the_office()
    return None


def why_not_ask_to_dismiss(user: Any, membership: Membership) -> Refusal | None:
    if not gives_of_their_own(user, membership) and (refusal := why_not_run_roles(user, membership.subdistrict_id)):
        return refusal
    if user is not None and user.pk == membership.user_id:
        return Refusal("yourself", _("不能结束自己的角色。请由别的同事来办。"))
    return None


def _last_of_the_office() -> Refusal:
    return Refusal("last", _("这是街道办公室最后一个能用的账号。请先任命另一位，再来办。"))


def _others_keep_the_office(membership: Membership, until: date) -> bool:
    """Does anybody else keep the office from that day on, with no end in sight?"""
    others = Membership.objects.lasting().filter(subdistrict=membership.subdistrict_id, role=Role.OFFICE)
    return others.filter(since__lte=max(until, membership.since)).exclude(user=membership.user_id).exists()


def why_not_disable(user: Any, account: User, *, why: str) -> Refusal | None:
    if refusal := why_not_run_account(user, account):
        return refusal
    if user is not None and user.pk == account.pk:
        return Refusal("yourself", _("不能停用自己的账号。请由别的同事来办。"))
    if not account.is_active:
        return Refusal("disabled", _("这个账号已经停用了。"))
    if user is not None and len(why.strip()) < FEWEST_WORDS:
        return Refusal("no-reason", _("请写明为什么，至少 %(n)d 个字。") % {"n": FEWEST_WORDS})
    office = account.memberships.filter(role=Role.OFFICE).not_over_on(clock.today())
    if user is None or all(_others_keep_the_office(one, clock.today()) for one in office):
        return None
    return _last_of_the_office()


def why_not_enable(user: Any, account: User, *, why: str) -> Refusal | None:
    if refusal := why_not_run_account(user, account):
        return refusal
    if account.is_active:
        return Refusal("enabled", _("这个账号正在用，不用恢复。"))
    if user is not None and len(why.strip()) < FEWEST_WORDS:
        return Refusal("no-reason", _("请写明为什么，至少 %(n)d 个字。") % {"n": FEWEST_WORDS})
    return None


def why_not_rename(user: Any, account: User) -> Refusal | None:
    return why_not_run_account(user, account)


def why_not_give_password(user: Any, account: User) -> Refusal | None:
    """A link to a new password. One's own is changed with the old one."""
    if refusal := why_not_run_account(user, account):
        return refusal
    if user is not None and user.pk == account.pk:
        return Refusal("yourself", _("自己的密码在「我的登录」里改。"))
    if not account.is_active:
        return Refusal("disabled", _("这个账号已经停用。先恢复，再重设密码。"))
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
