"""Somebody else at work at the same moment, with a connection of their own: only where locks are real, on PostgreSQL."""

import threading
from contextlib import contextmanager

from django.db import connection

PATIENCE = 20  # seconds until somebody who still waits is taken to wait for ever
LOOKS = 2000
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
"""Of this database alone: the tests of others in the same cluster wait for each other as well."""


@contextmanager
def at_work(deed):
    """Does the deed beside what stands in the block; gives what it raised, if anything."""
    raised = []

    def work():
        try:
            deed()
        except BaseException as wrong:
            raised.append(wrong)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield raised
    thread.join(PATIENCE)
    assert not thread.is_alive()


def until_somebody_waits(*, or_it=lambda: False):
    """For a lock, or until something else is so."""
    for _look in range(LOOKS):
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone()[0] or or_it():
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("the other neither waits nor ends")
