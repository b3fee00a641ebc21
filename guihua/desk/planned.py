"""What a community needs, beside what was done there; and which needs a project answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from guihua.commissioning import models as commissioning
from guihua.commissioning import plan_policy
from guihua.commissioning.models import plans
from guihua.core import clock
from guihua.directory import models as directory


def of_community(community: directory.Community, year: int | None, user: Any) -> dict[str, Any] | None:
    """Its plan of the year for whoever reads it; for who writes it, also the way to that of the year after."""
    if not plans.communities_read_by(user).filter(pk=community.pk).exists():
        return None
    year = year or clock.today().year
    found = commissioning.CommunityPlan.objects.of(community, year).first()
    writes = plan_policy.why_not_write(user, community, year) is None
    coming = clock.today().year + 1
    return {
        "year": year,
        "plan": found,
        "needs": found.needs.with_all() if found else [],
        "writes": writes,
        "next": coming if writes and coming != year else None,
    }


def of_project(project: commissioning.Project, user: Any) -> QuerySet[commissioning.Answer]:
    """The needs that it answers, of the plans that the user reads."""
    seen = commissioning.Answer.objects.visible_to(user).filter(project=project)
    return seen.select_related("need__plan__community").order_by("need__plan__community__code", "need__position")
