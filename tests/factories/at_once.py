"""Somebody else at work at the same moment, with a connection of their own: only where locks are real, on PostgreSQL."""

import threading
from contextlib import contextmanager

from django.db import connection

PATIENCE = 20  # seconds until somebody who still waits is taken to wait for ever


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
