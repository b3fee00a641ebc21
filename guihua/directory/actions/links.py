"""Secrets of links that open one thing once. Whoever holds the secret may; the database holds its digest alone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import secrecy
from guihua.directory.actions.sign_ins import digest
from guihua.directory.calc import lockout
from guihua.directory.models import Invitation, Misses, PasswordLink

DAYS = 7  # how long a link waits
MOST_MISSES = 20  # from one address, within
MISSES_SECONDS = 600
LINKS = "links missed"  # what is counted of an address
NETWORK = 64  # bits of an IPv6 address that name whose it is; the rest its owner changes at will


def new_secret() -> str:
    """43 letters, 256 random bits."""
    return secrets.token_urlsafe(32)


def fresh(secret: str, by: Any) -> dict[str, Any]:
    """What every new link says of itself."""
    now = timezone.now()
    return {"digest": digest(secret), "by": by, "made_at": now, "expires_at": now + timedelta(days=DAYS)}


def behind(secret: str) -> Invitation | PasswordLink | None:
    """What the link with this secret was made for."""
    key = digest(secret)
    return invitation_behind(key) or PasswordLink.objects.select_related("user", "by").filter(digest=key).first()


def invitation_behind(key: bytes) -> Invitation | None:
    rows = Invitation.objects.select_related("subdistrict", "organisation", "community", "by")
    return rows.filter(digest=key).first()


@transaction.atomic
def missed(address: str | None, what: str = LINKS) -> None:
    """Somebody there came with a link that was never made, or did whatever else is counted. In the database, so for all
    processes at once."""
    now, index = timezone.now(), _index(address, what)
    Misses.objects.filter(since__lt=now - timedelta(days=1)).delete()
    Misses.objects.get_or_create(address_index=index, defaults={"since": now})
    row = Misses.objects.select_for_update().get(address_index=index)
    if row.since < now - timedelta(seconds=MISSES_SECONDS):
        row.since, row.count = now, 0
    row.count += 1
    row.save(update_fields=["since", "count"])


def minutes_shut(address: str | None, what: str = LINKS, most: int = MOST_MISSES) -> int:
    """For how many minutes nobody there opens a link, or does whatever else is counted; 0 where they may."""
    now = timezone.now()
    since = now - timedelta(seconds=MISSES_SECONDS)
    row = Misses.objects.filter(address_index=_index(address, what), since__gte=since, count__gte=most).first()
    return lockout.minutes_left(row.since + timedelta(seconds=MISSES_SECONDS), now) if row else 0


def _index(address: str | None, what: str) -> bytes:
    found = ip_address(address) if address else None
    whose = str(ip_network((found, NETWORK), strict=False)) if found and found.version == 6 else str(found)
    return secrecy.blind_index(whose, purpose=what)
