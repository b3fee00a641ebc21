"""Where sealed files lie: GUIHUA_HOME/uploads, under names that nobody chose."""

from __future__ import annotations

import re
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from guihua.core.uploads import frames
from guihua.core.uploads.room import whole

if TYPE_CHECKING:
    from guihua.core.uploads.handlers import Arriving

ARRIVING = "arriving"
STEM = 32  # characters of a name; what follows says what of a file it is, such as its rows
NAME = re.compile(r"[0-9a-f]{32}(?:\.[a-z]+)?")
ABANDONED_AFTER = 86_400  # seconds: no request takes as long


def folder() -> Path:
    """For the server's user alone."""
    place: Path = settings.GUIHUA_UPLOADS
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def new_name() -> str:
    """Tells nothing of what the file holds."""
    return uuid.uuid4().hex


def arriving(name: str) -> Path:
    place = folder() / ARRIVING
    place.mkdir(mode=0o700, exist_ok=True)
    return place / name


def place_of(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return folder() / name


def keep(file: Arriving) -> str:
    """The file stays when its request is over; returns the name by which it is read."""
    file.path.replace(place_of(file.path.name))
    return file.path.name


def write(name: str, content: bytes, *, key: bytes) -> None:
    """Puts sealed content under a name, whole or not at all. Raises NoRoom."""
    fresh = arriving(new_name())
    with whole(fresh), fresh.open("wb") as file:
        fresh.chmod(0o600)
        sealer = frames.Sealer(file, key=key, place=content_place(name))
        sealer.write(content)
        sealer.close()
    fresh.replace(place_of(name))


def read(name: str, *, key: bytes) -> bytes:
    """The whole content. Raises FileNotFoundError, or Damaged where the file or the key is another."""
    with place_of(name).open("rb") as file:
        return b"".join(frames.opened(file, key=key, place=content_place(name)))


def remove(*names: str) -> None:
    """Nothing where they are gone already."""
    for name in names:
        place_of(name).unlink(missing_ok=True)


def names_kept() -> set[str]:
    return {path.name for path in folder().iterdir() if NAME.fullmatch(path.name)}


def remove_abandoned() -> int:
    """What arrived for requests that ended with the server; returns how many."""
    before = time.time() - ABANDONED_AFTER
    place = folder() / ARRIVING
    old = [path for path in place.glob("*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def content_place(name: str) -> str:
    """Bound into each frame: what a file holds besides, such as its rows, does not pass for the file itself."""
    return f"uploads{name[STEM:]}"
