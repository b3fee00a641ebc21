"""Months are closed: a provider's by its manager, or by the office in its stead; then the whole month by the office."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.delivery import closing_policy as policy
from guihua.delivery import models as delivery
from guihua.delivery import months, notices
from guihua.delivery.calc.months import Figures
from guihua.delivery.models.closes import OFFICE
from guihua.delivery.months import Place
from guihua.directory import models as directory

IN_STEAD = gettext_noop("街道办公室代为结账")


@transaction.atomic
def close(
    subdistrict: directory.Subdistrict, month: int, provider: directory.Organisation, *, by: Any, note: str = ""
) -> delivery.MonthlyClose:
    """The provider's month (yyyymm) stands. What changes it from now on needs a reason."""
    _lock(subdistrict)
    refuse_if(policy.why_not_close(by, subdistrict, month, provider))
    measured = months.measured(subdistrict, [month], [provider.pk])
    (closed,) = _enter(subdistrict, {(month, provider.pk): note.strip()}, measured, by)
    notices.tell_of_close(closed)
    return closed


@transaction.atomic
def close_whole(subdistrict: directory.Subdistrict, month: int, *, by: Any, why: str = "") -> delivery.MonthlyClose:
    """The month stands for everybody, and what the office holds itself. Providers that are still open are closed in
    their stead where the office says why; else it is refused, naming them."""
    _lock(subdistrict)
    refuse_if(policy.why_not_close_whole(by, subdistrict, month, why))
    late = [provider.pk for provider in policy.still_open(subdistrict, month)]
    return _close_all(subdistrict, {month: late}, by, why.strip())[-1]


@transaction.atomic
def remind(subdistrict: directory.Subdistrict, month: int, *, by: Any) -> int:
    """催办: the managers of providers that have not closed the month are told, once a day; returns how many are told."""
    refuse_if(policy.why_not_remind(by, subdistrict, month))
    told = sum(notices.remind(provider, month) for provider in policy.still_open(subdistrict, month))
    audit.record("month.reminded", subdistrict, by=by, month=month, told=told)
    return told


@transaction.atomic
def close_many(subdistrict: directory.Subdistrict, closing: Collection[int], *, by: Any) -> int:
    """Closes months whole that are open for all, provider by provider and then for the office; returns how many closes.

    For a programme whose earlier months come along. Refused for all of them where it is refused for one.
    """
    _lock(subdistrict)
    for month in closing:
        refuse_if(policy.why_not_close_whole(by, subdistrict, month, IN_STEAD))
    taking = months.taking_part(subdistrict, closing)
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict, month__in=closing)
    for month, provider in standing.values_list("month", "provider"):
        taking[month].discard(provider)
    return len(_close_all(subdistrict, {month: sorted(open_) for month, open_ in taking.items()}, by, ""))


def _close_all(
    subdistrict: directory.Subdistrict, still_open: dict[int, list[int]], by: Any, why: str
) -> list[delivery.MonthlyClose]:
    measured = months.measured(subdistrict, list(still_open))
    notes: dict[Place, str] = {}
    for month in sorted(still_open):
        notes |= dict.fromkeys(((month, provider) for provider in still_open[month]), why)
        notes[month, None] = why
    return _enter(subdistrict, notes, measured, by)


def _enter(
    subdistrict: directory.Subdistrict, notes: dict[Place, str], measured: dict[Place, Figures], by: Any
) -> list[delivery.MonthlyClose]:
    at = clock.now()
    rows = [
        delivery.MonthlyClose(
            subdistrict=subdistrict,
            month=month,
            provider_id=provider,
            by=by,
            at=at,
            note=note,
            figures=_kept((month, provider), measured),
        )
        for (month, provider), note in notes.items()
    ]
    made = delivery.MonthlyClose.objects.bulk_create(rows)
    for row in made:
        audit.record("month.closed", row, by=by, month=row.month, provider=row.provider_id, note=row.note)
    return made


def _kept(place: Place, measured: dict[Place, Figures]) -> dict[str, dict[str, int]]:
    """A provider's own figures; or those of everybody, where the office closes the whole month."""
    month, provider = place
    if provider is not None:
        return {str(provider): measured.get(place, Figures()).as_kept()}
    of_month = {whose: said for (of, whose), said in measured.items() if of == month}
    return {str(whose or OFFICE): said.as_kept() for whose, said in of_month.items()}


def _lock(subdistrict: directory.Subdistrict) -> None:
    """Whoever writes records holds the same row: what they wrote is in before the close, or refused after it."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
