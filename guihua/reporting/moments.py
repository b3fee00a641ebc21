"""All questions of one account are answered from one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is asked inside is answered as the records stood at the first question. Nobody is locked out by it.

    Inside a transaction that the caller has begun, that transaction is the moment.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # not `atomic`, which would take SQLite's one write lock at once
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
