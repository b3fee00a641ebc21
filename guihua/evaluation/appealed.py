"""What an appeal makes of a project's marks: where it is upheld, contested criteria count by who looked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import scoring


def looked(appeal: evaluation.Appeal) -> list[evaluation.SecondLook]:
    """Those that count, in the order of their keys."""
    return sorted((one for one in appeal.taken if not one.is_draft), key=lambda one: one.pk)


def settled(appeal: evaluation.Appeal) -> set[int]:
    """The contested criteria that somebody scored again; where nobody did, the first marks stand."""
    contested = {one.criterion_id for one in appeal.points.all()}
    scored = {mark.criterion_id for look in looked(appeal) for mark in look.marks.all() if mark.points is not None}
    return contested & scored


def key_of(look: evaluation.SecondLook) -> int:
    """By which its marks are told from those of the panel's sheets, whose keys are above nought."""
    return -int(look.pk)


def sheets(panel: Iterable[evaluation.ScoreSheet], appeal: evaluation.Appeal | None) -> list[scoring.Sheet]:
    """The panel's, but for what was settled anew; and what they gave who looked again at that alone."""
    anew = settled(appeal) if appeal else set()
    found = [
        scoring.Sheet(one.pk, {m.criterion_id: m.points for m in one.marks.all() if m.criterion_id not in anew})
        for one in panel
    ]
    return found + _again(looked(appeal) if appeal else [], anew)


def _again(looks: Sequence[evaluation.SecondLook], anew: set[int]) -> list[scoring.Sheet]:
    return [
        scoring.Sheet(key_of(one), {m.criterion_id: m.points for m in one.marks.all() if m.criterion_id in anew})
        for one in looks
    ]
