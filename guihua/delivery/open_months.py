"""Months that are over and that somebody has still to close, for who closes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.ui.pages import page_of
from guihua.delivery import closing_policy, months
from guihua.delivery import models as delivery
from guihua.delivery.calc import months as calc
from guihua.directory import models as directory
from guihua.directory.models import Role, users

LOOKED_AT = 12  # months back; what has stayed open longer is on the closing page


@dataclass(frozen=True)
class OpenMonth:
    """`provider`: whose month it is; None: the whole month, of which `late` providers are still open.
    Where the reader can do no more than remind them it leads to whom to call."""

    month: int
    provider: str | None
    late: int
    address: str

    @property
    def sentence(self) -> str:
        said = {"month": closing_policy.in_words(self.month), "provider": self.provider, "n": self.late}
        if self.provider is not None:
            return _("%(provider)s的 %(month)s还没结账。") % said
        if self.late:
            return _("%(month)s还没结账，有 %(n)d 家承接机构没结。") % said
        return _("%(month)s各承接机构都结账了，等街道办公室结整个月。") % said


def of(user: Any) -> list[OpenMonth]:
    """The newest first. The office closes whole months, a manager those of the own organisation; a liaison officer is told
    which of the providers that they look after are late."""
    found = list(_of_the_office(user))
    managed = set(users.organisations_of(user, Role.MANAGER))
    found += _of_providers(managed, leads=True)
    found += _of_providers(_looked_after(user) - managed, leads=False)
    return sorted(found, key=lambda one: -one.month)


def _of_the_office(user: Any) -> Iterator[OpenMonth]:
    for subdistrict in directory.Subdistrict.objects.held_by(user, Role.OFFICE):
        taking, closed = _standing(subdistrict)
        for month, providers in taking.items():
            if (month, None) not in closed and providers:
                late = sum((month, one) not in closed for one in providers)
                yield OpenMonth(month, None, late, reverse("delivery:closing_month", args=[month]))


def _of_providers(wanted: Iterable[int], *, leads: bool) -> Iterator[OpenMonth]:
    providers = (
        directory.Organisation.objects.filter(pk__in=wanted).select_related("subdistrict").order_by("name", "pk")
    )
    by_place: dict[directory.Subdistrict, list[directory.Organisation]] = {}
    for provider in providers:
        by_place.setdefault(provider.subdistrict, []).append(provider)
    for subdistrict, own in by_place.items():
        taking, closed = _standing(subdistrict)
        for month, taken in taking.items():
            for one in own:
                if one.pk in taken and not {(month, one.pk), (month, None)} & closed:
                    address = reverse("delivery:closing_provider", args=[month, one.pk]) if leads else page_of(one)
                    yield OpenMonth(month, one.name, 1, address)


def _looked_after(user: Any) -> set[int]:
    """The providers of the projects for which the user is liaison officer."""
    held = set(users.granted(user, "project", Role.LIAISON))
    return set(commissioning.Project.objects.filter(pk__in=held).values_list("provider", flat=True)) if held else set()


def _standing(subdistrict: directory.Subdistrict) -> tuple[dict[int, set[int]], set[tuple[int, int | None]]]:
    """By month of late which providers take part; and what is closed."""
    over, month = [], calc.month_of(clock.today())
    for _n in range(LOOKED_AT):
        month = calc.before(month)
        over.append(month)
    closes = delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict, month__in=over)
    return months.taking_part(subdistrict, over), set(closes.values_list("month", "provider"))
