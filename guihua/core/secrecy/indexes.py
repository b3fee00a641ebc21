"""Blind indexes: equal values give equal indexes, and without the key nothing can be told from one."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode
from functools import cache
from hashlib import sha256
from unicodedata import normalize

from django.conf import settings


@cache
def _key(oldest: str, purpose: str) -> bytes:
    return hmac.digest(urlsafe_b64decode(oldest), f"blind index: {purpose}".encode(), sha256)


def blind_index(value: str, *, purpose: str) -> bytes:
    """HMAC-SHA-256 over the NFKC text, under a key of its own for each purpose, so that two purposes never match.

    The oldest deployment key is used, so that indexes stand when newer keys are added in front.
    """
    return hmac.digest(_key(settings.GUIHUA_FIELD_KEYS[-1], purpose), normalize("NFKC", value).encode(), sha256)
