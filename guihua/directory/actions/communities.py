"""Communities are edited, one at a time. Files of many go through `places`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.actions import rows


@transaction.atomic
def edit(community: directory.Community, changes: Mapping[str, Any], *, seen: int, by: Any) -> bool:
    """Whether it says anything else from now on. `seen` is the version that the editor saw.

    Raises history.Clashed where somebody else changed the same fields since.
    """
    community = directory.Community.objects.select_for_update().get(pk=community.pk)
    refuse_if(policy.why_not_keep_register(by, community.subdistrict_id))
    return rows.edit(community, changes, seen=seen, by=by)
