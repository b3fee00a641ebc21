"""A worker takes the next job for a time, its lease, and keeps it by being heard of."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, lifecycle
from guihua.core.jobs import ending, works
from guihua.core.jobs.models import Job, JobState

LEASE = timedelta(seconds=30)
MOST_LOST = 3  # workers that fell silent over one job, until it is taken to be the job's fault


def worker_name() -> str:
    """A name that no other process has."""
    return f"{socket.gethostname()[:48]}-{os.getpid()}-{secrets.token_hex(4)}"


def claim(worker: str) -> Job | None:
    """The job that has waited longest, now this worker's; None where there is nothing to do.

    Several workers on PostgreSQL pass over the rows that another is just taking; on SQLite one writes at a time.
    """
    while True:
        if not Job.objects.claimable_at(timezone.now(), works.WORKS).exists():
            return None  # a look, which keeps no writer waiting
        with transaction.atomic():
            now = timezone.now()
            job = Job.objects.claimable_at(now, works.WORKS).select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if _may_begin(job):
                _begin(job, worker, now)
                return job


def _may_begin(job: Job) -> bool:
    """Whether it is to be begun (again). One that nobody wants any more, or that kills its workers, ends here."""
    if job.state == JobState.WAITING:
        return True
    job.lost += 1
    job.save(update_fields=["lost"])
    if job.cancel_wished_at is not None:
        ending.cancel(job)
    elif job.lost >= MOST_LOST:
        ending.fail(job, "lost")
    return job.state == JobState.RUNNING


def _begin(job: Job, worker: str, now: datetime) -> None:
    is_waiting = job.state == JobState.WAITING
    job.attempt += 1
    job.worker, job.lease_until, job.started_at = worker, now + LEASE, now
    job.stage, job.done, job.of = "", 0, 0
    job.save(update_fields=["attempt", "worker", "lease_until", "started_at", "stage", "done", "of"])
    if is_waiting:
        lifecycle.move(job, JobState.RUNNING, by=audit.SYSTEM)
    else:
        audit.record("job.taken_over", job, by=audit.SYSTEM, attempt=job.attempt)
