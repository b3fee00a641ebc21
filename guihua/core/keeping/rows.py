"""Every row of the database as a line of text, and back. The same row gives the same line on either database."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps as current
from django.db import connection, models

from guihua.core import bulk

LEFT_OUT = {"auth", "contenttypes", "sessions"}  # made anew by each database for itself
PART = 20_000  # rows that are in memory at once


def tables(apps: Any = current) -> dict[str, type[models.Model]]:
    """What is kept, by table; relations to many have tables too."""
    every = apps.get_models(include_auto_created=True)
    kept = [model for model in every if model._meta.app_label not in LEFT_OUT and model._meta.managed]
    return {model._meta.db_table: model for model in kept if not model._meta.proxy}


def columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in fields(model)]


def fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def parts(model: type[models.Model], columns: list[str]) -> Iterator[list[str]]:
    """The table's rows in the order of their keys, each as a line that says the columns in their order."""
    by_column = {field.column: field.attname for field in fields(model)}
    names = [by_column[column] for column in columns]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for part in batched(rows.iterator(chunk_size=PART), PART):
        yield [json.dumps([plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) for row in part]


def digest(parts: Iterable[list[str]]) -> tuple[int, str]:
    """How many rows there are, and a digest of them all."""
    count, whole = 0, sha256()
    for lines in parts:
        count += len(lines)
        whole.update(written(lines))
    return count, whole.hexdigest()


def written(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def insert(model: type[models.Model], columns: list[str], lines: Iterable[bytes]) -> None:
    """Puts rows back; `columns` are those of the lines, in their order."""
    by_column = {field.column: field for field in fields(model)}
    kinds = [by_column[column] for column in columns]
    names = [field.attname for field in kinds]
    bulk.insert(model, names, ([ready(*pair) for pair in zip(kinds, json.loads(line), strict=True)] for line in lines))


def plain(value: Any) -> Any:
    """A value of a row as JSON can say it."""
    match value:
        case bytes() | memoryview():
            return b64encode(value).decode()
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
    return value


def ready(field: models.Field[Any, Any], said: Any) -> Any:
    """The value again, as the database takes it."""
    if said is None:
        return None
    kind = field
    while isinstance(kind, models.ForeignKey):
        kind = kind.target_field
    value = b64decode(said) if isinstance(kind, models.BinaryField) else kind.to_python(said)
    return kind.get_db_prep_save(value, connection)
