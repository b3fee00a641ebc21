"""Where the facts lie: Parquet files, and a manifest that names those of one generation.

A reader opens one manifest and with it one generation; a writer writes new files first and swaps the manifest last, so
that whoever is killed in between leaves the old generation. Files stay for as long as somebody may still read them.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from guihua.commissioning import facts as commissioning
from guihua.core.flat import Schema
from guihua.core.refusal import UNAVAILABLE, Refusal, Refused
from guihua.delivery import facts as delivery
from guihua.directory import facts as directory

SCHEMAS: Mapping[str, Schema] = {
    "session": delivery.SESSION.schema,
    "attendance": delivery.ATTENDANCE.schema,
    "duty": delivery.DUTY.schema,
    "project": commissioning.PROJECT.schema,
    "station": commissioning.STATION.schema,
    "campaign": commissioning.CAMPAIGN.schema,
    "community": directory.COMMUNITY.schema,
    "school": directory.SCHOOL.schema,
}
SHAPE = sha256(repr({name: list(schema.items()) for name, schema in SCHEMAS.items()}).encode()).hexdigest()
NAME = re.compile(r"[0-9T]+-[0-9a-f]+")
KEPT_FOR = timedelta(minutes=15)  # longer than anybody reads in one request; the last two generations stay in any case


class Damaged(Refused):
    """The facts cannot be read; the sentence says how they are written anew."""

    def __init__(self) -> None:
        super().__init__(
            Refusal(UNAVAILABLE, _("汇总数据读不出来。请管理员运行 guihua facts refresh --full，从记录重新汇总。"))
        )


@dataclass(frozen=True)
class Part:
    """One file of a generation."""

    file: str  # relative to the sub-district's folder
    size: int  # bytes


@dataclass(frozen=True)
class Manifest:
    generation: str  # sorts by time, and no two are alike
    at: str  # ISO time of the moment at which the records were read
    shape: str  # of the schemas that it was written with
    parts: dict[str, dict[str, Part]]  # by data set, then by month ("0" for what belongs to no month)

    @property
    def written_at(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def months(self) -> set[str]:
        """The months that something is known of."""
        return {month for months in self.parts.values() for month in months} - {"0"}

    @property
    def files(self) -> set[str]:
        return {part.file for months in self.parts.values() for part in months.values()}


def folder(subdistrict_code: str) -> Path:
    return Path(settings.GUIHUA_FACTS) / subdistrict_code


@contextmanager
def writing(subdistrict_code: str) -> Iterator[None]:
    """One writer at a time; the lock goes with the process that holds it, however that ends."""
    place = folder(subdistrict_code)
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def manifest(subdistrict_code: str) -> Manifest | None:
    """The newest generation, None where nothing was written yet. Raises Damaged where it cannot be understood."""
    try:
        return _read(folder(subdistrict_code) / "manifest.json")
    except FileNotFoundError:
        return None


def generation(subdistrict_code: str, name: str) -> Manifest | None:
    """A generation that may be an older one, while it is kept."""
    if not NAME.fullmatch(name):
        return None
    try:
        return _read(folder(subdistrict_code) / "generations" / f"{name}.json")
    except (FileNotFoundError, Damaged):
        return None


def is_whole(subdistrict_code: str, stored: Manifest) -> bool:
    """Whether every file is there, as long as it was written, and of the shape that this version reads."""
    place = folder(subdistrict_code)
    parts = [part for months in stored.parts.values() for part in months.values()]
    return stored.shape == SHAPE and all(_size(place / part.file) == part.size for part in parts)


def write(subdistrict_code: str, generation: str, name: str, month: int, frame: pl.DataFrame) -> Part:
    """Writes one part so that it survives a power cut."""
    place = folder(subdistrict_code)
    target = place / name / f"{month}-{generation}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(target)
    _settle(target)
    return Part(str(target.relative_to(place)), target.stat().st_size)


def swap(subdistrict_code: str, new: Manifest) -> None:
    """The new generation is the one that readers open from now on."""
    place = folder(subdistrict_code)
    for name in SCHEMAS:
        if (place / name).exists():
            _settle(place / name)
    (place / "generations").mkdir(exist_ok=True)
    text = json.dumps(asdict(new))
    for final in (place / "generations" / f"{new.generation}.json", place / "manifest.json"):
        draft = final.with_suffix(".new")
        draft.write_text(text)
        _settle(draft)
        draft.replace(final)
        _settle(final.parent)


def sweep(subdistrict_code: str, now: datetime) -> None:
    """Removes what no reader can hold any more: generations before the last two that were succeeded a while ago."""
    place = folder(subdistrict_code)
    newest = _read(place / "manifest.json")
    kept, succeeded_at = newest.files, newest.written_at
    older = [path for path in (place / "generations").glob("*.json") if path.stem != newest.generation]
    for n, path in enumerate(sorted(older, reverse=True)):
        stored = _readable(path)
        if stored is None or (n > 0 and now - succeeded_at > KEPT_FOR):
            path.unlink()
            continue
        kept |= stored.files
        succeeded_at = stored.written_at
    for file in place.glob("*/*.parquet"):
        if str(file.relative_to(place)) not in kept:
            file.unlink()


def scan(subdistrict_code: str, stored: Manifest, name: str) -> pl.LazyFrame:
    """A data set of a generation, its months in order."""
    parts = sorted(stored.parts.get(name, {}).items())
    if not parts:
        return pl.LazyFrame(schema=SCHEMAS[name])
    files = [folder(subdistrict_code) / part.file for _month, part in parts]
    return pl.scan_parquet(files, schema=SCHEMAS[name])


def _read(path: Path) -> Manifest:
    try:
        stored = json.loads(path.read_text())
        parts = {name: {m: Part(**part) for m, part in months.items()} for name, months in stored["parts"].items()}
        return Manifest(stored["generation"], stored["at"], stored["shape"], parts)
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise Damaged from broken


def _readable(path: Path) -> Manifest | None:
    try:
        return _read(path)
    except Damaged:
        return None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _settle(path: Path) -> None:
    """What was written, or renamed in a folder, is on the disk and no longer only on its way there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
