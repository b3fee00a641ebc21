"""The outer form of a backup: one line in clear that says what it is, and behind it everything sealed, to the last byte.

The line is bound into the seal: with another line the rest does not open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from guihua.core.secrecy import lasting, ring
from guihua.core.secrecy.deriving import derived
from guihua.core.uploads.frames import FRAME, Damaged, Sealer, opened

MARK = b"guihua backup "
FORMAT = 1
LONGEST_LABEL = 10_000  # bytes


@dataclass(frozen=True)
class Label:
    """What stands in clear: with what it was made, when, and the fingerprints of the keys that it needs."""

    version: str
    made_at: str
    keys: tuple[str, ...]
    format: int = FORMAT

    def line(self) -> bytes:
        return MARK + json.dumps(asdict(self)).encode() + b"\n"


def fingerprints() -> tuple[str, ...]:
    """Of the deployment's keys, newest first. They tell nothing of the keys."""
    return tuple(derived(key, "fingerprint").hex()[:16] for key in ring.newest_first())


class Unsealed:
    """The content as a file that is read from its beginning."""

    def __init__(self, frames: Iterator[bytes]) -> None:
        self._frames, self._held = frames, b""

    def read(self, size: int = FRAME) -> bytes:
        while len(self._held) < size and (frame := next(self._frames, None)) is not None:
            self._held += frame
        given, self._held = self._held[:size], self._held[size:]
        return given

    def read_out(self) -> None:
        """To the very end, where the seal says that nothing was cut off."""
        while self.read():
            pass


@contextmanager
def written(path: Path, label: Label) -> Iterator[Sealer]:
    """What is written to it is sealed. The file is there whole, for its owner alone, or not at all."""
    fresh = path.with_name(path.name + ".part")
    try:
        with fresh.open("xb") as file:
            fresh.chmod(0o600)
            line = label.line()
            file.write(line)
            sealer = Sealer(file, key=lasting("backup"), place=line.decode())
            yield sealer
            sealer.close()
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def label_of(path: Path) -> Label:
    """Raises Damaged where the file is no backup, or not one that this version can read at all."""
    with path.open("rb") as file:
        return _label(file)[0]


@contextmanager
def read(path: Path) -> Iterator[Unsealed]:
    """Raises Damaged at whichever place is not what was written."""
    with path.open("rb") as file:
        _known, line = _label(file)
        yield Unsealed(opened(file, key=lasting("backup"), place=line.decode()))


def _label(file: IO[bytes]) -> tuple[Label, bytes]:
    line = file.readline(LONGEST_LABEL)
    try:
        said = json.loads(line.removeprefix(MARK))
        label = Label(said["version"], said["made_at"], tuple(said["keys"]), said["format"])
    except (ValueError, KeyError, TypeError) as bad:
        raise Damaged from bad
    return label, line
