"""A worker that is heard of no more loses its job to another; what it does later leaves nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.core import jobs
from guihua.core.jobs import claiming
from guihua.core.jobs.ending import failure_words
from guihua.core.jobs.pulse import Progress, Pulse
from guihua.core.jobs.running import Running
from guihua.core.models import AuditRow, Job
from tests.core.jobs.conftest import cups_poured

pytestmark = pytest.mark.django_db


def fall_silent(job):
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_whose_worker_is_heard_of_is_not_taken(asked):
    asked()
    assert jobs.claim("first") is not None
    assert jobs.claim("second") is None


def test_one_whose_worker_fell_silent_is_done_from_its_beginning(asked):
    job = asked()
    jobs.claim("first")
    fall_silent(job)
    assert jobs.do_waiting(beats=False) == 1
    job.refresh_from_db()
    assert (job.state, job.attempt, job.lost, cups_poured()) == ("done", 2, 1, 4)
    assert AuditRow.objects.filter(action="job.taken_over", object_id=job.pk).count() == 1


def both_do_it(job):
    """The first worker was only slow: it does the job to its end after the second has."""
    first = jobs.claim("first")
    fall_silent(job)
    second = jobs.claim("second")
    jobs.perform(second, beats=False)
    jobs.perform(first, beats=False)
    job.refresh_from_db()
    return job.state, job.attempt, job.worker, cups_poured()


def test_who_comes_late_leaves_nothing(asked):
    assert both_do_it(asked()) == ("done", 2, "second", 4)


def test_without_the_fence_all_of_it_would_be_there_twice(asked, monkeypatch):
    job = asked()
    monkeypatch.setattr(Running, "stop_if_wished", lambda self: None)
    monkeypatch.setattr(Running, "locked", lambda self: self.job)
    assert both_do_it(job)[-1] == 8


def test_who_comes_late_in_the_middle_of_the_second_stops(asked):
    job = asked()
    first = jobs.claim("first")
    fall_silent(job)
    jobs.claim("second")
    jobs.perform(first, beats=False)
    job.refresh_from_db()
    assert (job.state, job.worker, cups_poured()) == ("running", "second", 0)


def test_a_job_that_silences_every_worker_is_given_up_with_a_reason(asked):
    job = asked()
    for _worker in range(claiming.MOST_LOST):
        assert jobs.claim("one of them") == job
        fall_silent(job)
    assert jobs.claim("the next") is None
    job.refresh_from_db()
    assert (job.state, job.lease_until) == ("failed", None)
    assert failure_words(job) == (
        f"后台程序做这项任务时中断了 3 次，什么也没有写入。请把任务编号 {job.pk} 告诉系统管理员。"
    )


def test_one_that_was_to_be_cancelled_is_not_taken_over(asked, account):
    su = account()
    job = asked(by=su)
    jobs.claim("first")
    jobs.wish_to_cancel(job, by=su)
    fall_silent(job)
    assert jobs.claim("second") is None
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_beat_keeps_the_lease_and_tells_how_far_it_is(asked):
    asked()
    job = jobs.claim("first")
    fall_silent(job)
    pulse = Pulse(job)
    pulse.progress = Progress("writing", 2, 4)
    pulse.beat()
    job.refresh_from_db()
    assert (job.stage, job.done, job.of, job.lease_until > timezone.now()) == ("writing", 2, 4, True)


def test_a_late_beat_changes_nothing(asked):
    asked()
    first = jobs.claim("first")
    fall_silent(first)
    jobs.claim("second")
    pulse = Pulse(first)
    pulse.progress = Progress("writing", 2, 4)
    pulse.beat()
    first.refresh_from_db()
    assert (first.worker, first.stage, first.done) == ("second", "", 0)
