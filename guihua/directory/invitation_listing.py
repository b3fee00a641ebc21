"""Invitations as a list, and what the page of one tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.directory import invitations_policy as policy
from guihua.directory.account_listing import ways_to_invite
from guihua.directory.models import AttentionRule, Invitation, users
from guihua.directory.models.invitations import State

EVERY, ENDING = "every", "ending"


def rows_for(reader: Any, state: str) -> Any:
    """Whoever asks for no state is spared the links that open nothing and that nobody took."""
    rows = Invitation.objects.visible_to(reader).order_by("-made_at", "-pk")
    return rows if state in {EVERY, ENDING, *State.values} else rows.standing_at(timezone.now())


def listing(reader: Any) -> Listing:
    return Listing(
        pgettext_lazy("several", "邀请"),
        [
            Column("name", gettext_lazy("姓名"), lambda i: i.name, ("name",), address=page_of),
            Column("role", gettext_lazy("角色"), lambda i: i.get_role_display(), ("role",), phone=Phone.MARK),
            Column("place", gettext_lazy("在哪里"), lambda i: str(i.place), phone=Phone.MARK),
            Column("by", gettext_lazy("邀请人"), _by),
            Column("made", gettext_lazy("邀请时间"), lambda i: _moment(i.made_at), ("made_at",), phone=Phone.MARK),
            Column("until", gettext_lazy("有效到"), lambda i: _moment(i.expires_at), ("expires_at",)),
            Column("state", gettext_lazy("状态"), _state, kind=Kind.CHIP, phone=Phone.KEY),
        ],
        {
            "q": search(gettext_lazy("姓名"), "name", spelled=("name",)),
            "state": choice(
                gettext_lazy("状态"),
                [*State.choices, (ENDING, gettext_lazy("快到期")), (EVERY, gettext_lazy("全部"))],
                narrow=lambda rows, state: ending(reader, rows) if state == ENDING else _in_state(rows, state),
                usual=gettext_lazy("等待和已接受"),
            ),
        },
        gettext_lazy("邀请过的人会列在这里。"),
        complete=lambda rows: rows.select_related("organisation", "community", "subdistrict", "by"),
        name="invitations",
        ways=[*_expired(reader), *ways_to_invite(reader)],
    )


def told(found: Invitation, reader: Any) -> dict[str, Any]:
    """What the page of one tells somebody, and what they may do with it."""
    now = timezone.now()
    return {
        "invitation": found,
        "state": found.state_at(now),
        "is_expired": found.state_at(now) == State.EXPIRED,
        "by": _by(found),
        "may_withdraw": policy.why_not_withdraw(reader, found, now) is None,
        "may_renew": policy.why_not_renew(reader, found, now) is None,
    }


def ending(reader: Any, rows: Any) -> Any:
    """Those that still wait, and run out before the office wants to be told."""
    rules = AttentionRule.objects.by_place(sorted(set(users.subdistricts_of(reader))))
    days, now = max((rule.invitation_days for rule in rules.values()), default=0), timezone.now()
    return rows.waiting_at(now).filter(expires_at__lte=now + timedelta(days=days))


def page_of(invitation: Invitation) -> str:
    return reverse("directory:invitation", args=[invitation.pk])


def _by(invitation: Invitation) -> str:
    return invitation.by.name if invitation.by else _("系统")


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _state(invitation: Invitation) -> str:
    return str(invitation.state_at(timezone.now()).label)


def _in_state(rows: Any, state: str) -> Any:
    return rows if state == EVERY else rows.in_state(State(state), timezone.now())


def _expired(reader: Any) -> list[tuple[Any, str, str]]:
    """The way to those that somebody may want to issue again."""
    expired = Invitation.objects.visible_to(reader).in_state(State.EXPIRED, timezone.now())
    count = expired.count()
    return [(_("已过期 %(n)d") % {"n": count}, f"?state={State.EXPIRED}", "clock")] if count else []
