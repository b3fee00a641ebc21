"""What a demonstration's providers were asked to do better once this year's results were published."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from django.db import transaction

from guihua.commissioning.models import Grade
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict
from guihua.evaluation import judged
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import improving
from guihua.evaluation.models import Criterion, Source

DAYS = timedelta(days=90)


@transaction.atomic
def write(place: Subdistrict) -> None:
    """Of every so many that missed the best grade one, at the criterion where most was lost."""
    told = texts.load("results")["improving"]
    rows = evaluation.Result.objects.newest().published().filter(entered__round__subdistrict=place)
    missed = rows.filter(entered__round__year__year=clock.today().year).exclude(grade=Grade.EXCELLENT)
    entered = [row.entered for row in missed.select_related("entered__round", "entered__project").order_by("entered")]
    for n, one in enumerate(entered[:: told["one_in"]]):
        what = told["tasks"][n % len(told["tasks"])]
        improving.ask(one, what, clock.today() + DAYS, criterion=_worst(one), by=audit.SYSTEM)


def _worst(entered: evaluation.RoundProject) -> Criterion:
    source = judged.of(entered).sources[Source.ASSESSORS]
    lines = [line for each in source.dimensions for line in each.lines]
    key = min(lines, key=lambda line: ((line.combined.value or 0) - Fraction(line.points), line.criterion)).criterion
    return Criterion.objects.select_related("dimension").get(pk=key)
