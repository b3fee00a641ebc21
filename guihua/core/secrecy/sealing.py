"""Sealing and opening, and the wrapping of data keys. A wrapped key is `key id (4) + nonce (12) + ciphertext`.

Nonces are drawn at random: a data key seals a handful of values, and a deployment's key wraps far fewer than the 2³² data
keys up to which that is safe. What wraps is derived from the deployment's key, so that no key serves two purposes.
"""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from guihua.core.secrecy import ring
from guihua.core.secrecy.deriving import derived

NONCE = 12
KEY_ID = 4
WRAP_PLACE = b"data key"


class Destroyed(Exception):
    """The data key is gone: what was sealed under it was deleted."""


class UnknownKey(Exception):
    """A data key was wrapped by a key that the deployment does not have (any more)."""


@cache
def _wrappers(keys: tuple[str, ...]) -> dict[bytes, AESGCM]:
    """What wraps, by key id; the newest first."""
    wrappers = [derived(key, "wrap data keys") for key in keys]
    return {sha256(wrapper).digest()[:KEY_ID]: AESGCM(wrapper) for wrapper in wrappers}


def _newest() -> tuple[bytes, AESGCM]:
    return next(iter(_wrappers(ring.newest_first()).items()))


def new_wrapped_key() -> tuple[bytes, bytes]:
    """A fresh data key: (as stored, wrapped; as used, plain)."""
    plain = os.urandom(32)
    return _wrapped(plain), plain


def _wrapped(plain: bytes) -> bytes:
    key_id, wrapper = _newest()
    nonce = os.urandom(NONCE)
    return key_id + nonce + wrapper.encrypt(nonce, plain, WRAP_PLACE)


def unwrapped(wrapped: bytes | memoryview) -> bytes:
    """The plain data key. Raises Destroyed where it was destroyed, UnknownKey where none of the keys wrapped it."""
    if not wrapped:
        raise Destroyed
    wrapped = bytes(wrapped)
    if (wrapper := _wrappers(ring.newest_first()).get(wrapped[:KEY_ID])) is None:
        raise UnknownKey
    return wrapper.decrypt(wrapped[KEY_ID : KEY_ID + NONCE], wrapped[KEY_ID + NONCE :], WRAP_PLACE)


def key_id_of(key: str) -> bytes:
    """By which a wrapped data key says that this one of the deployment's keys wraps it."""
    return next(iter(_wrappers((key,))))


def wrapped_anew(wrapped: bytes | memoryview) -> bytes:
    """The same data key under the newest key. Raises as `unwrapped` does."""
    return _wrapped(unwrapped(wrapped))


def sealed(text: str, *, key: bytes, place: str) -> bytes:
    """`text` sealed under a plain data key for one place, `table.column`; nothing for nothing."""
    if not text:
        return b""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def opened(value: bytes | memoryview, *, key: bytes, place: str) -> str:
    """What was sealed. Raises cryptography's InvalidTag where key or place is another, or a byte was changed."""
    if not value:
        return ""
    value = bytes(value)
    return AESGCM(key).decrypt(value[:NONCE], value[NONCE:], place.encode()).decode()
