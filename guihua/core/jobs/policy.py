"""Who may do what with a job: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core import tenancy
from guihua.core.jobs.models import OPEN, Job, JobState
from guihua.core.refusal import Refusal


def why_not_cancel(user: Any, job: Job) -> Refusal | None:
    if job.state not in OPEN:
        return Refusal("ended", _("这项任务已经结束，不用取消了。"))
    return _why_not_ones_own(user, job)


def why_not_try_again(user: Any, job: Job) -> Refusal | None:
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        return Refusal("no-such-move", _("只有没有做完的或取消了的任务可以再试一次。"))
    if job.key and Job.objects.open().filter(name=job.name, key=job.key).exists():
        return already()
    return _why_not_ones_own(user, job)


def already() -> Refusal:
    return Refusal("already", _("同样的任务已经在做了。"))


def _why_not_ones_own(user: Any, job: Job) -> Refusal | None:
    """One's own; every one of a sub-district for who runs it, and for the server itself."""
    if user is None or job.asked_by_id == user.pk or job.subdistrict_id in tenancy.jobs_run_by(user):
        return None
    return Refusal("not-yours", _("只能处理自己的任务。需要时请联系街道办公室。"))
