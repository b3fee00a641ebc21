"""Records are drawn for a project's panel, once; each who scores says what they found."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.delivery.models import Session
from guihua.evaluation import models as evaluation
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.calc.sampling import SIZE, drawn
from guihua.evaluation.said import CheckSaid


@transaction.atomic
def draw(entered: evaluation.RoundProject, *, seed: str = "", by: Any) -> evaluation.Sample | None:
    """The sample of a project in a round, drawn by whoever comes first; None where nothing may be drawn, or nothing is there.
    `seed`: as a demonstration has it, else by chance."""
    evaluation.RoundProject.objects.select_for_update(of=("self",)).only("pk").get(pk=entered.pk)
    there = evaluation.Sample.objects.filter(entered=entered).first()
    if there:
        return there
    open_records = Session.objects.filter(project=entered.project_id, project__domain__is_confidential=False)
    pool = sorted(open_records.order_by().values_list("pk", flat=True))
    if not pool:
        return None
    about = {"seed": seed or secrets.token_hex(8), "pool": pool, "drawn_at": clock.now()}
    sample = evaluation.Sample.objects.create(entered=entered, drawn_by=None if by is audit.SYSTEM else by, **about)
    _write(sample, drawn(sample.seed, pool, SIZE))
    audit.record("scoresheet.sampled", entered.round, by=by, project=entered.project_id, seed=sample.seed)
    return sample


@transaction.atomic
def check(sheet: evaluation.ScoreSheet, checks: Mapping[int, CheckSaid], *, by: Any) -> None:
    """What was found of these records; the others stay as they are, and what says nothing goes."""
    evaluation.RoundProject.objects.select_for_update(of=("self",)).only("pk").get(pk=sheet.entered_id)
    sheet = evaluation.ScoreSheet.objects.with_all_that_it_asks().get(pk=sheet.pk)
    refuse_if(policy.why_not_write(by, sheet))
    for one in evaluation.SampledRecord.objects.filter(sample__entered=sheet.entered_id, pk__in=checks):
        said = checks[one.pk]
        if said.finding:
            evaluation.RecordCheck.objects.update_or_create(sheet=sheet, record=one, defaults=vars(said))
        else:
            evaluation.RecordCheck.objects.filter(sheet=sheet, record=one).delete()
    audit.record(
        "scoresheet.verified", sheet.entered.round, by=by, project=sheet.entered.project_id, records=len(checks)
    )


def _write(sample: evaluation.Sample, keys: list[int]) -> None:
    rows = {one.pk: one for one in Session.objects.filter(pk__in=keys).select_related("activity", "community")}
    evaluation.SampledRecord.objects.bulk_create(
        evaluation.SampledRecord(
            sample=sample,
            position=place,
            session=key,
            code=rows[key].code,
            day=rows[key].day,
            form=rows[key].activity.form,
            activity=rows[key].activity.name,
            community=rows[key].community.name if rows[key].community else "",
        )
        for place, key in enumerate(keys, start=1)
    )
