"""A sealed file: a mark, eight random bytes, then frames of AES-256-GCM, each numbered and the last one marked as such.

So a file of any size is sealed and opened a frame at a time, and one that was cut, reordered or put elsewhere does not
open (the construction STREAM of Hoang, Reyhanitabar, Rogaway and Vizár).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = b"guihua1\n"
PREFIX = 8
FRAME = 1 << 18  # bytes before sealing
TAG = 16


class Damaged(Exception):
    """The file is not what was sealed: cut, changed, or another one."""


class Sealer:
    """Writes a sealed file piece by piece. `close` seals the last frame, without which nothing opens."""

    def __init__(self, file: IO[bytes], *, key: bytes, place: str) -> None:
        self._file, self._cipher, self._place = file, AESGCM(key), place.encode()
        self._prefix, self._rest, self._count = os.urandom(PREFIX), b"", 0
        file.write(MARK + self._prefix)

    def write(self, piece: bytes) -> None:
        self._rest += piece
        while len(self._rest) > FRAME:
            self._seal(self._rest[:FRAME])
            self._rest = self._rest[FRAME:]

    def close(self) -> None:
        self._seal(self._rest, is_last=True)

    def _seal(self, frame: bytes, *, is_last: bool = False) -> None:
        nonce = _nonce(self._prefix, self._count, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, frame, self._place))
        self._count += 1


def opened(file: IO[bytes], *, key: bytes, place: str) -> Iterator[bytes]:
    """The content, a frame at a time. Raises Damaged."""
    cipher, start = AESGCM(key), file.read(len(MARK) + PREFIX)
    if not start.startswith(MARK):
        raise Damaged
    prefix, count, frame = start[len(MARK) :], 0, file.read(FRAME + TAG)
    while frame:
        following = file.read(FRAME + TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, count, is_last=not following), frame, place.encode())
        except InvalidTag as bad:
            raise Damaged from bad
        frame, count = following, count + 1
    if not count:
        raise Damaged


def _nonce(prefix: bytes, count: int, *, is_last: bool) -> bytes:
    return prefix + (2 * count + is_last).to_bytes(4)
