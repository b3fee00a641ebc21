"""A worker does a job: whatever happens, the job ends, goes back, or is another's."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from django.db import DatabaseError, transaction

from guihua.core.jobs import ending, works
from guihua.core.jobs.models import Job
from guihua.core.jobs.pulse import Pulse, Still
from guihua.core.jobs.running import GivenBack, Lost, Running, Stopped
from guihua.core.refusal import Refused

log = structlog.get_logger()


def perform(job: Job, *, ends: threading.Event | None = None, beats: bool = True) -> None:
    """Does a claimed job. `ends` is set where the worker is to end; without beats it is done without a thread."""
    with Pulse(job) if beats else Still(job) as pulse:
        running = Running(job, pulse, ends=ends)
        try:
            _do(running)
        except Lost:
            log.warning("job.lost", job=job.pk, attempt=job.attempt)
        except Stopped:
            _settle(job, ending.cancel)
        except GivenBack:
            _settle(job, ending.give_back)
        except Refused as refused:
            sentence = refused.sentence
            _settle(job, lambda held: ending.fail(held, ending.REFUSED, sentence))
        except Exception as broken:
            log.error("job.broken", job=job.pk, work=job.name, exc_info=broken)
            failure = "database" if isinstance(broken, DatabaseError) else "broken"
            _settle(job, lambda held: ending.fail(held, failure))


def _do(running: Running) -> None:
    outcome = works.named(running.job.name).do(running)
    if not running.is_finished:
        with running.finishing() as told:
            told.update(outcome or {})


def _settle(job: Job, deed: Callable[[Job], None]) -> None:
    """Does it to the job, unless that has gone to another worker meanwhile."""
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk).held(job.attempt, job.worker).select_for_update().first()
        if held is not None:
            deed(held)
