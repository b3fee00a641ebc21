"""The page on which a visit is written down: of which projects, how it begins, and what a phone keeps of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_policy
from guihua.commissioning.models import ProjectState, VisitWay
from guihua.core import clock
from guihua.directory.models import users

MINUTES = 60  # how long most visits take


def projects(user: Any) -> QuerySet[Any]:
    """Those that the user may visit: whoever looks after some finds them first, and the office all that are not over."""
    own = commissioning.Project.objects.looked_after_by(user)
    offices = users.subdistricts_of(user, users.Role.OFFICE)
    rows = commissioning.Project.objects.bought().select_related("domain")
    rows = rows.filter(pk__in=own.values("pk")) | rows.filter(subdistrict__in=offices)
    first = Case(When(pk__in=own.values("pk"), then=Value(0)), default=Value(1))
    found: QuerySet[Any] = rows.exclude(state=ProjectState.CLOSED).order_by(first, "number")
    return found


def open_projects(user: Any) -> QuerySet[Any]:
    """Those of which a phone may keep something: none of a confidential domain."""
    return projects(user).filter(domain__is_confidential=False)


def begun(project: commissioning.Project | None) -> dict[str, Any]:
    """Today, on site, an hour: what has to be typed is what was seen."""
    usual = {"day": clock.today(), "way": VisitWay.ON_SITE, "minutes": MINUTES, "sent_as": uuid4()}
    return usual | ({"project": project.pk} if project else {})


def pages(user: Any) -> list[str]:
    """What the phone of somebody who visits projects fetches before it is needed."""
    return [] if visit_policy.why_not_visit_at_all(user) else [reverse("desk:visit_adding")]
