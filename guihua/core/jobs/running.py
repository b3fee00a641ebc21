"""What a work is given: how to tell how far it is, when to stop, and how to finish."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import connection, transaction

from guihua.core.jobs import ending
from guihua.core.jobs.models import Job
from guihua.core.jobs.pulse import Progress, Pulse, Still

PAUSE = 0.5  # seconds between two questions to the database whether to stop


class Lost(Exception):
    """The job is another worker's by now, and nothing that this one did may stay."""


class Stopped(Exception):
    """Somebody wished that the job be cancelled."""


class GivenBack(Exception):
    """The worker is to end; the job waits for another."""


class Running:
    """A job in a worker's hands."""

    def __init__(self, job: Job, pulse: Pulse, *, ends: threading.Event | None = None) -> None:
        self.job = job
        self.is_finished = False
        self._pulse, self._ends, self._asked = pulse, ends or threading.Event(), 0.0

    @property
    def payload(self) -> dict[str, Any]:
        given: dict[str, Any] = self.job.payload
        return given

    @property
    def by(self) -> Any:
        """Who asked for it, and as whom the work calls its verbs."""
        return self.job.asked_by

    def tell(self, stage: str, done: int = 0, of: int = 0) -> None:
        """How far it is. A new stage stands there at once, unless a transaction is open: tell it before you begin one."""
        is_new = stage != self._pulse.progress.stage
        self._pulse.progress = Progress(stage, done, of)
        if isinstance(self._pulse, Still) or (is_new and not connection.in_atomic_block):
            self._pulse.beat()

    def stop_if_wished(self) -> None:
        """Raises Stopped, Lost or GivenBack where the work is not to go on. Cheap: ask it every few hundred rows."""
        if self._ends.is_set():
            raise GivenBack
        if monotonic() - self._asked < PAUSE:
            return
        self._asked = monotonic()
        held = Job.objects.filter(pk=self.job.pk).held(self.job.attempt, self.job.worker)
        wishes = list(held.values_list("cancel_wished_at", flat=True))
        if not wishes:
            raise Lost
        if wishes[0] is not None:
            raise Stopped

    @contextmanager
    def finishing(self) -> Iterator[dict[str, int]]:
        """The transaction in which the work writes, and in which the job is done: both stay, or neither does.

        Gives the outcome, counts by word code, for the work to fill. A cancellation is heard up to the last moment.
        """
        outcome: dict[str, int] = {}
        with transaction.atomic():
            yield outcome
            ending.finish(self.locked(), outcome)
        self.is_finished = True

    def locked(self) -> Job:
        """The job under its lock. Raises Lost where another worker took it over, Stopped where it is to be cancelled."""
        held = Job.objects.filter(pk=self.job.pk).held(self.job.attempt, self.job.worker)
        job = held.select_for_update().first()
        if job is None:
            raise Lost
        if job.cancel_wished_at is not None:
            raise Stopped
        return job
