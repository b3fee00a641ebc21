"""Migrations that make many tables: their models are rendered once for all that follow each other, not anew for each, and
a table is made at once with what the same migration adds to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Ground(Migration):
    """Does what Django's own does. That adds each new model to those it rendered before, and renders anew all to which it
    leads: of 126 models some 8,000 in all, most of the time in which a deployment begins."""

    def apply(self, state: ProjectState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> ProjectState:
        for part in self._parts():
            state = part.apply(state, editor, collect_sql)
        return state

    def unapply(self, state: ProjectState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> ProjectState:
        parts, now = [], _unrendered(state.clone())
        for part in self._parts():
            parts.append((part, now.clone()))
            now = part.mutate_state(now, preserve=False)
        for part, before in reversed(parts):
            part.unapply(before, editor, collect_sql)
        return state

    def mutate_state(self, state: ProjectState, preserve: bool = True) -> ProjectState:
        return super().mutate_state(_unrendered(state.clone() if preserve else state), preserve=False)

    def _parts(self) -> Iterator[Migration]:
        for are_tables, operations in groupby(self.operations, key=_making_tables()):
            kind = _Tables if are_tables else Migration
            yield type("Part", (kind,), {"operations": list(operations)})(self.name, self.app_label)


class _Tables(Migration):
    """All of its models are known, with all that is added to them, before the first of its tables is made."""

    def apply(self, state: ProjectState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> ProjectState:
        state = self.mutate_state(_unrendered(state), preserve=False)
        for operation in self._tables():
            operation.database_forwards(self.app_label, editor, state, state)
        return state

    def unapply(self, state: ProjectState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> ProjectState:
        there = self.mutate_state(state, preserve=True)
        for operation in reversed(self._tables()):
            operation.database_backwards(self.app_label, editor, there, state)
        return state

    def _tables(self) -> list[Operation]:
        return [operation for operation in self.operations if isinstance(operation, CreateModel)]


def _making_tables() -> Callable[[Operation], bool]:
    """Says of one operation after the other whether it makes a table, or adds to one that was made just before."""
    made: set[str] = set()

    def makes(operation: Operation) -> bool:
        if isinstance(operation, CreateModel):
            made.add(operation.name_lower)
            return True
        if isinstance(operation, AddField | AddIndex | AddConstraint) and operation.model_name_lower in made:
            return True
        made.clear()
        return False

    return makes


def _unrendered(state: ProjectState) -> ProjectState:
    """Rendered anew when somebody next asks for its models."""
    vars(state).pop("apps", None)
    return state
