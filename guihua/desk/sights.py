"""What somebody may see, as one digest: a file that was made for them is opened while it is the same."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.directory.models import Grant, users


def sight_of(user: Any) -> str:
    """Another one where they may see more or less; of a partner and a secretary also where their projects are others."""
    held = _held_by(user)
    if not users.holds(user, *users.COUNTING):
        return held
    projects = commissioning.Project.objects.counted_for(user).order_by("pk").values_list("pk", flat=True)
    return sha256(repr((held, list(projects))).encode()).hexdigest()


def _held_by(user: Any) -> str:
    """The roles and grants that somebody holds today."""
    held = sorted(users.memberships_today(user).values_list("pk", "role"))
    given = sorted(Grant.objects.filter(user=user).on(clock.today()).values_list("pk", "role"))
    return sha256(repr((held, given)).encode()).hexdigest()
