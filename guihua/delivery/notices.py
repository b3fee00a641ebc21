"""What people are told of months that close, stay open or open again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from guihua.core import clock, inbox
from guihua.delivery import closing_policy
from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.models import Role, users


def _said(words: str) -> Any:
    """`words` is a sentence with the month and the provider, or who holds the whole month."""

    def sentence(params: Mapping[str, Any]) -> str:
        whose = params["provider"] or _("街道办公室")
        told = {"month": closing_policy.in_words(params["month"]), "provider": whose}
        return _(words) % {**params, **told}

    return sentence


CLOSED = inbox.kind(
    "month.closed",
    gettext_lazy("机构结账了"),
    _said(gettext_noop("%(provider)s的 %(month)s已经结账。")),
    is_harmless=True,
)
STILL_OPEN = inbox.kind(
    "month.open",
    gettext_lazy("月份还没有结账"),
    _said(gettext_noop("%(provider)s的 %(month)s还没有结账。请核对后结账。")),
)
WAITING = _said(gettext_noop("%(provider)s的 %(month)s申请重新开放，等你决定。"))
DECIDED = {
    True: _said(gettext_noop("%(provider)s的 %(month)s申请重新开放，%(by)s已经准许。")),
    False: _said(gettext_noop("%(provider)s的 %(month)s申请重新开放，%(by)s没有准许。")),
    None: _said(gettext_noop("%(provider)s的 %(month)s申请重新开放，现在不用决定了。")),
}
ASKED = inbox.kind(
    "reopening.asked",
    gettext_lazy("有人申请重新开放月份"),
    lambda params: (DECIDED[params["granted"]] if "granted" in params else WAITING)(params),
)
GRANTED = inbox.kind(
    "reopening.granted",
    gettext_lazy("月份重新开放了"),
    _said(gettext_noop("%(provider)s的 %(month)s重新开放了，改好后请再结账。")),
)
REFUSED = inbox.kind(
    "reopening.refused",
    gettext_lazy("月份没有重新开放"),
    _said(gettext_noop("%(provider)s的 %(month)s没有重新开放。打开看看答复。")),
)

LAPSED = inbox.kind(
    "reopening.lapsed",
    gettext_lazy("重新开放的申请不用再决定了"),
    _said(gettext_noop("%(provider)s的 %(month)s已经重新开放，你的申请不用再决定了。")),
)


def tell_of_close(close: delivery.MonthlyClose) -> None:
    _tell(CLOSED, _holding(Role.OFFICE, close.subdistrict_id, but=close.by_id), close, event=f"close {close.pk}")


def tell_of_asking(asked: delivery.Reopening) -> None:
    """Those who may decide: everybody of the office and its leader but who asked."""
    whom = [
        user
        for role in (Role.OFFICE, Role.LEADER)
        for user in _holding(role, asked.subdistrict_id, but=asked.asked_by_id)
    ]
    _tell(ASKED, whom, asked.close, event=f"reopening {asked.pk}")


def tell_of_decision(decided: delivery.Reopening) -> None:
    """To who asked; and who might have decided is told who did."""
    by = decided.decided_by.name if decided.decided_by else _("系统")
    inbox.settle(ASKED.code, f"reopening {decided.pk}", {"granted": decided.granted, "by": by})
    kind = GRANTED if decided.granted else REFUSED
    _tell(kind, [decided.asked_by], decided.close, event=f"reopening {decided.pk} decided")


def tell_of_lapse(lapsed: delivery.Reopening) -> None:
    inbox.settle(ASKED.code, f"reopening {lapsed.pk}", {"granted": None})
    _tell(LAPSED, [lapsed.asked_by], lapsed.close, event=f"reopening {lapsed.pk} lapsed")


def remind(provider: directory.Organisation, month: int) -> int:
    """催办: its managers, once a day; returns how many there are."""
    return _tell_managers(provider, month, f"{STILL_OPEN.code} {month} {provider.pk} {clock.today().isoformat()}")


def tell_of_open(provider: directory.Organisation, month: int) -> int:
    """By itself, on the day that the office chose: its managers, once for the month; returns how many there are."""
    return _tell_managers(provider, month, f"{STILL_OPEN.code} {month} {provider.pk}")


def _tell_managers(provider: directory.Organisation, month: int, event: str) -> int:
    held = users.Membership.objects.filter(role=Role.MANAGER, organisation=provider).on(clock.today())
    managers = list(users.User.objects.filter(pk__in=held.values("user"), is_active=True))
    params = {"month": month, "provider": provider.name}
    address = reverse("delivery:closing_provider", args=[month, provider.pk])
    inbox.tell(managers, STILL_OPEN.code, event=event, params=params, address=address)
    return len(managers)


def _holding(role: Role, subdistrict: int, *, but: int | None) -> list[users.User]:
    return [user for user in users.holding(role, [subdistrict]) if user.pk != but]


def _tell(kind: inbox.Kind, whom: Iterable[Any], close: delivery.MonthlyClose, *, event: str) -> None:
    provider = close.provider
    params = {"month": close.month, "provider": provider.name if provider else ""}
    page = "delivery:closing_provider" if provider else "delivery:closing_month"
    address = reverse(page, args=[close.month, provider.pk] if provider else [close.month])
    inbox.tell(whom, kind.code, event=event, params=params, address=address)
