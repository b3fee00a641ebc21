"""A worker's days: it does what waits, one after the other, and looks again soon."""

from __future__ import annotations

import threading

import structlog
from django.db import DatabaseError, close_old_connections

from guihua.core.jobs.claiming import claim, worker_name
from guihua.core.jobs.performing import perform

LOOK = 1.0  # seconds between two looks where there is nothing to do

log = structlog.get_logger()


def do_waiting(*, ends: threading.Event | None = None, worker: str = "", beats: bool = True) -> int:
    """Does every job that waits, until none does or the worker is to end; returns how many."""
    worker, count = worker or worker_name(), 0
    while not (ends and ends.is_set()) and (job := claim(worker)):
        perform(job, ends=ends, beats=beats)
        count += 1
    return count


def do_until(ends: threading.Event) -> None:
    """Goes on until the event is set. A database that is away is waited for; its leases run out meanwhile."""
    worker = worker_name()
    while not ends.is_set():
        try:
            do_waiting(ends=ends, worker=worker)
        except DatabaseError as broken:
            log.error("worker.database_away", error=type(broken).__name__)
        close_old_connections()
        ends.wait(LOOK)
