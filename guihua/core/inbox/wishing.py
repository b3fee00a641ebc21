from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.inbox.kinds import KINDS
from guihua.core.inbox.models import Wishes


@transaction.atomic
def wish(*, mail_address: str, no_notice: Collection[str], no_mail: Collection[str], by: Any) -> Wishes:
    """What `by` wishes to be told from now on. Notices that are not harmless come into the inbox whatever is wished."""
    harmless = {code for code, kind in KINDS.items() if kind.is_harmless}
    wishes, _made = Wishes.objects.update_or_create(
        user=by,
        defaults={
            "mail_address": mail_address,
            "no_notice": sorted(harmless & set(no_notice)),
            "no_mail": sorted(KINDS.keys() & set(no_mail)),
        },
    )
    audit.record(
        "inbox.wished",
        by,
        by=by,
        has_address=bool(mail_address),
        no_notice=wishes.no_notice,
        no_mail=wishes.no_mail,
    )
    return wishes
