"""The least that any program would have to do for an import: the rows that came of it, written as they are into the
product's own empty tables, with all their indexes and constraints. COPY on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

import pickle
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from guihua.delivery import models as delivery
from guihua.directory import models as directory

MODELS = [
    directory.Person,
    directory.PersonHandle,
    directory.PersonGram,
    delivery.Activity,
    delivery.Session,
    delivery.Attendance,
]
TABLES = [model._meta.db_table for model in MODELS]
BLOCK = 1 << 20  # bytes


def emptied(*, undisturbed: bool = False) -> None:
    """As before any import, on the disk as well. `undisturbed`: the server does not look at the tables while they are
    written, where it would see none of the rows and choose the slowest way to look up each foreign key at the end."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in TABLES) + " CASCADE")
            for table in TABLES:
                cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = {not undisturbed})')
            cursor.execute("CHECKPOINT")
            return
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in reversed(TABLES):
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - ours
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def keep(folder: Path) -> None:
    """Every row that an import wrote, table by table, as the database itself holds it."""
    for table in TABLES:
        wanted = f'SELECT * FROM "{table}" ORDER BY id'  # noqa: S608 - ours
        with (folder / table).open("wb") as file:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor, cursor.copy(f"COPY ({wanted}) TO STDOUT") as copy:
                    file.writelines(copy)
            else:
                with closing(sqlite3.connect(connection.settings_dict["NAME"])) as plain:
                    pickle.dump(plain.execute(wanted).fetchall(), file)


def write(folder: Path) -> float:
    """Seconds that it takes to write the kept rows again, the reading of the disk not counted where it can be apart."""
    rows = {} if connection.vendor == "postgresql" else {table: _rows(folder / table) for table in TABLES}
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                _copy(cursor, table, folder / table)
            else:
                marks = ", ".join(["?"] * len(rows[table][0]))
                cursor.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows[table])  # noqa: S608 - ours
    return time.perf_counter() - began


def _rows(path: Path) -> list[tuple[Any, ...]]:
    with path.open("rb") as file:
        kept: list[tuple[Any, ...]] = pickle.load(file)  # noqa: S301 - written by `keep`
    return kept


def _copy(cursor: Any, table: str, path: Path) -> None:
    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy, path.open("rb") as file:
        while block := file.read(BLOCK):
            copy.write(block)
