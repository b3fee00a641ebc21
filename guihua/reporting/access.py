"""Which account a user may open: the whole programme's, for those who oversee it."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from guihua.directory.models import Subdistrict, users


def overseen_by(user: Any) -> Subdistrict:
    """The sub-district whose account the user oversees. Raises Http404 for everybody else."""
    found = Subdistrict.objects.filter(pk__in=users.subdistricts_of(user, *users.OVERSEERS)).order_by("pk").first()
    if found is None:
        raise Http404
    return found
