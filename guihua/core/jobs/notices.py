"""Whoever asked for a job hears of its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inbox
from guihua.core.jobs import works
from guihua.core.jobs.models import Job, JobState


def _title(params: Mapping[str, Any]) -> dict[str, str]:
    return {"title": str(works.known_or_not(params["work"]).title)}


DONE = inbox.kind(
    "job.done",
    gettext_lazy("后台任务做完了"),
    lambda params: _("「%(title)s」做完了。") % _title(params),
    is_harmless=True,
)
FAILED = inbox.kind(
    "job.failed",
    gettext_lazy("后台任务没有做完"),
    lambda params: _("「%(title)s」没有做完。打开看看为什么，可以再试一次。") % _title(params),
)
CANCELLED = inbox.kind(
    "job.cancelled",
    gettext_lazy("后台任务被别人取消"),
    lambda params: _("「%(title)s」被街道办公室取消了。") % _title(params),
)
KINDS = {JobState.DONE: DONE, JobState.FAILED: FAILED, JobState.CANCELLED: CANCELLED}


def tell_of_end(job: Job) -> None:
    """In the transaction that ends the job. Nobody is told of what they did themselves."""
    work = works.known_or_not(job.name)
    is_own_wish = job.state == JobState.CANCELLED and job.cancel_wished_by_id in (None, job.asked_by_id)
    if job.asked_by is None or not work.tells or is_own_wish:
        return
    kind = KINDS[JobState(job.state)]
    page = work.page(job) if job.state == JobState.DONE else ""
    address = page or reverse(settings.GUIHUA_PAGES["job"], args=[job.pk])
    event = f"{kind.code} {job.pk} {job.attempt}"
    inbox.tell([job.asked_by], kind.code, event=event, params={"work": job.name}, address=address)
