"""Three providers of a demonstration contest this year's results: one wins, one does not, and of one the second look goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.commissioning.models import Grade
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict
from guihua.evaluation import appeal_policy, judged, look_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import appeals, second_looks
from guihua.evaluation.calc.scoring import Line
from guihua.evaluation.models import Expertise, Source
from guihua.evaluation.said import MarkSaid

LOOKING = 2  # assessors who look again
SENT, ADMITTED, DECIDED = timedelta(days=3), timedelta(days=5), timedelta(days=9)  # after the publication
STEP = Decimal("0.5")


@transaction.atomic
def write(place: Subdistrict) -> None:
    """Where this year's round was published and enough projects missed the best grade."""
    told = texts.load("results")["appeals"]
    rows = evaluation.Round.objects.filter(subdistrict=place, year__year=clock.today().year)
    for one in rows.filter(state=evaluation.RoundState.PUBLISHED).select_related("rubric", "liaison_rubric", "year"):
        missed = evaluation.Result.objects.newest().filter(entered__round=one).exclude(grade=Grade.EXCELLENT)
        near = [row.entered for row in missed.select_related("entered__project").order_by("-score", "entered")]
        if len(near) > LOOKING:
            _won(one, near[0], told)
            _lost(one, near[-1], told)
            _waits(one, near[1], told)


def _won(one: evaluation.Round, entered: evaluation.RoundProject, told: dict[str, Any]) -> None:
    """What it takes to reach the best grade is contested, and looked at again found whole."""
    reasons, lacking = {}, _missing(one, entered)
    for n, line in enumerate(_lines(entered)):
        if lacking <= 0:
            break
        reasons[line.criterion] = told["won"][n % len(told["won"])]
        lacking -= (line.points - Decimal(float(line.combined.value or 0))) * _weight(one)
    appeal = _admitted(entered, reasons)
    full = {line.criterion: MarkSaid(line.points, comment=told["looked"]) for line in _lines(entered)}
    _look(appeal, {key: full[key] for key in reasons})
    _decide(one, appeal, told["upheld"], is_upheld=True)


def _lost(one: evaluation.Round, entered: evaluation.RoundProject, told: dict[str, Any]) -> None:
    """Others see what the panel saw."""
    line = _lines(entered)[0]
    appeal = _admitted(entered, {line.criterion: told["lost"][0]})
    points = Decimal(float(line.combined.value or 0))
    _look(appeal, {line.criterion: MarkSaid(points - points % STEP, comment=told["stayed"])})
    _decide(one, appeal, told["dismissed"], is_upheld=False)


def _waits(one: evaluation.Round, entered: evaluation.RoundProject, told: dict[str, Any]) -> None:
    appeal = _admitted(entered, {_lines(entered)[0].criterion: told["waiting"][0]})
    _dated(one, appeal)


def _lines(entered: evaluation.RoundProject) -> list[Line]:
    """The criteria that every assessor scores, where most was lost first."""
    open_to_all = set(
        evaluation.Criterion.objects.filter(dimension__rubric=entered.round.rubric, expertise=Expertise.ANY)
        .order_by()
        .values_list("pk", flat=True)
    ) & {one.pk for one in appeal_policy.contestable(entered)}
    found = judged.of(entered).sources[Source.ASSESSORS]
    lines = [line for each in found.dimensions for line in each.lines if line.criterion in open_to_all]
    return sorted(lines, key=lambda line: (line.combined.value or 0) - Fraction(line.points))


def _missing(one: evaluation.Round, entered: evaluation.RoundProject) -> Decimal:
    """Points of the score up to the best grade, and a little more, since marks go in steps."""
    best = one.bands.get(grade=Grade.EXCELLENT).floor
    return best - (judged.of(entered).score or Decimal(0)) + STEP


def _weight(one: evaluation.Round) -> Decimal:
    return one.weights.get(source=Source.ASSESSORS).percent / 100


def _admitted(entered: evaluation.RoundProject, reasons: dict[int, str]) -> evaluation.Appeal:
    appeal = appeals.send(entered, reasons, seen=0, by=audit.SYSTEM)
    return appeals.admit(appeal, _others(appeal), by=audit.SYSTEM)


def _others(appeal: evaluation.Appeal) -> Sequence[evaluation.Assessor]:
    """The first of the pool who may; those who judge in this round come first, as they know its rubric."""
    pool = evaluation.Assessor.objects.filter(subdistrict=appeal.entered.round.subdistrict_id).serving().order_by("pk")
    return [one for one in pool if look_policy.why_not_chosen(appeal, one) is None][:LOOKING]


def _look(appeal: evaluation.Appeal, marks: dict[int, MarkSaid]) -> None:
    for look in appeal.looks.taken().order_by("pk"):
        second_looks.hand_in(look, marks, seen=look.revision, by=audit.SYSTEM)


def _decide(one: evaluation.Round, appeal: evaluation.Appeal, why: str, *, is_upheld: bool) -> None:
    day = _published(one) + DECIDED
    appeal = appeals.decide(appeal, why, is_upheld=is_upheld, by=audit.SYSTEM, on=day.date())
    _dated(one, appeal)
    evaluation.Appeal.objects.filter(pk=appeal.pk).update(decided_at=day)
    evaluation.Result.objects.filter(entered=appeal.entered, edition__gt=1).update(at=day)
    appeal.looks.update(submitted_at=day - timedelta(days=1), saved_at=day - timedelta(days=1))


def _dated(one: evaluation.Round, appeal: evaluation.Appeal) -> None:
    sent, admitted = _published(one) + SENT, _published(one) + ADMITTED
    evaluation.Appeal.objects.filter(pk=appeal.pk).update(saved_at=sent, sent_at=sent, answered_at=admitted)


def _published(one: evaluation.Round) -> datetime:
    day = timezone.localdate(one.published_at) if one.published_at else clock.today()
    return timezone.make_aware(datetime.combine(day, time(10, 20)))
