"""When an assessor cannot come, as the office enters it or they say themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_policy as policy

Half = tuple[date, str]


@transaction.atomic
def say(assessor: evaluation.Assessor, one: evaluation.Round, away: Collection[Half], *, by: Any) -> int:
    """On these half-days of the round's visits they cannot come, on all others of them they can. Returns how many these are."""
    evaluation.Assessor.objects.select_for_update(of=("self",)).only("pk").get(pk=assessor.pk)
    assessor = evaluation.Assessor.objects.get(pk=assessor.pk)
    refuse_if(policy.why_not_say_absence(by, assessor, one))
    days = evaluation.days_of(one)
    wanted = {half for half in away if half[0] in days}
    rows = assessor.absences.filter(day__in=days)
    there = {(row.day, row.half): row.pk for row in rows}
    rows.filter(pk__in=[pk for half, pk in there.items() if half not in wanted]).delete()
    new = [evaluation.Absence(assessor=assessor, day=day, half=half) for day, half in sorted(wanted - there.keys())]
    evaluation.Absence.objects.bulk_create(new)
    audit.record("assessor.absent", assessor, by=by, round=one.pk, halves=len(wanted))
    return len(wanted)
