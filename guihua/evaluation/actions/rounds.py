"""A round is planned with the terms of the last one, set up, and opened: from then on its terms stand for both sides."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if
from guihua.evaluation import digests, notices, said
from guihua.evaluation import models as evaluation
from guihua.evaluation import round_policy as policy
from guihua.evaluation.actions import rubrics
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import Terms

Round = evaluation.Round
Grade = commissioning.Grade
# where an office never judged before: the bands that cities have published (Shenzhen 2021), and assessors alone
FIRST_FLOORS = {Grade.EXCELLENT: Decimal(90), Grade.GOOD: Decimal(80), Grade.PASS: Decimal(60), Grade.FAIL: Decimal(0)}
FIRST_WEIGHTS = {evaluation.Source.ASSESSORS: Decimal(100)}


@transaction.atomic
def plan(year: commissioning.ProgrammeYear, stage: str, name: str, *, by: Any) -> Round:
    """With the terms of the last round of this stage, but its days; without one, with what cities have published."""
    refuse_if(policy.why_not_keep(by, year.subdistrict_id) or policy.why_not_name(year.subdistrict_id, name))
    one = Round.objects.create(subdistrict_id=year.subdistrict_id, year=year, stage=stage, name=name)
    last = Round.objects.before(one)
    if last:
        terms = said.of_round(last)
        columns = dict(terms.columns) | dict.fromkeys(said.DAYS)
        _put(one, Terms(name, terms.rubric, terms.liaison_rubric, columns, terms.weights, terms.floors, terms.vetoes))
    else:
        _grade(one, said.of_round(one), FIRST_WEIGHTS, FIRST_FLOORS)
    audit.record("round.planned", one, by=by, year=year.year, stage=stage, after=last.pk if last else None)
    return one


@transaction.atomic
def decide(one: Round, terms: Terms, *, seen: int, by: Any) -> Round:
    """These are its terms. `seen`: the revision that the editor saw."""
    one = _locked(one)
    refuse_if(policy.why_not_change(by, one) or why_not_seen(one.revision, seen))
    refuse_if(policy.why_not_name(one.subdistrict_id, terms.name, but=one.pk))
    refuse_if(policy.why_not_decide(terms, one.subdistrict_id))
    before = said.of_round(one)
    _put(one, terms)
    changed = sorted(name for name, value in vars(terms).items() if getattr(before, name) != value)
    audit.record(
        "round.decided", one, by=by, changed=changed, weights=_texts(terms.weights), floors=_texts(terms.floors)
    )
    return one


@transaction.atomic
def enter(one: Round, projects: Collection[commissioning.Project], *, by: Any) -> int:
    """These projects are judged, and no others. Returns how many there are."""
    one = _locked(one)
    refuse_if(policy.why_not_change(by, one))
    wanted = {project.pk: project for project in projects}
    there = set(one.projects.values_list("project", flat=True))
    for project in wanted.values():
        refuse_if(policy.why_not_enter(one, project))
    one.projects.exclude(project__in=wanted).delete()
    new = [evaluation.RoundProject(round=one, project=wanted[pk]) for pk in wanted if pk not in there]
    evaluation.RoundProject.objects.bulk_create(new)
    audit.record("round.entered", one, by=by, projects=len(wanted), added=len(new), removed=len(there - wanted.keys()))
    return len(wanted)


@transaction.atomic
def withdraw(entered: evaluation.RoundProject, *, why: str, by: Any) -> evaluation.RoundProject:
    """It is not judged after all; it stays on file with the reason."""
    _locked(entered.round)
    entered = evaluation.RoundProject.objects.select_related("round", "project").get(pk=entered.pk)
    refuse_if(policy.why_not_withdraw(by, entered))
    entered.withdrawn_at, entered.withdrawn_why = clock.now(), why
    entered.save(update_fields=["withdrawn_at", "withdrawn_why"])
    audit.record("round.withdrawn", entered.round, by=by, project=entered.project_id, why=why)
    return entered


@transaction.atomic
def begin(one: Round, *, by: Any) -> Round:
    """It opens: its rubrics are frozen with it, and whoever has a project in it sees by what it is judged."""
    one = _locked(one)
    refuse_if(policy.why_not_open(by, one))
    for rubric in (one.rubric, one.liaison_rubric):
        if rubric:
            rubrics.freeze(rubric, by=by)
    one = _locked(one)
    one.opened_at, one.digest = clock.now(), digests.of_round(one)
    one.save(update_fields=["opened_at", "digest"])
    lifecycle.move(one, evaluation.RoundState.OPEN, by=by)
    if by is not audit.SYSTEM:
        notices.opened(one, by)
    return one


@transaction.atomic
def discard(one: Round, *, by: Any) -> None:
    """A round that was only being prepared goes."""
    one = _locked(one)
    refuse_if(policy.why_not_change(by, one))
    audit.record("round.discarded", one, by=by, name=one.name)
    for rows in (one.projects, one.weights, one.bands, one.vetoes):
        rows.all().delete()
    one.delete()


def _locked(one: Round) -> Round:
    Round.objects.select_for_update(of=("self",)).only("pk").get(pk=one.pk)
    return Round.objects.select_related("rubric", "liaison_rubric", "year").get(pk=one.pk)


def _put(one: Round, terms: Terms) -> None:
    one.name, one.rubric, one.liaison_rubric = terms.name, terms.rubric, terms.liaison_rubric
    for name, value in terms.columns.items():
        setattr(one, name, value)
    one.revision += 1
    one.save()
    _grade(one, terms, terms.weights, terms.floors)


def _grade(one: Round, terms: Terms, weights: Any, floors: Any) -> None:
    for rows in (one.weights, one.bands, one.vetoes):
        rows.all().delete()
    evaluation.SourceWeight.objects.bulk_create(
        evaluation.SourceWeight(round=one, source=source, percent=percent) for source, percent in weights.items()
    )
    evaluation.GradeBand.objects.bulk_create(
        evaluation.GradeBand(round=one, grade=grade, floor=floor) for grade, floor in floors.items()
    )
    evaluation.VetoItem.objects.bulk_create(
        evaluation.VetoItem(round=one, position=place, text=text, at_most=at_most)
        for place, (text, at_most) in enumerate(terms.vetoes, start=1)
    )


def _texts(figures: Any) -> dict[str, str]:
    return {name: str(value) for name, value in figures.items()}
