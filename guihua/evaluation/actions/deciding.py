"""What the office decides of a project before there is a draft: what is left out, what is added, what was found, what others said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import result_policy as policy

Entered = evaluation.RoundProject


@transaction.atomic
def excuse(entered: Entered, criterion: evaluation.Criterion, kind: str, *, why: str, by: Any) -> evaluation.Excuse:
    """Said again of the same criterion, it replaces what was said."""
    entered = _held(entered, by)
    refuse_if(policy.why_not_excuse(entered, criterion))
    said = {"kind": kind, "why": why} | _signed(by)
    one, _made = evaluation.Excuse.objects.update_or_create(entered=entered, criterion=criterion, defaults=said)
    _told("excused", entered, by, criterion=criterion.pk, kind=kind, why=why)
    return one


@transaction.atomic
def add(entered: Entered, points: Decimal, *, why: str, by: Any) -> evaluation.Bonus:
    entered = _held(entered, by)
    refuse_if(policy.why_not_add(entered, points))
    one = evaluation.Bonus.objects.create(entered=entered, points=points, why=why, **_signed(by))
    _told("bonus", entered, by, points=str(points), why=why)
    return one


@transaction.atomic
def find(entered: Entered, veto: evaluation.VetoItem, *, why: str, by: Any) -> evaluation.VetoFound:
    entered = _held(entered, by)
    said = {"why": why} | _signed(by)
    own = entered.round.vetoes.get(pk=veto.pk)
    one, _made = evaluation.VetoFound.objects.update_or_create(entered=entered, veto=own, defaults=said)
    _told("veto", entered, by, veto=veto.pk, why=why)
    return one


@transaction.atomic
def put(entered: Entered, source: str, score: Decimal, *, evidence: str, by: Any) -> evaluation.SourceScore:
    """What a source without sheets says of it, and by what that is known."""
    entered = _held(entered, by)
    refuse_if(policy.why_not_put(entered, source))
    said = {"score": score, "evidence": evidence, "of": None} | _signed(by)
    one, _made = evaluation.SourceScore.objects.update_or_create(entered=entered, source=source, defaults=said)
    _told("scored", entered, by, source=source, score=str(score), evidence=evidence)
    return one


@transaction.atomic
def take_back(
    one: evaluation.Excuse | evaluation.Bonus | evaluation.VetoFound | evaluation.SourceScore, *, by: Any
) -> None:
    """As if it had not been said; the trail keeps it."""
    entered = _held(one.entered, by)
    _told("taken_back", entered, by, what=one._meta.model_name, **_plain(one))
    one.delete()


def take_midterms(one: evaluation.Round, *, by: Any) -> None:
    """Of each project what its mid-term of the year came to, where that was published here: it then stands in a row of its own,
    so that a later word about the mid-term does not change this round unseen."""
    if not one.weights.filter(source=evaluation.Source.MIDTERM, percent__gt=0).exists():
        return
    for entered in one.projects.judged().select_related("round").order_by("pk"):
        if found := policy.midterm_of(entered):
            said = {"score": found.score, "evidence": _("中期评估公布的得分"), "of": found} | _signed(by)
            evaluation.SourceScore.objects.update_or_create(
                entered=entered, source=evaluation.Source.MIDTERM, defaults=said
            )


def _held(entered: Entered, by: Any) -> Entered:
    """Whoever closes the round holds its projects too."""
    Entered.objects.select_for_update(of=("self",)).only("pk").get(pk=entered.pk)
    found = Entered.objects.select_related("round", "project").get(pk=entered.pk)
    refuse_if(policy.why_not_decide(by, found))
    return found


def _signed(by: Any) -> dict[str, Any]:
    return {"at": clock.now(), "by": by}


def _told(verb: str, entered: Entered, by: Any, **told: Any) -> None:
    audit.record(f"judging.{verb}", entered.round, by=by, project=entered.project_id, **told)


def _plain(one: Any) -> dict[str, str]:
    names = ("kind", "points", "why", "score", "evidence", "source")
    return {name: str(getattr(one, name)) for name in names if hasattr(one, name)}
