"""Where the facts lie: Parquet files, and a manifest that names those of one generation.

A reader opens one manifest and with it one generation; a writer writes new files first and swaps the manifest last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
from django.conf import settings

from guihua.commissioning import facts as commissioning
from guihua.delivery import facts as delivery
from guihua.directory import facts as directory

SCHEMAS: Mapping[str, Mapping[str, type[pl.DataType]]] = {
    "session": delivery.SESSION,
    "attendance": delivery.ATTENDANCE,
    "duty": delivery.DUTY,
    "project": commissioning.PROJECT,
    "station": commissioning.STATION,
    "campaign": {"campaign": pl.String, "campaign_name": pl.String},
    "community": directory.COMMUNITY,
    "school": directory.SCHOOL,
}
MONTHLY = ("session", "attendance", "duty")


@dataclass(frozen=True)
class Manifest:
    generation: int
    at: str  # ISO time at which the generation was written
    files: dict[str, dict[str, str]]  # data set, month (or "0") and file, relative to the folder

    @property
    def written_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def folder(subdistrict_code: str) -> Path:
    return Path(settings.GUIHUA_FACTS) / subdistrict_code


def manifest(subdistrict_code: str) -> Manifest | None:
    try:
        return Manifest(**json.loads((folder(subdistrict_code) / "manifest.json").read_text()))
    except FileNotFoundError:
        return None


def write(subdistrict_code: str, generation: int, name: str, month: int, frame: pl.DataFrame) -> str:
    """Writes one part; returns its file name, relative to the sub-district's folder."""
    target = folder(subdistrict_code) / name / f"{month}-{generation}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(target)
    return str(target.relative_to(folder(subdistrict_code)))


def swap(subdistrict_code: str, new: Manifest) -> None:
    """The new generation is the one that readers open from now on."""
    place = folder(subdistrict_code)
    place.mkdir(parents=True, exist_ok=True)
    draft = place / "manifest.json.new"
    draft.write_text(json.dumps(asdict(new)))
    draft.replace(place / "manifest.json")


def sweep(subdistrict_code: str, kept: set[str]) -> None:
    """Removes the files of generations before the last two."""
    place = folder(subdistrict_code)
    for file in place.glob("*/*.parquet"):
        if str(file.relative_to(place)) not in kept:
            file.unlink()


def scan(subdistrict_code: str, stored: Manifest, name: str) -> pl.LazyFrame:
    files = [folder(subdistrict_code) / file for file in stored.files.get(name, {}).values()]
    if not files:
        return pl.LazyFrame(schema=SCHEMAS[name])
    return pl.scan_parquet(files)
