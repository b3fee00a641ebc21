"""The office says which projects answer a community's need, and takes it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import plan_policy as policy
from guihua.commissioning.actions import search_texts
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if


@transaction.atomic
def answer(
    need: commissioning.Need, project: commissioning.Project, *, by: Any, note: str = ""
) -> commissioning.Answer:
    """The need is met as far as a project does something about it."""
    need = _held(need)
    refuse_if(policy.why_not_answer(by, need, project))
    said = commissioning.Answer.objects.create(
        subdistrict_id=need.subdistrict_id,
        need=need,
        project=project,
        note=note,
        at=clock.now(),
        by=by,
    )
    search_texts.keep(need)
    audit.record("answer.added", said, by=by, need=need.title, project=project.number)
    return said


@transaction.atomic
def take_back(said: commissioning.Answer, *, by: Any) -> None:
    """The project does nothing about it after all."""
    need = _held(said.need)
    refuse_if(policy.why_not_link(by, need.plan))
    audit.record("answer.taken_back", said, by=by, need=need.title, project=said.project.number)
    said.delete()
    search_texts.keep(need)


def _held(need: commissioning.Need) -> commissioning.Need:
    """The need as it is now, with its plan held, so that nobody sends it back or changes it meanwhile."""
    plan = commissioning.CommunityPlan.objects.select_for_update(of=("self",)).get(pk=need.plan_id)
    found = commissioning.Need.objects.get(pk=need.pk)
    found.plan = plan
    return found
