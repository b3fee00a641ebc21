"""What other weights would make of a round, and how it was judged: shown, never applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.core.refusal import refuse_if
from guihua.evaluation import judged, quality
from guihua.evaluation import models as evaluation
from guihua.evaluation import quality_policy as policy
from guihua.evaluation.calc import results
from guihua.evaluation.quality_forms import WeightsForm
from guihua.evaluation.views.results import round_of

Round = evaluation.Round


@login_required
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Each project beside what it would be under other weights: at first those of the last round of the same stage."""
    found = round_of(request, pk)
    refuse_if(policy.why_not_compare(request.user, found))
    before = Round.objects.before(found)
    base = judged.ground(found)
    weights = {each.source: each.percent for each in before.weights.all()} if before else dict(base.terms.weights)
    form = WeightsForm(weights, request.GET if "assessors" in request.GET else None)
    other = (form.weights if form.is_valid() else None) if form.is_bound else weights
    projects = [one for one in judged.of_round(found, None, base) if one.is_whole]
    rows = _compared(projects, base, other) if other else []
    context = {
        "round": found,
        "back": reverse("evaluation:results", args=[found.pk]),
        "before": before,
        "form": form,
        "weights": _beside(base.terms.weights, other or {}),
        "rows": rows,
        "grades": _counted(rows, found),
        "changed": sum(row["one"].changes_grade for row in rows),
    }
    return render(request, "evaluation/what_if.html", context, status=422 if form.errors else 200)


def _compared(
    projects: Sequence[judged.Judged], base: judged.Ground, weights: Mapping[str, Decimal]
) -> list[dict[str, Any]]:
    found = results.what_if([one.case for one in projects], base.terms, weights)
    whole = {one.entered.pk: one.entered for one in projects}
    rows = [
        {"entered": whole[one.id], "one": one, "now": _grade(one.now), "otherwise": _grade(one.otherwise)}
        for one in found
    ]
    return sorted(rows, key=lambda row: (not row["one"].changes_grade, row["entered"].project.number))


def _grade(verdict: results.Verdict) -> str:
    return str(commissioning.Grade(verdict.grade.band.code).label) if verdict.grade else ""


def _beside(now: Mapping[str, Decimal], other: Mapping[str, Decimal]) -> list[dict[str, Any]]:
    sources = [one for one in evaluation.Source if now.get(one) or other.get(one)]
    return [
        {"label": one.label, "now": now.get(one, Decimal(0)), "other": other.get(one, Decimal(0))} for one in sources
    ]


def _counted(rows: Sequence[Mapping[str, Any]], one: Round) -> list[dict[str, Any]]:
    now, other = Counter(row["now"] for row in rows), Counter(row["otherwise"] for row in rows)
    names = [str(band.get_grade_display()) for band in one.bands.all()]
    return [{"name": name, "now": now[name], "other": other[name]} for name in names]


@login_required
def judging(request: HttpRequest, pk: int) -> HttpResponse:
    """Severity with its interval, agreement, scores that stand out, and the ranking with severity removed."""
    found = round_of(request, pk)
    refuse_if(policy.why_not_examine(request.user, found))
    base = judged.ground(found)
    projects = judged.of_round(found, None, base)
    told = quality.of(projects, base)
    context = {
        "round": found,
        "back": reverse("evaluation:results", args=[found.pk]),
        "quality": told,
        "ranked": quality.ranked(projects, base, told) if told.sheets else [],
        "confidence": round(quality.CONFIDENCE * 100),
        "beyond": round(quality.BEYOND),
    }
    return render(request, "evaluation/quality.html", context)
