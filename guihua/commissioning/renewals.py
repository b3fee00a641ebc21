"""What the project of the next year has from the one before, where its contract and its promises are entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc.terms import in_proportion
from guihua.commissioning.models import Taken
from guihua.commissioning.terms import IndicatorLine


def promised(project: commissioning.Project) -> list[IndicatorLine]:
    """As the contract before promised it, where that was taken over."""
    if not (before := _contract_before(project, Taken.INDICATORS)):
        return []
    return [IndicatorLine.of(one) for one in before.indicators.all()]


def budget(project: commissioning.Project, whole_fen: int) -> Mapping[int, int]:
    """By category, each with its share of the contract before."""
    if not (before := _contract_before(project, Taken.BUDGET)):
        return {}
    return in_proportion(whole_fen, dict(before.budget.values_list("category", "amount_fen")))


def _contract_before(project: commissioning.Project, part: str) -> commissioning.Contract | None:
    renewal = commissioning.Renewal.objects.filter(project=project).first()
    if renewal is None or part not in renewal.takes:
        return None
    return commissioning.Contract.objects.filter(project=renewal.of_id).first()


def grade_of(project: commissioning.Project) -> str:
    """That of its last evaluation; empty where there was none yet."""
    found: Any = commissioning.Milestone.objects.filter(project=project, kind=commissioning.WaitsFor.FINAL).first()
    return found.grade if found else ""


def least_grade(project: commissioning.Project) -> str:
    """What the rules of its contract ask of the last evaluation before they pay; where they ask nothing, that it is passed."""
    contract = commissioning.Contract.objects.filter(project=project).select_related("rules").first()
    rule = commissioning.ModeRule.objects.of(contract.rules if contract else None, project.mode_id)
    asked = rule.steps.filter(waits_for=commissioning.WaitsFor.FINAL).exclude(least_grade="").first() if rule else None
    return asked.least_grade if asked else commissioning.Grade.PASS
