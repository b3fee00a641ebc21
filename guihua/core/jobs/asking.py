"""What people do with jobs: ask for one, wish that it stops, have it tried again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from guihua.core import audit, lifecycle
from guihua.core.jobs import ending, policy, works
from guihua.core.jobs.models import ENDED, Job, JobState
from guihua.core.refusal import Refused, refuse_if

KEPT_DAYS = 183  # ended jobs; that they were is in the audit for good
TRIES = 5  # to find the open job of a key, where others ask for it and end it at the same time
CODE_WORD = re.compile(r"[a-z0-9_.:/-]{0,64}")


@transaction.atomic
def ask(
    name: str,
    payload: Mapping[str, Any] | None = None,
    *,
    by: Any,
    subdistrict: Any = None,
    key: str = "",
) -> Job:
    """A job is to be done once the caller's transaction is committed. Where one of the same key is open, it is that one.

    payload: numbers, code words, and lists of them; never what says who somebody is. Raises UnknownWork, TypeError.
    """
    works.named(name)
    given = _plain(payload or {})
    for _try in range(TRIES):
        if key and (open_one := Job.objects.open().filter(name=name, key=key).first()):
            return open_one
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    name=name, payload=given, key=key, subdistrict=subdistrict, asked_by=by, asked_at=timezone.now()
                )
        except IntegrityError:
            continue  # somebody else asked for it just now
        audit.record("job.asked", job, by=by, name=name, **given)
        return job
    raise RuntimeError(f"no open job of {name} under its key, and none could be made")


@transaction.atomic
def wish_to_cancel(job: Job, *, by: Any) -> Job:
    """One that waits is cancelled; one that is being done stops where it can, without having written anything."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    refuse_if(policy.why_not_cancel(by, job))
    if job.cancel_wished_at is not None:
        return job
    job.cancel_wished_at, job.cancel_wished_by = timezone.now(), by
    job.save(update_fields=["cancel_wished_at", "cancel_wished_by"])
    if job.state == JobState.WAITING:
        ending.end(job, JobState.CANCELLED, by=by)
    else:
        audit.record("job.cancel_wished", job, by=by)
    return job


@transaction.atomic
def try_again(job: Job, *, by: Any) -> Job:
    """One that failed or was cancelled waits anew, as if it had just been asked for."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    refuse_if(policy.why_not_try_again(by, job))
    job.asked_at, job.ended_at, job.started_at = timezone.now(), None, None
    job.cancel_wished_at = job.cancel_wished_by = None
    job.lost, job.stage, job.done, job.of, job.failure, job.refusal = 0, "", 0, 0, "", ""
    try:
        with transaction.atomic():
            lifecycle.move(job, JobState.WAITING, by=by)
    except IntegrityError as taken:
        raise Refused(policy.already()) from taken
    job.save()
    return job


@transaction.atomic
def forget_old() -> int:
    """Removes jobs that ended half a year ago; returns how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    count, _by_model = Job.objects.filter(state__in=ENDED, ended_at__lt=old).delete()
    return count


def _plain(payload: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in payload.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if not (isinstance(one, int | None) or (isinstance(one, str) and CODE_WORD.fullmatch(one))):
                raise TypeError(f"a job's payload holds numbers and code words alone, and {name} is neither")
    return dict(payload)
