"""Keys for one purpose each, out of the deployment's own.

What is compared for as long as the database lives (blind indexes, the audit's codes) hangs on the oldest key: newer keys
are added in front of it, and it stays last. A database whose audit was written under another oldest key is refused
before anything is written into it (`audit.why_not_ours`), since nobody would be found again in it.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode
from functools import cache
from hashlib import sha256

from django.conf import settings


@cache
def derived(key: str, purpose: str) -> bytes:
    """32 bytes that tell nothing of the key, nor of those derived from it for any other purpose."""
    return hmac.digest(urlsafe_b64decode(key), purpose.encode(), sha256)


def lasting(purpose: str) -> bytes:
    """The key for a purpose that must outlive every rotation."""
    return derived(settings.GUIHUA_FIELD_KEYS[-1], purpose)
