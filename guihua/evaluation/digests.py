"""A fingerprint of what a rubric or the terms of a round say, so that a change behind the product's back shows."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256
from typing import Any

from guihua.evaluation import appealed, said
from guihua.evaluation import models as evaluation
from guihua.evaluation.judged import Judged


def of_rubric(rubric: evaluation.Rubric) -> str:
    whole = evaluation.Rubric.objects.whole().get(pk=rubric.pk)
    dimensions = [asdict(one) for one in said.of_rubric(whole)]
    return _digest({"name": whole.name, "for": whole.for_whom, "step": whole.step, "dimensions": dimensions})


def of_round(one: evaluation.Round) -> str:
    """Of its terms, and of the rubrics that they name as those were frozen."""
    terms = said.of_round(one)
    rubrics = [each.digest if each else "" for each in (terms.rubric, terms.liaison_rubric)]
    told = {"columns": terms.columns, "weights": terms.weights, "floors": terms.floors, "vetoes": terms.vetoes}
    return _digest({"name": terms.name, "rubrics": rubrics, **told})


def of_result(one: Judged) -> str:
    """Of all that it was made of, comments included: the round's terms, the sheets that count, and what the office decided."""
    sheets = [[sheet.pk, sheet.seat_id, _marks(sheet)] for source in sorted(one.sheets) for sheet in one.sheets[source]]
    excuses = [[key, one.excuses[key].kind, one.excuses[key].why] for key in sorted(one.excuses)]
    bonuses = [[each.pk, each.points, each.why] for each in one.bonuses]
    vetoes = [[each.veto_id, each.why] for each in one.vetoes]
    scores = [[source, each.score, each.evidence] for source, each in sorted(one.scores.items())]
    told = {"excuses": excuses, "bonuses": bonuses, "vetoes": vetoes, "scores": scores} | _talked(one)
    if one.appeal:
        told["appeal"] = of_appeal(one.appeal)
    return _digest({"round": one.entered.round.digest, "sheets": sheets, **told})


def of_appeal(one: evaluation.Appeal) -> str:
    """Of what was contested and why, of what they gave who looked again, and of what was decided."""
    points = [[each.criterion_id, each.reason] for each in one.points.all()]
    looks = [[each.pk, each.assessor_id, _marks(each)] for each in appealed.looked(one)]
    told = {"state": str(one.state), "answer": one.answer, "decision": one.decision}
    return _digest({"points": sorted(points), "looks": looks, **told})


def _talked(one: Judged) -> dict[str, Any]:
    """What a panel talked over; of one that did not nothing is said, as results of before this was asked have it."""
    changes = [
        [
            each.sheet_id,
            each.criterion_id,
            each.old_points,
            each.old_comment,
            each.new_points,
            each.new_comment,
            each.why,
        ]
        for each in one.changes
    ]
    outcomes = [[each.criterion_id, each.outcome] for each in one.moderations]
    return {"changes": changes, "outcomes": outcomes} if changes or outcomes else {}


def of_self_report(report: evaluation.SelfReport) -> str:
    """Of its texts, its own points and its papers: of a paper of the project which version, of a file that was sent which one."""
    answers = [[one.criterion_id, one.text, one.points] for one in report.answers.order_by("criterion")]
    papers = [
        [one.criterion_id, one.name, one.version_id, one.stored_as, one.bytes] for one in report.evidence.order_by("pk")
    ]
    return _digest({"entered": report.entered_id, "answers": answers, "evidence": papers})


def _marks(sheet: evaluation.ScoreSheet | evaluation.SecondLook) -> list[Any]:
    given: Any = sheet.marks.all()
    return sorted([m.criterion_id, m.points, m.is_abstained, m.comment] for m in given)


def _digest(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, default=_text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _text(value: Any) -> str:
    """However a database gives it back: 5, 5.0 and 5.00 are the same points."""
    return said.plain(value) if isinstance(value, Decimal) else str(value)
