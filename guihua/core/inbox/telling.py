from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core.inbox import kinds
from guihua.core.inbox.models import Mail, Notice, Wishes


@transaction.atomic
def tell(
    users: Iterable[Any], kind: str, *, event: str, params: Mapping[str, Any] | None = None, address: str = ""
) -> None:
    """Each of the users is told of the event once, however often and by how many at once it is told.

    params: numbers and short words for the kind's sentence. address: the page that it leads to. Raises UnknownKind.
    """
    found, now = kinds.named(kind), timezone.now()
    told = list(users)
    wishes = Wishes.objects.in_bulk([user.pk for user in told])
    notices = [
        Notice(
            user=user,
            kind=kind,
            event=event,
            params=dict(params or {}),
            address=address,
            at=now,
            mail=_mail(found, wishes.get(user.pk)),
        )
        for user in told
        if not (found.is_harmless and user.pk in wishes and kind in wishes[user.pk].no_notice)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


@transaction.atomic
def settle(kind: str, event: str, params: Mapping[str, Any]) -> None:
    """What was told of has found its end: the sentence says which from now on, and it waits for nobody any more.

    params: what is known now, beside what was known before."""
    now = timezone.now()
    notices = list(Notice.objects.select_for_update().filter(kind=kind, event=event).order_by("pk"))
    for notice in notices:
        notice.params = {**notice.params, **params}
        notice.read_at = notice.read_at or now
    Notice.objects.bulk_update(notices, ["params", "read_at"])


def _mail(kind: kinds.Kind, wishes: Wishes | None) -> Mail:
    is_wished = wishes is not None and wishes.mail_address and kind.code not in wishes.no_mail
    return Mail.DUE if kind.mails and is_wished else Mail.NONE
