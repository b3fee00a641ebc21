"""A job as its page and the list show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core.jobs import OPEN, Job, JobState, works
from guihua.core.jobs.ending import failure_words

KINDS = {JobState.DONE: "good", JobState.FAILED: "bad"}
SOON = timedelta(minutes=1)  # a job that waits longer than this while nothing is done waits for a worker


@dataclass(frozen=True)
class ShownJob:
    """A job, for a user who runs the sub-districts `runs`: the jobs of those are as one's own."""

    job: Job
    user: Any
    runs: frozenset[int]

    @cached_property
    def work(self) -> works.Work:
        return works.known_or_not(self.job.name)

    @property
    def title(self) -> str:
        return str(self.work.title)

    @property
    def who(self) -> str:
        return self.job.asked_by.name if self.job.asked_by else _("系统")

    @property
    def kind(self) -> str:
        return KINDS.get(JobState(self.job.state), "info")

    @property
    def is_open(self) -> bool:
        return self.job.state in OPEN

    @property
    def is_running(self) -> bool:
        return self.job.state == JobState.RUNNING

    @property
    def state(self) -> str:
        if self.is_running and self.job.cancel_wished_at:
            return _("正在取消")
        if self.is_running and self.job.lease_until and self.job.lease_until < timezone.now():
            return _("等别的程序接手")
        return str(self.job.get_state_display())

    @property
    def stage(self) -> str:
        """正在写入, where the job is being done."""
        return str(self.work.stage(self.job.stage)) if self.is_running else ""

    @property
    def percent(self) -> int | None:
        """How much of the stage is done, in whole percents rounded down; None where nobody knows."""
        return min(100, 100 * self.job.done // self.job.of) if self.job.of else None

    @property
    def tenth(self) -> str:
        """What those who listen are told: the stage, and each full ten percent of it."""
        told = "" if self.percent is None else f"{self.percent // 10 * 10}%"
        return f"{self.stage} {told}".strip() if self.is_running else self.state

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What its outcome counts, in words, in the order in which the work names them: PostgreSQL keeps another one."""
        outcome = self.job.outcome
        return [(str(self.work.count(code)), outcome[code]) for code in sorted(outcome, key=self.work.place_of)]

    @property
    def failure(self) -> str:
        return failure_words(self.job)

    @property
    def page(self) -> str:
        """Where its result is, once there is one. It is for who asked for it."""
        is_there = self.job.state == JobState.DONE and self._asked
        return self.work.page(self.job) if is_there else ""

    @property
    def back(self) -> str:
        """Where who asked for it goes on, where it came to nothing."""
        return self.work.back(self.job) if self._may_be_tried and self._asked else ""

    @property
    def waits_for_a_worker(self) -> bool:
        if self.job.state != JobState.WAITING or self.job.asked_at > timezone.now() - SOON:
            return False
        return not Job.objects.filter(state=JobState.RUNNING, lease_until__gte=timezone.now()).exists()

    @property
    def tells(self) -> bool:
        """Whether the user hears of its end in the inbox."""
        return self.work.tells and self._asked

    @property
    def may_cancel(self) -> bool:
        return self.is_open and not self.job.cancel_wished_at and self._is_ones_own

    @property
    def may_try_again(self) -> bool:
        return self._may_be_tried and self._is_ones_own

    @property
    def _may_be_tried(self) -> bool:
        return self.job.state in (JobState.FAILED, JobState.CANCELLED)

    @property
    def _is_ones_own(self) -> bool:
        return self._asked or self.job.subdistrict_id in self.runs

    @property
    def _asked(self) -> bool:
        return bool(self.job.asked_by_id == self.user.pk)
