"""Runs a `guihua` command that stops when half of a table's rows are written, says PAUSED and waits for a line on stdin.

    python -m tests.processes.pausing TABLE WORDS …

GUIHUA_TEST_UNLOCKED=1 takes away the locks of rows, to show what they are for; GUIHUA_TEST_SPILL=1 lets SQLite write
the pages of an unfinished transaction out to its journal. A worker does its jobs, and nothing of what it does beside them.
"""

from __future__ import annotations

import os
import sys

import django


def main(table: str, words: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    unlocked, spill = (os.environ.pop(f"GUIHUA_TEST_{name}", "") for name in ("UNLOCKED", "SPILL"))
    django.setup()
    from django.db import connection
    from django.db.models import QuerySet

    from guihua import cli
    from guihua.core import bulk
    from guihua.desk.management.commands import worker

    insert = bulk.insert

    def pausing(model, fields, rows):
        if model._meta.db_table != table:
            return insert(model, fields, rows)
        rows = list(rows)
        insert(model, fields, rows[: len(rows) // 2])
        print("PAUSED", flush=True)
        sys.stdin.readline()
        return insert(model, fields, rows[len(rows) // 2 :])

    bulk.insert = pausing
    worker.PARTS.clear()
    if unlocked:
        QuerySet.select_for_update = lambda self, *_, **__: self
    if spill and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=10")
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
