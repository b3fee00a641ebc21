"""What otherwise holds the database against being emptied, laid down for the length of one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection


@contextmanager
def down(tables: Mapping[str, Any]) -> Iterator[None]:
    """The triggers by which the audit only grows do not hold inside the block, and stand again after it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield
            for _name, sql in triggers:
                cursor.execute(sql)
            return
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def clear(tables: Mapping[str, Any]) -> None:
    """No row is left, and nobody is signed in."""
    names = [*tables, Session._meta.db_table]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE {}".format(", ".join(f'"{name}"' for name in names)))
            return
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - our own tables


def hold_now() -> None:
    """Every relation is checked here and now, not at the end of the transaction. Raises IntegrityError."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        connection.check_constraints()


def holds_rows(tables: Mapping[str, Any]) -> bool:
    return any(model._base_manager.exists() for model in tables.values())
