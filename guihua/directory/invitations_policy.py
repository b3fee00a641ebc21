"""Who may invite, and what a link still opens: `None`, or the reason in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.directory import accounts_policy
from guihua.directory.models import Invitation, PasswordLink, User
from guihua.directory.models.invitations import State

GONE = {"used", "expired", "withdrawn", "void"}  # the link opens nothing any more


def why_not_invite(user: Any, wanted: Invitation) -> Refusal | None:
    """Who may give the role may invite to it."""
    return accounts_policy.why_not_give(user, wanted.as_membership())


def why_not_invite_twice(wanted: Invitation, at: datetime) -> Refusal | None:
    """The same to the same, while a link is out: a page that was loaded again, or a second tap."""
    place = {name: getattr(wanted, name) for name in ("subdistrict", "organisation", "community", "phone_index")}
    if not Invitation.objects.waiting_at(at).filter(name=wanted.name, role=wanted.role, **place).exists():
        return None
    words = _(
        "已经给%(name)s生成过链接，还没有用。链接丢了，请在「邀请记录」里重新生成；要请另一位同名的人，请填手机号码。"
    )
    return Refusal("out", words % {"name": wanted.name})


def why_not_withdraw(user: Any, invitation: Invitation, at: datetime) -> Refusal | None:
    if refusal := _why_not_keep(user, invitation):
        return refusal
    match invitation.state_at(at):
        case State.USED:
            return Refusal("used", _("这个邀请已经接受了。不要这个人了，请在账号页结束角色。"))
        case State.WITHDRAWN:
            return Refusal("withdrawn", _("这个邀请已经撤回了。"))
    return None


def why_not_renew(user: Any, invitation: Invitation, at: datetime) -> Refusal | None:
    """One that ran out or was withdrawn is made anew, and so is one whose link was lost; one that was accepted is not."""
    if refusal := why_not_invite(user, invitation):
        return refusal
    if invitation.state_at(at) == State.USED:
        return Refusal("used", _("这个邀请已经接受了。"))
    return None


def _why_not_keep(user: Any, invitation: Invitation) -> Refusal | None:
    is_own = accounts_policy.gives_of_their_own(user, invitation)
    return None if is_own else accounts_policy.why_not_run_roles(user, invitation.subdistrict_id)


def why_not_open(link: Invitation | PasswordLink, at: datetime) -> Refusal | None:
    """What somebody is told who comes with a link that opens nothing any more."""
    match link.state_at(at):
        case State.USED:
            return Refusal("used", _("这个链接已经用过了。每个链接只能用一次；要登录，请用你定下的用户名和密码。"))
        case State.WITHDRAWN:
            return Refusal("withdrawn", _("这个链接已经撤回了。请向发给你的人要一个新的。"))
        case State.EXPIRED:
            return Refusal("expired", _("这个链接过期了。请向发给你的人要一个新的。"))
    return None


def why_not_accept(invitation: Invitation, at: datetime) -> Refusal | None:
    """The link still opens, and who sent it could still give the role."""
    if refusal := why_not_open(invitation, at):
        return refusal
    by = invitation.by
    is_shut = by is not None and not by.is_active
    if is_shut or why_not_invite(by, invitation):
        return Refusal("void", _("邀请你的人已经不能任命这个角色了。请联系街道办公室。"))
    return None


def why_not_accept_into(user: User, invitation: Invitation, at: datetime) -> Refusal | None:
    """An invitation with a phone is for the account that bears it."""
    if refusal := why_not_accept(invitation, at):
        return refusal
    if invitation.phone_index is not None and _index(invitation) != _index(user):
        words = _("邀请里写的手机号，不是这个账号的。请用那个手机号的账号登录，或请发给你的人重新邀请。")
        return Refusal("other-phone", words)
    wanted = invitation.as_membership()
    wanted.user = user
    return accounts_policy.why_not_appoint(invitation.by, wanted)


def why_not_accept_anew(invitation: Invitation, at: datetime) -> Refusal | None:
    """Whose phone has an account already takes the role there."""
    if refusal := why_not_accept(invitation, at):
        return refusal
    if has_account(invitation):
        return Refusal("has-account", _("这个手机号已经有账号了。请登录那个账号，把新角色加上去。"))
    return None


def has_account(invitation: Invitation) -> bool:
    index = invitation.phone_index
    return index is not None and User.objects.filter(phone_index=index).exists()


def why_not_use(link: PasswordLink, at: datetime) -> Refusal | None:
    if refusal := why_not_open(link, at):
        return refusal
    if not link.user.is_active:
        return Refusal("void", _("这个账号停用了。请联系街道办公室。"))
    return None


def _index(thing: Invitation | User) -> bytes | None:
    return bytes(thing.phone_index) if thing.phone_index is not None else None
