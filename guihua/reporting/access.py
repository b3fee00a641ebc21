"""Which account a user may open: the whole programme's, for those who oversee it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from guihua.directory.models import Subdistrict, users


def overseen_by(user: Any) -> Subdistrict:
    """The sub-district whose account the user oversees. Raises Http404 for everybody else."""
    return get_object_or_404(Subdistrict.objects.held_by(user, *users.OVERSEERS)[:1])
