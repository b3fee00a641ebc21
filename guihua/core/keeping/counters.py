"""The last key that each table gave out, so that none is given out again, also when the row that bore it is gone."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, models


def last_keys(tables: Mapping[str, type[models.Model]]) -> dict[str, int]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {name: seq for name, seq in cursor.fetchall() if name in tables}
        found = {}
        for table, model in tables.items():
            if sequence := _sequence(model):
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608 - the database's own name of it
                found[table] = int(cursor.fetchone()[0])
        return found


def set_last_keys(tables: Mapping[str, type[models.Model]], last: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last.get(table, 0)])
            return
        for table, model in tables.items():
            if sequence := _sequence(model):
                key = last.get(table, 0)
                cursor.execute("SELECT setval(%s::regclass, %s, %s)", [sequence, max(key, 1), key > 0])


def _sequence(model: type[models.Model]) -> str:
    """What counts the keys of a table on PostgreSQL; "" where nothing does."""
    if (counted := model._meta.auto_field) is None:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', counted.column])
        found: str | None = cursor.fetchone()[0]
    return found or ""
