"""Many rows at once, for plural verbs only: COPY on PostgreSQL, executemany on SQLite. Constraints and triggers hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def next_ids(model: type[models.Model], count: int) -> range | list[int]:
    """`count` unused primary keys, inside the caller's transaction (SQLite writes one transaction at a time)."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = f"pg_get_serial_sequence('\"{table}\"', 'id')"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])
            return [row[0] for row in cursor.fetchall()]
        # no key is given out again, also when the row that bore it is gone
        ever = "SELECT seq FROM sqlite_sequence WHERE name = %s"
        cursor.execute(f'SELECT max(coalesce((SELECT max(id) FROM "{table}"), 0), coalesce(({ever}), 0))', [table])
        last: int = cursor.fetchone()[0]
        return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows given in the order of `fields` (attribute names such as `project_id`)."""
    columns = [_field(model, name).column for name in fields]
    quoted = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        statement = f'COPY "{table}" ({quoted}) FROM STDIN'
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    prepared = list(_prepared(model, fields, rows))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', prepared)


def _prepared(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
    """SQLite keeps days and times of day as text; every other value goes as it is."""
    kinds = [_field(model, name) for name in fields]
    textual = [n for n, kind in enumerate(kinds) if isinstance(kind, models.DateField | models.TimeField)]
    for row in rows:
        ready = list(row)
        for n in textual:
            ready[n] = str(ready[n])
        yield ready


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(name)
    return field
