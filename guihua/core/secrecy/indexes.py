"""Blind indexes: equal values give equal indexes, and without the key nothing can be told from one."""

from __future__ import annotations

import hmac
from hashlib import sha256
from unicodedata import normalize

from guihua.core.secrecy.deriving import lasting


def blind_index(value: str, *, purpose: str) -> bytes:
    """HMAC-SHA-256 over the NFKC text, under a key of its own for each purpose, so that two purposes never match."""
    return hmac.digest(lasting(f"blind index: {purpose}"), normalize("NFKC", value).encode(), sha256)
