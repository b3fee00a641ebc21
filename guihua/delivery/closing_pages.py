"""How months stand, as the pages of closing show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.delivery import closing_policy, late_pages, months
from guihua.delivery import models as delivery
from guihua.delivery.calc import months as calc
from guihua.directory import models as directory
from guihua.directory.models import Role, users


@dataclass(frozen=True)
class Standing:
    """How one provider's month stands, or the office's. kind: that of its sign; "" where nothing is expected."""

    month: int
    provider: directory.Organisation | None
    kind: str
    word: str
    close: delivery.MonthlyClose | None = None
    is_asked: bool = False

    @property
    def is_open(self) -> bool:
        return self.kind in ("warn", "bad")

    @property
    def words(self) -> str:
        return closing_policy.in_words(self.month)


@dataclass
class Year:
    """The months of a year by provider. `office` is the line of the office itself, where the reader sees it."""

    year: int
    months: Sequence[int]
    providers: list[tuple[directory.Organisation, list[Standing]]] = field(default_factory=list)
    office: list[Standing] = field(default_factory=list)


def overseen(user: Any) -> list[int]:
    return list(users.subdistricts_of(user, *users.OVERSEERS))


def providers_seen(user: Any) -> Any:
    """Whose months somebody sees: those from whom a sub-district bought, for who oversees it; for its manager their own."""
    providers = directory.Organisation.objects.filter(pk__in=commissioning.Project.objects.values("provider"))
    managed = users.organisations_of(user, Role.MANAGER)
    seen = providers.filter(subdistrict__in=overseen(user)) | providers.filter(pk__in=managed)
    return seen.select_related("subdistrict")


def year_of(user: Any, subdistrict: directory.Subdistrict, year: int) -> Year:
    """In the same few questions, however many providers and closes there are."""
    numbers = [year * 100 + n for n in range(1, 13)]
    taking = months.taking_part(subdistrict, numbers)
    closes = list(
        delivery.MonthlyClose.objects.filter(subdistrict=subdistrict).of_year(year).select_related("by").order_by("pk")
    )
    asked = set(delivery.Reopening.objects.waiting().filter(close__in=closes).values_list("close", flat=True))
    found = Year(year, numbers)
    for provider in providers_seen(user).filter(subdistrict=subdistrict).order_by("name", "pk"):
        row = [_standing(m, provider, provider.pk in taking[m], closes, asked) for m in numbers]
        if any(one.kind for one in row):
            found.providers.append((provider, row))
    if subdistrict.pk in overseen(user):
        found.office = [_standing(m, None, True, closes, asked) for m in numbers]
    return found


def _standing(
    month: int,
    provider: directory.Organisation | None,
    is_expected: bool,
    closes: Iterable[delivery.MonthlyClose],
    asked: set[int],
) -> Standing:
    of_month = [one for one in closes if one.month == month]
    own = [one for one in of_month if one.provider_id == (provider.pk if provider else None)]
    holds = next((one for one in own if one.ended_at is None), None)
    if holds:
        is_asked = holds.pk in asked
        return Standing(month, provider, "good", _("申请重新开放") if is_asked else _("已结账"), holds, is_asked)
    if any(one.ended_at is None and one.provider_id is None for one in of_month):
        return Standing(month, provider, "good" if is_expected else "", _("已结账"))
    if not is_expected:
        return Standing(month, provider, "", "")
    if not calc.ended(month, clock.today()):
        return Standing(month, provider, "info", _("未过完"))
    if own:
        return Standing(month, provider, "bad", _("重新开放"))
    return Standing(month, provider, "warn", _("未结账"))


@dataclass(frozen=True)
class Closed:
    """That a month is closed, for who is about to change it; `address` leads to where it can be opened again."""

    words: str
    address: str


def closed(user: Any, session: delivery.Session) -> Closed | None:
    if closing_policy.why_not_change(session.subdistrict, session.project, session.month) is None:
        return None
    provider = session.project.provider_id if session.project else None
    if closing_policy.why_not_keep(user, session.subdistrict_id, provider):
        return Closed(closing_policy.in_words(session.month), "")
    page = ("closing_provider", [session.month, provider]) if provider else ("closing_month", [session.month])
    return Closed(closing_policy.in_words(session.month), reverse(f"delivery:{page[0]}", args=page[1]))


def years_with_records(subdistrict: directory.Subdistrict) -> list[int]:
    held = delivery.Session.objects.filter(subdistrict=subdistrict).order_by().values_list("month", flat=True)
    return sorted({month // 100 for month in held.distinct()}) or [clock.today().year]


@dataclass(frozen=True)
class Event:
    """One line of a month's history."""

    at: datetime
    by: str
    words: str
    why: str


def history(provider: directory.Organisation | None, month: int, subdistrict: int) -> list[Event]:
    """Closes, reopenings and changes after a close, the newest first."""
    closes = delivery.MonthlyClose.objects.filter(subdistrict=subdistrict, month=month, provider=provider)
    asked = delivery.Reopening.objects.filter(close__in=closes).select_related("asked_by", "decided_by")
    changes = delivery.LateChange.objects.filter(subdistrict=subdistrict, month=month, provider=provider)
    found = [Event(one.at, _name(one.by), _("结账"), one.note) for one in closes.select_related("by")]
    for one in asked:
        found.append(Event(one.asked_at, _name(one.asked_by), _("申请重新开放"), one.why))
        if one.lapsed_at:
            found.append(Event(one.lapsed_at, _("系统"), _("已经重新开放，申请不用再决定"), ""))
        if one.decided_at:
            words = _("准许重新开放") if one.granted else _("没有准许重新开放")
            found.append(Event(one.decided_at, _name(one.decided_by), words, one.answer))
    found += [
        Event(one.at, _name(one.by), _("结账后更正：%(what)s") % {"what": late_pages.told(one)}, _(one.why))
        for one in changes.select_related("by")
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _name(user: Any) -> str:
    return user.name if user else _("系统")
