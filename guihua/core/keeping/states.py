"""Which migrations a database has seen, and whether a backup's were the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Migration = tuple[str, str]


def applied() -> list[Migration]:
    """Those that this database has seen; none where it has no tables."""
    return sorted(MigrationExecutor(connection).loader.applied_migrations)


def known() -> set[Migration]:
    """Those that this version of the product has, and those that it has folded into others (Django notes both)."""
    loader = MigrationExecutor(connection).loader
    return set(loader.graph.nodes).union(*(one.replaces for one in loader.disk_migrations.values()))


def missing(had: Iterable[Migration]) -> set[Migration]:
    """What this version has and the backup's did not."""
    return set(MigrationExecutor(connection).loader.graph.nodes) - set(had)


def go_to(had: Iterable[Migration]) -> Any:
    """Makes the tables of an empty database as they were when just these migrations had run; returns the models of that
    time."""
    executor = MigrationExecutor(connection)
    there = set(had)
    last = [
        node
        for node in there & set(executor.loader.graph.nodes)
        if not any(
            child.key in there and child.key[0] == node[0] for child in executor.loader.graph.node_map[node].children
        )
    ]
    return executor.migrate(last).apps


def go_on() -> None:
    """Runs every migration that is left."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
