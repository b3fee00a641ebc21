"""A contract's term begins on a day, whether or not anybody is there to say so."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import projects
from guihua.core import clock


def begin(*, by: Any) -> int:
    """Contracted projects whose term has begun run from now on; returns how many. Writes nothing where none is due."""
    due = commissioning.Project.objects.due_to_start(clock.today())
    if not due.exists():
        return 0
    with transaction.atomic():
        starting = list(due.select_for_update(of=("self",)))
        for project in starting:
            projects.start(project, by=by)
    return len(starting)
