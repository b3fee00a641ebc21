"""How far a promise is that no record tells, counted by hand. Each count stays; a wrong one is corrected by another beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import reading_policy
from guihua.commissioning.models import Reading
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if


@transaction.atomic
def enter(
    indicator: commissioning.Indicator,
    *,
    as_of: date,
    value: Decimal,
    proof: str,
    evidence: commissioning.ProjectFile | None = None,
    by: Any,
) -> Reading:
    """So much was done by the end of that day, all told; of a share, per cent. The same said again is the same reading."""
    indicator = _held(indicator)
    refuse_if(reading_policy.why_not_read(by, indicator))
    refuse_if(reading_policy.why_not_say(indicator, as_of, value, proof, evidence))
    said = {"as_of": as_of, "value": value, "proof": proof, "evidence": evidence}
    if same := indicator.readings.standing().filter(**said).first():
        return same
    return _write(indicator, said, by)


@transaction.atomic
def correct(
    reading: Reading,
    *,
    as_of: date,
    value: Decimal,
    proof: str,
    why: str,
    evidence: commissioning.ProjectFile | None = None,
    by: Any,
) -> Reading:
    """Says what should have been said; the wrong one stays on file, with the reason."""
    indicator = _held(reading.indicator)
    reading = Reading.objects.select_related("corrected_by").get(pk=reading.pk)
    refuse_if(reading_policy.why_not_read(by, indicator))
    refuse_if(reading_policy.why_not_correct(reading, why))
    refuse_if(reading_policy.why_not_say(indicator, as_of, value, proof, evidence))
    said = {"as_of": as_of, "value": value, "proof": proof, "evidence": evidence, "corrects": reading, "why": why}
    return _write(indicator, said, by)


def _held(indicator: commissioning.Indicator) -> commissioning.Indicator:
    rows = commissioning.Indicator.objects.select_related("contract__project")
    return rows.select_for_update(of=("self",)).get(pk=indicator.pk)


def _write(indicator: commissioning.Indicator, said: dict[str, Any], by: Any) -> Reading:
    reading = Reading.objects.create(
        subdistrict_id=indicator.subdistrict_id,
        indicator=indicator,
        by=by,
        at=clock.now(),
        **said,
    )
    corrects = said.get("corrects")
    audit.record(
        "indicator.counted",
        reading,
        by=by,
        indicator=indicator.name,
        as_of=reading.as_of.isoformat(),
        value=str(reading.value),
        before=str(corrects.value) if corrects else None,
        why=reading.why,
    )
    return reading
