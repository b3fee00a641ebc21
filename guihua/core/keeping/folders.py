"""The files of a deployment: what they are, and how a whole set of them takes the place of another, or nothing changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from guihua.core.uploads.folder import ARRIVING

MARK = "demonstration.json"  # says that a home is a demonstration


def folders() -> dict[str, Path]:
    """What is kept, by the name under which it stands in a backup."""
    return {"files": Path(default_storage.path("")), "uploads": settings.GUIHUA_UPLOADS}


def mark() -> Path:
    return Path(settings.HOME) / MARK


def every() -> Iterator[tuple[str, Path]]:
    """Each file: its name in a backup, and where it lies."""
    for name, folder in folders().items():
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and inside.parts[0] != ARRIVING:
                yield f"{name}/{inside.as_posix()}", path
    if mark().is_file():
        yield MARK, mark()


class Unpacked:
    """Files beside those that stand, until they take their place."""

    def __init__(self) -> None:
        self.places = [*folders().values(), mark()]
        self.replaced: list[Path] = []
        self.clear()

    def write(self, name: str, content: bytes) -> None:
        """Raises ValueError where the name leads out of the folders."""
        first, _slash, rest = name.partition("/")
        root = _beside(mark() if name == MARK else folders()[first], "restoring")
        target = root if name == MARK else root / rest
        if not target.resolve().is_relative_to(root.resolve()):
            raise ValueError(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o600)

    def put_in_place(self) -> None:
        for place in self.places:
            self.replaced.append(place)
            _move(place, _beside(place, "before"))
            _move(_beside(place, "restoring"), place)

    @contextmanager
    def or_as_before(self) -> Iterator[None]:
        """Where the block fails, what stood before stands again."""
        try:
            yield
        except BaseException:
            for place in self.replaced:
                _go_back(place)
            raise
        finally:
            self.clear()

    def clear(self) -> None:
        for place in self.places:
            _take_away(_beside(place, "restoring"))
            _take_away(_beside(place, "before"))


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f"{place.name}.{what}")


def _move(place: Path, to: Path) -> None:
    if place.exists():
        place.replace(to)


def _go_back(place: Path) -> None:
    """However far its exchange had come."""
    if (before := _beside(place, "before")).exists():
        _take_away(place)
        before.replace(place)
    elif not _beside(place, "restoring").exists():
        _take_away(place)


def _take_away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
