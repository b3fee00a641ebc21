"""A job: what is to be done, for whom, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import tenancy
from guihua.core.secrecy.classes import classed


class JobState(models.TextChoices):
    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("没有做完")
    CANCELLED = "cancelled", _("已取消")


OPEN = (JobState.WAITING, JobState.RUNNING)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> Self:
        """One's own; all of a sub-district for who runs it."""
        return self.filter(Q(asked_by=user) | Q(subdistrict__in=tenancy.jobs_run_by(user)))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def claimable_at(self, moment: datetime, names: Iterable[str]) -> Self:
        """Those of the works named that nobody does: waiting, or in the hands of a worker that is heard of no more."""
        lost = Q(state=JobState.RUNNING, lease_until__lt=moment)
        return self.filter(Q(state=JobState.WAITING) | lost, name__in=list(names)).order_by("asked_at", "pk")

    def held(self, attempt: int, worker: str) -> Self:
        """Those that this attempt of this worker still holds."""
        return self.filter(state=JobState.RUNNING, attempt=attempt, worker=worker)


class Job(models.Model):
    """`name` is a registered work; `payload` holds numbers and code words alone, since it is kept and shown in the clear.

    `attempt` counts the beginnings and is what a late worker's last write is measured by; `lost` those of them whose
    worker fell silent. `done` of `of` (0: not known) in the stage that the word code `stage` names.
    """

    subdistrict = models.ForeignKey(settings.GUIHUA_TENANT_MODEL, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs")
    name = models.CharField(max_length=48)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    stage = models.CharField(max_length=24, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_wished_at = models.DateTimeField(null=True)
    cancel_wished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.JSONField(default=dict)
    failure = models.CharField(max_length=12, blank=True)
    refusal = models.CharField(max_length=300, blank=True)

    data_classes = classed(
        internal="subdistrict asked_by name payload key state attempt lost worker lease_until stage done of asked_at "
        "started_at ended_at cancel_wished_at cancel_wished_by outcome failure refusal"
    )
    objects = JobQuerySet.as_manager()
    MOVES = {
        JobState.WAITING: {JobState.RUNNING, JobState.CANCELLED},
        JobState.RUNNING: {JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.WAITING},
        JobState.FAILED: {JobState.WAITING},
        JobState.CANCELLED: {JobState.WAITING},
    }

    class Meta:
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(state__in=OPEN), name="open_jobs_in_their_order"),
            models.Index(fields=["subdistrict", "-asked_at"], name="jobs_of_a_subdistrict"),
            models.Index(fields=["asked_by", "-asked_at"], name="jobs_of_somebody"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=Q(state__in=OPEN) & ~Q(key=""), name="one_open_job_a_key"
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="running_job_has_a_lease"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | Q(ended_at__isnull=False), name="ended_job_says_when"
            ),
        ]
