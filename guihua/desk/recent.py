"""What somebody opened last: references alone, shown as far as they may see the things by now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from guihua.commissioning.models import Project
from guihua.delivery import people as known
from guihua.delivery.models import Session
from guihua.desk import searching
from guihua.desk.models import Opened
from guihua.desk.text_search import Found
from guihua.directory.models import Community, Organisation, Person

Rows = Callable[[Any], models.QuerySet[Any]]
KINDS: dict[str, tuple[Rows, Callable[[Any], Found]]] = {
    "project": (lambda user: Project.objects.visible_to(user).select_related("year"), searching.tell_project),
    "session": (
        lambda user: Session.objects.visible_to(user).select_related("activity", "project"),
        searching.tell_session,
    ),
    "organisation": (lambda user: Organisation.objects.visible_to(user), searching.tell_organisation),
    "community": (lambda user: Community.objects.visible_to(user), searching.tell_community),
    "person": (lambda user: known.visible_to(user).select_related("community"), searching.tell_person),
}
MODELS: dict[type[models.Model], str] = {
    Project: "project",
    Session: "session",
    Organisation: "organisation",
    Community: "community",
    Person: "person",
}


def opened_by(user: Any) -> list[Found]:
    """The last things first; what is not there any more, or not for the user, is left out."""
    rows = list(Opened.objects.visible_to(user).newest_first())
    found: dict[tuple[str, int], Found] = {}
    for kind in dict.fromkeys(row.kind for row in rows):
        of_user, tell = KINDS[kind]
        there = of_user(user).in_bulk([row.object_id for row in rows if row.kind == kind])
        found |= {(kind, key): tell(thing) for key, thing in there.items()}
    return [found[row.kind, row.object_id] for row in rows if (row.kind, row.object_id) in found]
