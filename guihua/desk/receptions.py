"""When a project is visited by whom it is judged, for whoever receives them: not who these are."""

from __future__ import annotations

from typing import Any

from guihua.commissioning import models as commissioning
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_words


def of_project(project: commissioning.Project, user: Any) -> list[tuple[evaluation.Round, str]]:
    """Each round in which it is judged, as far as a time is set, with when and how."""
    rounds = evaluation.Round.objects.visible_to(user)
    rows = evaluation.RoundProject.objects.judged().filter(project=project, round__in=rounds, panel__day__isnull=False)
    found = rows.select_related("round", "panel").order_by("panel__day", "pk")
    return [(each.round, panel_words.visit_of(each)) for each in found]
