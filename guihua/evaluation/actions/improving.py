"""What an evaluation found is given to the provider as a task, which the liaison officer follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning.actions import tasks
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.evaluation import improvement_policy as policy
from guihua.evaluation import models as evaluation


@transaction.atomic
def ask(
    entered: evaluation.RoundProject, what: str, due_on: date, *, criterion: evaluation.Criterion | None = None, by: Any
) -> evaluation.Improvement:
    """The provider is to do this by a day, because of what a published round says of the project."""
    refuse_if(policy.why_not_improve(by, entered) or policy.why_not_of(entered, criterion))
    task = tasks.raise_for(entered.project, what, due_on, by=by)
    made = evaluation.Improvement.objects.create(entered=entered, criterion=criterion, task=task)
    told = {"project": entered.project_id, "task": task.pk, "criterion": criterion.pk if criterion else None}
    audit.record("judging.improved", entered.round, by=by, **told)
    return made
