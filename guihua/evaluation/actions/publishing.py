"""Results are published, and what waits for them in commissioning is released."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import payments
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if
from guihua.core.wording import as_recorded
from guihua.evaluation import models as evaluation
from guihua.evaluation import notices
from guihua.evaluation import reply_policy as policy
from guihua.evaluation.actions.results import closed_to_all

REACHED = {
    evaluation.Stage.MIDTERM: commissioning.WaitsFor.MIDTERM,
    evaluation.Stage.FINAL: commissioning.WaitsFor.FINAL,
}
EVIDENCE = gettext_lazy("%(round)s，得分 %(score)s")


@transaction.atomic
def publish(one: evaluation.Round, *, by: Any, on: date | None = None) -> evaluation.Round:
    """Everybody who may see a project reads its score and grade. `on`: the day, where a round of earlier years is put on file."""
    one = closed_to_all(one)
    refuse_if(policy.why_not_publish(by, one))
    one.published_at = clock.now()
    one.save(update_fields=["published_at"])
    lifecycle.move(one, evaluation.RoundState.PUBLISHED, by=by)
    released = release(one, on=on or clock.today(), by=by)
    audit.record("round.told", one, by=by, released=released)
    if by is not audit.SYSTEM:
        notices.published(one)
    return one


def release(one: evaluation.Round, *, on: date, by: Any, only: int | None = None) -> int:
    """Of each project, or of `only` one of them, it is said in commissioning that its evaluation was reached, with the grade that stands now. Said already,
    it is not said again. Returns of how many it was new."""
    kind = REACHED[evaluation.Stage(one.stage)]
    rows = evaluation.Result.objects.newest().filter(entered__round=one).select_related("entered__project")
    if only is not None:
        rows = rows.filter(entered=only)
    return sum(_release(row, one, kind, on, by) for row in rows.order_by("entered__project"))


def _release(row: evaluation.Result, one: evaluation.Round, kind: str, on: date, by: Any) -> bool:
    project = row.entered.project
    payments.held(project)
    evidence = as_recorded(EVIDENCE) % {"round": one.name, "score": f"{row.score:.{one.places}f}"}
    said = {"grade": row.grade, "evidence": evidence}
    if commissioning.Milestone.objects.filter(project=project, kind=kind, **said).exists():
        return False
    payments.note_reached(project, kind, on=on, by=by, **said)
    return True
