"""What a generation told on a page: its numbers outlive its rows, so that who comes from an old page learns what changed.

The web server writes a small file when it tells a year for the first time. Where that fails nobody is kept from reading:
the page of rows then says that the numbers were counted anew, without the old one.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import structlog

from guihua.reporting import store
from guihua.reporting.book import Book
from guihua.reporting.narrowing import Narrowing
from guihua.reporting.opened import Opened

log = structlog.get_logger()
KEPT_FOR = timedelta(days=30)  # some 5 kB a generation that somebody looked at
COLUMNS = {
    "funding.committed": "funding",
    "projects.count": "projects",
    "attendance.sessions": "sessions",
    "attendance.person_times": "person_times",
    "attendance.people_served": "people_served",
    "attendance.service_hours": "service_hours",
}
"""In which column of a table a figure stands that is narrowed to one domain, provider, project, community or month."""
Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def keep(book: Book, year: int, figures: Mapping[str, Any], tables: Tables) -> None:
    """Keeps what a page told of a year: `figures` by their codes, `tables` by their names."""
    book.recall(("told", year), lambda: _write(book, year, {"figures": figures, "tables": tables}))


@dataclass(frozen=True)
class Earlier:
    """What a figure was in a generation whose rows are gone: `value` as it was told, None where nobody knows any more."""

    at: datetime
    value: Any
    now: Any

    @property
    def difference(self) -> Decimal:
        """By how much it is more now."""
        return Decimal(str(self.now)) - Decimal(str(self.value))


def earlier(opened: Opened, to: Narrowing, generation: str) -> Earlier | None:
    """What the generation of that name told; None where no generation can bear it."""
    at = _moment(generation)
    return Earlier(at, _value(opened, to, generation), opened.value) if at else None


def _value(opened: Opened, to: Narrowing, generation: str) -> Any:
    code = opened.figure.code
    try:
        told = json.loads(gzip.decompress(_file(opened.book, opened.year, generation).read_bytes()))
    except (OSError, EOFError, ValueError):
        return None
    conditions = dict(to)
    if not conditions:
        return told["figures"].get(code)
    if len(conditions) > 1 or code not in COLUMNS:
        return None
    [(name, value)] = conditions.items()
    return next((row.get(COLUMNS[code]) for row in told["tables"].get(f"by_{name}", ()) if row[name] == value), None)


def _moment(generation: str) -> datetime | None:
    try:
        at = datetime.strptime(generation.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if store.NAME.fullmatch(generation) else None


def sweep(subdistrict_code: str, now: datetime) -> None:
    """Forgets what was told long ago."""
    for file in (store.folder(subdistrict_code) / "told").glob("*"):
        if now.timestamp() - file.stat().st_mtime > KEPT_FOR.total_seconds():
            file.unlink(missing_ok=True)


def _file(book: Book, year: int, generation: str) -> Path:
    return store.folder(book.subdistrict_code) / "told" / f"{generation}-{year}.json.gz"


def _write(book: Book, year: int, told: Mapping[str, Any]) -> None:
    file = _file(book, year, book.generation)
    if file.exists():
        return
    try:
        file.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as draft:
            draft.write(gzip.compress(json.dumps(told, ensure_ascii=False, default=str).encode()))
        Path(draft.name).replace(file)
    except OSError as broken:
        log.error("told.not_kept", generation=book.generation, error=type(broken).__name__)
