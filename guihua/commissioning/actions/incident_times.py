"""The office says by when an incident is reported, taken up and closed. What was reported already keeps its times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.commissioning import incident_policy as policy
from guihua.commissioning.calc.incidents import Times
from guihua.commissioning.models import IncidentTimes
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory


@transaction.atomic
def change(place: directory.Subdistrict, times: Mapping[str, Times], *, seen: str, by: Any) -> None:
    """By grade. `seen`: the mark of what the editor saw."""
    place = directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place.pk)
    refuse_if(policy.why_not_time(by, place.pk))
    before = IncidentTimes.objects.of(place)
    refuse_if(policy.why_not_seen_times(before, seen) or policy.why_not_times(times))
    for grade, one in times.items():
        IncidentTimes.objects.update_or_create(subdistrict=place, grade=grade, defaults=vars(one))
    plain = {grade: list(vars(one).values()) for grade, one in times.items()}
    audit.record("incidenttimes.changed", place, by=by, after=plain)
