"""How somebody likes to see the pages follows them from device to device."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import accounts_policy as policy
from guihua.directory import models as directory


@transaction.atomic
def keep(user: directory.User, chosen: dict[str, str], *, by: Any) -> directory.User:
    """What was chosen holds for the account from now on; what was not stays as it is."""
    refuse_if(policy.why_not_prefer(by, user))
    user = directory.User.objects.select_for_update().get(pk=user.pk)
    user.preferences = {**user.preferences, **chosen}
    user.save(update_fields=["preferences"])
    audit.record("user.preferred", user, by=by, **chosen)
    return user
