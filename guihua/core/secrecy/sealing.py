"""Sealing and opening, and the wrapping of data keys. A wrapped key is `key id (4) + nonce (12) + ciphertext`."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
KEY_ID = 4
WRAP_PLACE = b"data key"


class Destroyed(Exception):
    """The data key is gone: what was sealed under it was deleted."""


@cache
def _ring(keys: tuple[str, ...]) -> dict[bytes, AESGCM]:
    raw = [urlsafe_b64decode(key) for key in keys]
    return {sha256(key).digest()[:KEY_ID]: AESGCM(key) for key in raw}


def _newest() -> tuple[bytes, AESGCM]:
    return next(iter(_ring(settings.GUIHUA_FIELD_KEYS).items()))


def new_wrapped_key() -> tuple[bytes, bytes]:
    """A fresh data key: (as stored, wrapped; as used, plain)."""
    plain = os.urandom(32)
    key_id, wrapper = _newest()
    nonce = os.urandom(NONCE)
    return key_id + nonce + wrapper.encrypt(nonce, plain, WRAP_PLACE), plain


def unwrapped(wrapped: bytes | memoryview) -> bytes:
    """The plain data key. Raises Destroyed where it was destroyed."""
    if not wrapped:
        raise Destroyed
    wrapped = bytes(wrapped)
    wrapper = _ring(settings.GUIHUA_FIELD_KEYS)[wrapped[:KEY_ID]]
    return wrapper.decrypt(wrapped[KEY_ID : KEY_ID + NONCE], wrapped[KEY_ID + NONCE :], WRAP_PLACE)


def sealed(text: str, *, key: bytes, place: str) -> bytes:
    """`text` sealed under a plain data key for one place, `table.column`; nothing for nothing."""
    if not text:
        return b""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def opened(value: bytes | memoryview, *, key: bytes, place: str) -> str:
    if not value:
        return ""
    value = bytes(value)
    return AESGCM(key).decrypt(value[:NONCE], value[NONCE:], place.encode()).decode()
