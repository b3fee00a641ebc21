"""What lies in the folder and belongs to no row: sealed in a transaction that came to nothing, or left when a server died
between the row and its file. The key went with the row, so that nobody can open it; it only takes room.

It is set aside first and removed a month later: a worker that was started with another database would find that nothing
belongs to anybody, and once it is started rightly, all of it is put back.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from guihua.core.uploads.folder import ABANDONED_AFTER, NAME, STEM, folder, place_of, remove_abandoned

ASIDE = "unowned"
ASIDE_FOR = 30 * 86_400  # seconds


class NameField(models.CharField):  # type: ignore[type-arg]  # - takes none when the program runs
    """By which a row's sealed file is read. Whatever stands in none of these fields, under a data key that still is there,
    is swept."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def sweep() -> int:
    """Returns how many files were set aside or removed."""
    now = time.time()
    old = list(_older_than(folder(), now - ABANDONED_AFTER))
    aside = folder() / ASIDE
    aside.mkdir(mode=0o700, exist_ok=True)
    owned = _owned()
    unowned = [path for path in old if path.name[:STEM] not in owned]
    for path in unowned:
        os.utime(path.replace(aside / path.name))
    for path in _older_than(aside, now + 1):
        if path.name[:STEM] in owned:
            path.replace(place_of(path.name))
    gone = list(_older_than(aside, now - ASIDE_FOR))
    for path in gone:
        path.unlink(missing_ok=True)
    return len(unowned) + len(gone) + remove_abandoned()


def _older_than(place: Path, moment: float) -> Iterator[Path]:
    return (path for path in place.iterdir() if NAME.fullmatch(path.name) and path.stat().st_mtime < moment)


def _owned() -> set[str]:
    """Of every row whose file can still be opened."""
    fields = [(model, one) for model in apps.get_models() for one in model._meta.fields if isinstance(one, NameField)]
    rows = ((model._default_manager.exclude(data_key=b"").order_by(), one.name) for model, one in fields)
    return {name[:STEM] for found, field in rows for name in found.values_list(field, flat=True)}
