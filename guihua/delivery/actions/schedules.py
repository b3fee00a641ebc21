"""Managers whose month is still open are told on the day that the office chose, once for each month."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.delivery import closing_policy as policy
from guihua.delivery import models as delivery
from guihua.delivery import notices
from guihua.delivery.calc import months as calc
from guihua.directory import models as directory


@transaction.atomic
def choose(subdistrict: directory.Subdistrict, day: int | None, *, by: Any) -> delivery.ClosingSchedule:
    """From the next month that is over they are told on this day; on none, where there is none."""
    schedule = _locked(subdistrict)
    refuse_if(policy.why_not_schedule(by, subdistrict))
    if schedule.day != day:
        schedule.day = day
        schedule.save(update_fields=["day"])
        audit.record("closing_schedule.changed", schedule, by=by, day=day)
    return schedule


def tell_of_open(*, by: Any) -> int:
    """Returns how many people are told. It is asked for again and again, and writes only where somebody is due."""
    today = clock.today()
    month = calc.before(calc.month_of(today))
    chosen = delivery.ClosingSchedule.objects.all()
    done = chosen.exclude(pk__in=chosen.due_on(today.day, month))
    due = directory.Subdistrict.objects.exclude(pk__in=done.values("subdistrict")).order_by("pk")
    return sum(_tell(subdistrict, month, by) for subdistrict in due)


@transaction.atomic
def _tell(subdistrict: directory.Subdistrict, month: int, by: Any) -> int:
    schedule = _locked(subdistrict)
    if schedule.day is None or clock.today().day < schedule.day or schedule.told == month:
        return 0
    schedule.told = month
    schedule.save(update_fields=["told"])
    told = sum(notices.tell_of_open(provider, month) for provider in policy.still_open(subdistrict, month))
    if told:
        audit.record("month.reminded", subdistrict, by=by, month=month, told=told)
    return told


def _locked(subdistrict: directory.Subdistrict) -> delivery.ClosingSchedule:
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    return delivery.ClosingSchedule.objects.get_or_create(subdistrict=subdistrict)[0]
