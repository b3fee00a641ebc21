"""How a job ends, or goes back to wait. Each is called under the job's lock, in the transaction of what ends with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit, lifecycle
from guihua.core.jobs import notices
from guihua.core.jobs.models import Job, JobState

REFUSED = "refused"


def failure_words(job: Job) -> str:
    """Why it was not done, and what helps."""
    match job.failure:
        case "":
            return ""
        case "refused":
            return job.refusal
        case "database":
            return _("数据库出了问题，什么也没有写入。过一会儿再试一次。")
        case "lost":
            return _(
                "后台程序做这项任务时中断了 %(n)d 次，什么也没有写入。请把任务编号 %(number)d 告诉系统管理员。"
            ) % {
                "n": job.lost,
                "number": job.pk,
            }
    return _("程序出了意外，什么也没有写入。可以再试一次；还是不行，请把任务编号 %(number)d 告诉系统管理员。") % {
        "number": job.pk
    }


def finish(job: Job, outcome: Mapping[str, int]) -> None:
    job.outcome = dict(outcome)
    job.save(update_fields=["outcome"])
    end(job, JobState.DONE)


def fail(job: Job, failure: str, refusal: str = "") -> None:
    job.failure, job.refusal = failure, refusal[:300]
    job.save(update_fields=["failure", "refusal"])
    end(job, JobState.FAILED, why=failure)


def cancel(job: Job) -> None:
    end(job, JobState.CANCELLED)


def give_back(job: Job) -> None:
    """Its worker stops, so that another may begin it anew."""
    lifecycle.move(job, JobState.WAITING, by=audit.SYSTEM)
    job.lease_until, job.worker, job.stage, job.done, job.of = None, "", "", 0, 0
    job.save(update_fields=["lease_until", "worker", "stage", "done", "of"])


def end(job: Job, state: JobState, *, by: Any = audit.SYSTEM, why: str = "") -> None:
    """The job is over, and whoever asked for it is told."""
    job.ended_at = timezone.now()
    job.save(update_fields=["ended_at"])
    lifecycle.move(job, state, by=by, why=why)
    job.lease_until = None
    job.save(update_fields=["lease_until"])
    notices.tell_of_end(job)
