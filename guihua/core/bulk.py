"""Many rows at once, for plural verbs only: COPY on PostgreSQL, executemany on SQLite. Constraints and triggers hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models
from django.db.models import StringAgg, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

MOST_PARAMETERS = 500  # of a question: the databases take more, but no faster
MANY = 10_000  # rows, after which the database's estimates of a table are worth renewing


def portions[K: (int, str, bytes)](keys: Iterable[K]) -> Iterator[tuple[K, ...]]:
    """The keys in order, so many at a time as one question takes."""
    return batched(sorted(keys), MOST_PARAMETERS)


def estimate(*tables: type[models.Model]) -> None:
    """Lets the database estimate anew what the tables hold, once a verb has written `MANY` rows and before its transaction
    ends. By its estimate it chooses the way to each foreign key that PostgreSQL looks up then: where the server looked at a
    table meanwhile, it saw none of the rows that nobody else sees yet, and reads it whole for each of them. SQLite
    never looks by itself, and takes every index for as good as any other.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")  # rows of an index
        for table in tables:
            cursor.execute(f'ANALYZE "{table._meta.db_table}"')


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
            ready[n] = None if ready[n] is None else str(ready[n])
        yield ready


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(name)
    return field


def copy(
    source: type[models.Model],
    target: type[models.Model],
    columns: Sequence[str],
    said: Mapping[str, Any],
    pks: Sequence[int],
) -> None:
    """Copies columns of the rows with these keys into another table, where each copy also says `said`, by field."""
    named = ", ".join(f'"{column}"' for column in columns)
    fields = [_field(target, name) for name in said]
    also = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    among, keys = _among("id", pks)
    values = [field.get_db_prep_save(said[field.name], connection) for field in fields]
    statement = (
        f'INSERT INTO "{target._meta.db_table}" ({named}, {also}) '
        f'SELECT {named}, {marks} FROM "{source._meta.db_table}" WHERE {among} ORDER BY id'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, keys])


def copy_related(
    through: type[models.Model],
    target: type[models.Model],
    owner: str,
    versions: type[models.Model],
    pks: Sequence[int],
) -> None:
    """Copies the rows of a relation to many for the newest version of each owner, whose key stands in column `owner`."""
    names = [field.column for field in through._meta.local_fields]
    named, taken = (", ".join(f'{prefix}"{name}"' for name in names) for prefix in ("", "t."))
    among, keys = _among("v.id", pks)
    kept = versions._meta.db_table
    statement = (
        f'INSERT INTO "{target._meta.db_table}" ({named}, history_id) '
        f'SELECT {taken}, v.history_id FROM "{through._meta.db_table}" t JOIN "{kept}" v ON v.id = t."{owner}" '
        f'WHERE {among} AND v.history_id = (SELECT max(history_id) FROM "{kept}" n WHERE n.id = v.id)'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys])


def _among(column: str, pks: Sequence[int]) -> tuple[str, Any]:
    """That a column holds one of the keys, however many they are, as one parameter."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", list(pks)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(pks))


def together(keys: Iterable[int]) -> RawSQL | list[int]:
    """Keys for `pk__in` beside a condition on another column, such as whose rows somebody may see. Keys that are written out one
    by one SQLite looks up once for each value that the other column may have; PostgreSQL reads them into one list by itself."""
    some = list(keys)
    return some if connection.vendor == "postgresql" else RawSQL("SELECT value FROM json_each(%s)", [json.dumps(some)])


def keys(name: str = "pk") -> StringAgg:
    """Many keys as one text, which a database gives in a tenth of the time that as many rows take."""
    return StringAgg(Cast(name, models.TextField()), Value(","))


def keys_in(text: str | None) -> set[int]:
    """The keys that `keys` gave."""
    return set(map(int, text.split(","))) if text else set()
