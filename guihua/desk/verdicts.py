"""What a project was judged to be: what was published for whoever sees it, a draft for those alone who answer it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.evaluation import models as evaluation


def of_project(project: commissioning.Project, user: Any) -> list[dict[str, Any]]:
    """Each result that stands, the newest round first; with the way to its arithmetic where the reader may see that."""
    own = set(evaluation.Result.objects.visible_to(user).filter(entered__project=project).values_list("pk", flat=True))
    rows = evaluation.Result.objects.newest().filter(entered__project=project).select_related("entered__round")
    shown = rows.filter(Q(pk__in=own) | Q(entered__round__state=evaluation.RoundState.PUBLISHED))
    return [
        {
            "result": one,
            "round": one.entered.round,
            "score": f"{one.score:.{one.entered.round.places}f}",
            "address": reverse("evaluation:result", args=[one.entered_id]) if one.pk in own else "",
        }
        for one in shown.order_by("-entered__round__drafted_at", "-pk")
    ]
