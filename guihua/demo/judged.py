"""Rounds of a demonstration come to results once all their sheets are there: an earlier year's is published, this year's is a draft."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from guihua.core import audit, clock
from guihua.directory.models import Subdistrict
from guihua.evaluation import models as evaluation
from guihua.evaluation import result_policy
from guihua.evaluation.actions import publishing, results

READING = timedelta(days=3)  # between the last sheet and the draft, and between the last reply and the publication


def write(place: Subdistrict) -> None:
    """A round that still lacks something stays open."""
    rows = evaluation.Round.objects.filter(subdistrict=place, state=evaluation.RoundState.OPEN)
    for one in rows.select_related("year").order_by("year__year", "pk"):
        if next(result_policy.lacking(one), None) is None:
            _bring_out(one)


def _bring_out(one: evaluation.Round) -> None:
    drafted_on = (one.scoring_until or clock.today()) + READING
    until = drafted_on + timedelta(days=one.reply_days)
    one = results.draft(one, by=audit.SYSTEM)
    rows = evaluation.Round.objects.filter(pk=one.pk)
    rows.update(drafted_at=_at(drafted_on), reply_until=until)
    if one.year.year < clock.today().year:
        told_on = until + READING
        publishing.publish(one, by=audit.SYSTEM, on=told_on)
        rows.update(published_at=_at(told_on))
    evaluation.Result.objects.filter(entered__round=one).update(at=_at(drafted_on))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15, 30)))
