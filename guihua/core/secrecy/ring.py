"""The deployment's keys as they are at this moment: a rotation puts a new one in front while servers and workers run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings


def newest_first() -> tuple[str, ...]:
    """Where they stand in a file it is asked whether it changed (microseconds); its last key stays last."""
    if (file := settings.GUIHUA_FIELD_KEYS_FILE) is None:
        return tuple(settings.GUIHUA_FIELD_KEYS)
    found = file.stat()
    return _read(file, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=2)
def _read(file: Path, number: int, changed_at: int) -> tuple[str, ...]:
    return tuple(key.strip() for key in file.read_text().split(",") if key.strip())
