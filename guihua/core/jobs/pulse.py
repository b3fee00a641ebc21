"""The worker is heard of: a thread with a connection of its own keeps the lease and writes how far the job is.

It has a connection of its own because the work's is inside a transaction, whose writes nobody sees until they are committed.
While SQLite writes, it writes for one connection only: the lease then cannot be kept, and cannot be taken either.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from guihua.core.jobs import claiming
from guihua.core.jobs.models import Job

BEAT = 5.0  # seconds between two beats where nothing is new
TICK = 1.0  # and at least between two that tell of progress

log = structlog.get_logger()


@dataclass(frozen=True)
class Progress:
    stage: str = ""
    done: int = 0
    of: int = 0


class Pulse:
    """Beats while the work is done: `with Pulse(job):`."""

    def __init__(self, job: Job) -> None:
        self.progress = self._told = Progress()
        self._job, self._beaten = job, monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go, name=f"pulse of job {job.pk}", daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def beat(self) -> None:
        """Keeps the lease, and writes how far it is. Nothing happens where the job has gone to another worker."""
        told, job = self.progress, self._job
        Job.objects.filter(pk=job.pk).held(job.attempt, job.worker).update(
            lease_until=timezone.now() + claiming.LEASE, stage=told.stage, done=told.done, of=told.of
        )
        self._told, self._beaten = told, monotonic()

    def _go(self) -> None:
        try:
            while not self._over.wait(TICK):
                if self.progress != self._told or monotonic() - self._beaten >= BEAT:
                    self._try_to_beat()
        finally:
            connection.close()

    def _try_to_beat(self) -> None:
        try:
            self.beat()
        except DatabaseError as broken:
            log.warning("job.beat_missed", job=self._job.pk, error=type(broken).__name__)
            with suppress(DatabaseError):
                connection.close()


class Still(Pulse):
    """For works that are done at once, without a thread: what is told is written by the work's own connection."""

    def __enter__(self) -> Pulse:
        return self

    def __exit__(self, *_: object) -> None:
        pass
