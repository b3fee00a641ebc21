"""What many tests start from is made once in a process, as users would make it, and laid out again for each of them.

A layer is what its making changed, as SQL and files. Each test has rows and files of its own, on either database and in
any order: nothing that it does to them reaches another. What is made here is made before a test begins, and taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from tests.early import HOME

DJANGOS = {"django_migrations", "django_content_type", "auth_permission"}
"""What it fills by itself, anew with other keys wherever a test emptied the database."""
Rows = dict[str, str]
"""By the primary key, each row as literals of SQL."""


@dataclass
class Table:
    name: str
    key: str
    columns: list[str]
    rows: Rows = field(default_factory=dict)


@dataclass
class Layer:
    """What `make` brings on top of another layer, given a folder to write files in; `found` is what it returns, and `whole`
    every row that was there then."""

    make: Callable[[Path], Any]
    on: Layer | None = None
    found: Any = None
    last_before: str = ""
    whole: dict[str, Rows] = field(default_factory=dict)
    statements: list[str] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
    facts: dict[Path, bytes] = field(default_factory=dict)

    def lay_out(self, folder: Path) -> Any:
        """What `make` returned, and the rows and files as they were then; made anew where a test began otherwise."""
        if _last() != self.last_before:
            return self.make(folder)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)
        _write(self.files)
        _write({Path(settings.GUIHUA_FACTS) / name: held for name, held in self.facts.items()})
        return deepcopy(self.found)

    def stack(self, folder: Path) -> None:
        if self.on:
            self.on.stack(folder)
        self.lay_out(folder)


def kept(make: Callable[[Path], Any], folder: Path, on: Layer | None = None) -> Layer:
    """Makes it in a database that is empty, and stays so."""
    facts = folder / "facts"
    with override_settings(GUIHUA_FACTS=str(facts)), transaction.atomic():
        if on:
            on.stack(folder)
        layer = Layer(make, on, last_before=_last())
        before, files, known = _tables(), _files(HOME), _files(facts)
        layer.found = make(folder)
        layer.statements, layer.whole = _statements(before, _tables()), every_row()
        layer.files = _new(files, _files(HOME))
        layer.facts = {path.relative_to(facts): held for path, held in _new(known, _files(facts)).items()}
        transaction.set_rollback(True)
    return layer


def every_row() -> dict[str, Rows]:
    return {name: table.rows for name, table in _tables().items()}


def empty() -> None:
    """No row is left but Django's own; keys are not given out again."""
    with transaction.atomic(), connection.cursor() as cursor:
        names = sorted(set(connection.introspection.django_table_names(include_views=False)) - DJANGOS)
        cursor.execute(" UNION ALL ".join(f"SELECT '{n}' WHERE EXISTS (SELECT 1 FROM \"{n}\")" for n in names))  # noqa: S608 - our own tables
        for (name,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - our own tables


def _last() -> str:
    """When the last deed was done, by which one may know what was done so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM core_auditrow ORDER BY id DESC LIMIT 1")
        return str(cursor.fetchone())


def _statements(before: Mapping[str, Table], after: Mapping[str, Table]) -> list[str]:
    found = [statement for name, table in after.items() for statement in _differences(before[name].rows, table)]
    return found if connection.vendor == "sqlite" else ["; ".join(found)]  # PostgreSQL takes all at once


def _differences(old: Rows, table: Table) -> Iterator[str]:
    columns = ", ".join(table.columns)
    if gone := ", ".join(old.keys() - table.rows.keys()):
        yield f"DELETE FROM {table.name} WHERE {table.key} IN ({gone})"  # noqa: S608 - our own rows
    for key in [key for key, row in table.rows.items() if old.get(key, row) != row]:
        yield f"UPDATE {table.name} SET ({columns}) = ({table.rows[key]}) WHERE {table.key} = {key}"  # noqa: S608 - our own rows
    added = [f"({row})" for key, row in table.rows.items() if key not in old]
    for some in batched(added, 200):
        yield f"INSERT INTO {table.name} ({columns}) VALUES {', '.join(some)}"  # noqa: S608 - our own rows
    if added and connection.vendor == "postgresql":
        yield _beyond(table)


def _beyond(table: Table) -> str:
    """The keys given out from now on come after those laid out, also where a restore had the database count anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.key.strip('"')])
        (sequence,) = cursor.fetchone()
    if not sequence:
        return "SELECT 1"
    last = max(int(key.strip("'")) for key in table.rows)
    return f"SELECT setval('{sequence}', greatest({last}, last_value)) FROM {sequence}"  # noqa: S608 - our own rows


def _tables() -> dict[str, Table]:
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - DJANGOS
        return {f'"{name}"': _table(cursor, name) for name in sorted(names)}


def _table(cursor: Any, name: str) -> Table:
    quote = "quote" if connection.vendor == "sqlite" else "quote_nullable"
    table = Table(f'"{name}"', *_made_of(name))
    asked = ", ".join(f"{quote}({column})" for column in [table.key, *table.columns])
    cursor.execute(f"SELECT {asked} FROM {table.name} ORDER BY {table.key}")  # noqa: S608 - our own tables
    table.rows = {row[0]: ", ".join(row[1:]) for row in cursor.fetchall()}
    return table


@cache
def _made_of(name: str) -> tuple[str, list[str]]:
    """The primary key and all columns; SQLite's are read out of the words of which the table was made, which takes long."""
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, name)
        columns = connection.introspection.get_table_description(cursor, name)
    return f'"{key}"', [f'"{one.name}"' for one in columns]


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _new(before: Mapping[Path, bytes], after: Mapping[Path, bytes]) -> dict[Path, bytes]:
    return {path: held for path, held in after.items() if before.get(path) != held}


def _write(files: Mapping[Path, bytes]) -> None:
    for path, held in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
