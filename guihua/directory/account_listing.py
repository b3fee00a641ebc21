"""Accounts as a list: who they are, what they hold here, and how lately they were used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.core.wording import listed
from guihua.directory import accounts_policy
from guihua.directory.models import (
    Invitation,
    Membership,
    Organisation,
    Role,
    SignIn,
    Subdistrict,
    User,
    factors,
    users,
)

UNUSED_DAYS = 90  # of such an account it is asked whether anybody still needs it


def listing(rows: QuerySet[User], reader: Any) -> Listing:
    return Listing(
        pgettext_lazy("several", "账号"),
        [
            Column("name", gettext_lazy("姓名"), lambda u: u.name, ("name",), address=page_of),
            Column("username", gettext_lazy("用户名"), lambda u: u.username, ("username",), phone=Phone.MARK),
            Column("roles", gettext_lazy("角色"), lambda u: listed(map(role_in_words, u.held)), phone=Phone.MARK),
            Column("last", gettext_lazy("最近登录"), _last, ("last_login",), phone=Phone.MARK, says_head=True),
            Column("open", gettext_lazy("正登录着"), lambda u: u.open_sign_ins, kind=Kind.NUMBER),
            Column("state", gettext_lazy("状态"), _state, ("is_active",), Kind.CHIP, Phone.KEY),
        ],
        {
            "q": search(gettext_lazy("姓名或用户名"), "name", "username", spelled=("name",)),
            "role": choice(
                gettext_lazy("角色"), Role.choices, narrow=lambda found, role: _holding(found, reader, role=role)
            ),
            "organisation": choice(
                gettext_lazy("机构"),
                _organisations(reader),
                narrow=lambda found, pk: _holding(found, reader, organisation=int(pk)),
            ),
            "state": choice(gettext_lazy("状态"), _states(), narrow=_in_state),
            "factor": choice(
                gettext_lazy("第二步验证"),
                [(WITH, gettext_lazy("已设第二步")), (WITHOUT, gettext_lazy("未设第二步"))],
                narrow=_with_factor,
            ),
        },
        gettext_lazy("邀请第一个人以后，这里会列出账号。"),
        complete=lambda found: _with_what_is_shown(found, reader),
        name="accounts",
        ways=_ways(rows, reader),
    )


UNUSED = "unused"
WITH, WITHOUT = "with", "without"


def address_of(role: Role, factor: str) -> str:
    """The list of those who hold a role, with a second factor or without one."""
    return f"{reverse('directory:accounts')}?{urlencode({'role': role.value, 'factor': factor})}"


def _with_factor(rows: Any, factor: str) -> Any:
    """Of the accounts that can sign in."""
    rows = rows.filter(is_active=True)
    return rows.filter(factors.with_factor()) if factor == WITH else rows.exclude(factors.with_factor())


def _states() -> list[tuple[str, str]]:
    long_ago = _("超过 %(n)d 天没有登录") % {"n": UNUSED_DAYS}
    return [("open", _("在用")), ("disabled", _("已停用")), (UNUSED, long_ago)]


def unused(rows: Any) -> Any:
    """Those of the accounts that nobody used for long."""
    return rows.unused_since(timezone.now() - timedelta(days=UNUSED_DAYS))


def role_in_words(held: Membership) -> str:
    """社工（榕声社会工作服务中心，自 2020-01-01）: role, place and dates."""
    words = _("%(role)s（%(place)s，自 %(since)s）")
    if held.until:
        words = _("%(role)s（%(place)s，%(since)s 至 %(last)s）")
    day = held.last_day.isoformat() if held.last_day else ""
    told = {"role": held.get_role_display(), "place": held.place, "since": held.since.isoformat(), "last": day}
    return words % told


def page_of(account: User) -> str:
    return reverse("directory:account", args=[account.pk])


def _last(account: User) -> str:
    moment = account.last_login
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else _("从没登录")


def _state(account: User) -> str:
    return _("在用") if account.is_active else _("已停用")


def _in_state(rows: Any, state: str) -> Any:
    return unused(rows) if state == UNUSED else rows.filter(is_active=state == "open")


def _holding(rows: Any, reader: Any, **what: Any) -> Any:
    held = Membership.objects.known_to(reader).not_over_on(clock.today()).filter(user=OuterRef("pk"), **what)
    return rows.filter(Exists(held))


def _organisations(reader: Any) -> list[tuple[int, str]]:
    """Those of which the reader's list holds somebody's role."""
    held = Membership.objects.known_to(reader).filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(held)).order_by("name", "pk")
    return list(found.values_list("pk", "name"))


def _with_what_is_shown(rows: Any, reader: Any) -> Any:
    """`held` are the roles of which the reader may know, in force or to come; `open_sign_ins` how many are open."""
    known = Membership.objects.known_to(reader).not_over_on(clock.today())
    known = known.select_related("organisation", "community", "subdistrict").order_by("since", "pk")
    alive = SignIn.objects.alive_at(timezone.now()).values("pk")
    counted = rows.annotate(open_sign_ins=Count("sign_ins", filter=Q(sign_ins__in=alive), distinct=True))
    return counted.prefetch_related(Prefetch("memberships", known, to_attr="held"))


def _ways(rows: Any, reader: Any) -> list[tuple[Any, str, str]]:
    ways: list[tuple[Any, str, str]] = []
    if count := unused(rows).count():
        words = _("%(count)d 个超过 %(n)d 天没有登录") % {"count": count, "n": UNUSED_DAYS}
        ways.append((words, f"?state={UNUSED}", "clock"))
    waiting = Invitation.objects.visible_to(reader).waiting_at(timezone.now()).count()
    ways.append((_("邀请中 %(n)d") % {"n": waiting}, reverse("directory:invitations"), "mail"))
    return [*ways, *ways_to_invite(reader)]


def ways_to_invite(reader: Any) -> list[tuple[Any, str, str]]:
    """One for each sub-district in which the reader may invite somebody; hardly anybody has two."""
    here = Subdistrict.objects.held_by(reader, *users.KEEPING)
    there = [one for one in here if accounts_policy.why_not_appoint_at(reader, one.pk) is None]
    words = [pgettext("new", "邀请") if len(there) == 1 else _("邀请到%(place)s") % {"place": one} for one in there]
    return [
        (said, reverse("directory:inviting", args=[one.pk]), "user-plus")
        for said, one in zip(words, there, strict=True)
    ]
