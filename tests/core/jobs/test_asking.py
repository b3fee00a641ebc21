"""What somebody asks for is done once, tells how far it is, can be cancelled, and says why where it is not done."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.core import jobs
from guihua.core.jobs.ending import failure_words
from guihua.core.models import AuditRow, Job
from guihua.core.refusal import Refusal, Refused
from guihua.reporting.models import DirtyMonth
from tests.core.jobs.conftest import cups_poured, pour

pytestmark = pytest.mark.django_db


def do_waiting():
    return jobs.do_waiting(beats=False)


def test_what_is_asked_for_is_done_once_by_whom_it_says(asked, account):
    su = account()
    job = asked(4, by=su)
    assert (job.state, job.asked_by, cups_poured()) == ("waiting", su, 0)
    assert (do_waiting(), do_waiting()) == (1, 0)
    job.refresh_from_db()
    assert (job.state, job.outcome, job.attempt, cups_poured()) == ("done", {"poured": 4}, 1, 4)
    assert (job.stage, job.done, job.of, job.lease_until) == ("writing", 4, 4, None)
    trail = AuditRow.objects.filter(kind="core.job", object_id=job.pk).order_by("pk").values_list("action", "actor")
    assert list(trail) == [("job.asked", su.pk), ("job.running", None), ("job.done", None)]


def test_who_asked_first_is_served_first(asked, account):
    su = account()
    later, first = asked(by=su), asked(by=su)
    Job.objects.filter(pk=first.pk).update(asked_at=timezone.now() - timedelta(hours=1))
    assert [jobs.claim("one"), jobs.claim("two"), jobs.claim("three")] == [first, later, None]


def test_asked_for_again_while_it_is_open_it_is_the_same_job_and_afterwards_another(asked, account):
    su, li = account(), account("lihua", name="李华", phone="")
    job = asked(by=su, key="tea for 44")
    assert asked(by=li, key="tea for 44") == job
    assert asked(by=li, key="tea for 45") != job
    do_waiting()
    assert asked(by=li, key="tea for 44") != job


def test_what_has_no_key_is_never_the_same(asked, account):
    su = account()
    assert asked(by=su) != asked(by=su)


@pytest.mark.parametrize("payload", [{"name": "张晓丽"}, {"people": ["张晓丽"]}, {"file": {"a": 1}}, {"share": 0.5}])
def test_nobodys_name_comes_into_a_job(guicheng, payload):
    with pytest.raises(TypeError):
        jobs.ask("tea.pour", payload, by=None)
    assert Job.objects.count() == 0


def test_what_no_context_does_cannot_be_asked_for(guicheng):
    with pytest.raises(jobs.UnknownWork):
        jobs.ask("coffee.brew", by=None)


def test_a_job_that_waits_is_cancelled_at_once(asked, account):
    su = account()
    job = jobs.wish_to_cancel(asked(by=su), by=su)
    assert (job.state, do_waiting(), cups_poured()) == ("cancelled", 0, 0)


def test_a_job_that_is_being_done_stops_and_leaves_nothing(asked, account, works):
    su = account()
    job = asked(by=su)

    def pour_and_be_told(running):
        jobs.wish_to_cancel(Job.objects.get(pk=running.job.pk), by=su)
        pour(running)

    works("tea.pour", pour_and_be_told)
    do_waiting()
    job.refresh_from_db()
    assert (job.state, job.cancel_wished_by, job.lease_until, cups_poured()) == ("cancelled", su, None, 0)


def test_a_cancellation_is_heard_up_to_the_last_moment(asked, account, works):
    su = account()

    def pour_deaf(running):
        with running.finishing() as outcome:
            outcome["poured"] = 1
            jobs.wish_to_cancel(Job.objects.get(pk=running.job.pk), by=su)

    works("tea.pour", pour_deaf)
    job = asked(by=su)
    do_waiting()
    job.refresh_from_db()
    assert (job.state, job.outcome) == ("cancelled", {})


def test_a_work_that_breaks_ends_with_what_helps_and_leaves_nothing(asked, account, works):
    def pour_and_drop(running):
        with running.finishing():
            DirtyMonth.objects.create(subdistrict=running.job.subdistrict, month=1, marked_at=timezone.now())
            raise ZeroDivisionError

    works("tea.pour", pour_and_drop)
    job = asked()
    do_waiting()
    job.refresh_from_db()
    assert (job.state, job.failure, cups_poured()) == ("failed", "broken", 0)
    assert failure_words(job) == (
        f"程序出了意外，什么也没有写入。可以再试一次；还是不行，请把任务编号 {job.pk} 告诉系统管理员。"
    )


def test_a_work_that_is_refused_says_why(asked, works):
    def refuse(running):
        raise Refused(Refusal("closed", "3月已经结账。"))

    works("tea.pour", refuse)
    job = asked()
    do_waiting()
    job.refresh_from_db()
    assert (job.state, failure_words(job)) == ("failed", "3月已经结账。")


def test_one_that_failed_is_tried_again_as_if_it_was_asked_for_now(asked, account, works):
    su = account()

    def drop(running):
        raise ZeroDivisionError

    works("tea.pour", drop)
    job = asked(by=su)
    do_waiting()
    works("tea.pour", pour)
    job = jobs.try_again(job, by=su)
    assert (job.state, job.failure, job.ended_at) == ("waiting", "", None)
    do_waiting()
    job.refresh_from_db()
    assert (job.state, job.attempt, cups_poured()) == ("done", 2, 4)


def test_it_is_not_tried_again_while_the_same_is_open_or_where_it_was_done(asked, account):
    su = account()
    cancelled = jobs.wish_to_cancel(asked(by=su, key="tea"), by=su)
    open_one = asked(by=su, key="tea")
    with pytest.raises(Refused, match="同样的任务已经在做了。"):
        jobs.try_again(cancelled, by=su)
    do_waiting()
    with pytest.raises(Refused, match="只有没有做完的或取消了的任务可以再试一次。"):
        jobs.try_again(open_one, by=su)
    with pytest.raises(Refused, match="这项任务已经结束，不用取消了。"):
        jobs.wish_to_cancel(open_one, by=su)


def test_the_office_sees_and_cancels_all_of_its_own_and_others_theirs_alone(asked, account, guicheng):
    su, li = account(), account("lihua", None, name="李华", phone="")
    his, hers = asked(by=li), asked(by=su)
    assert set(Job.objects.visible_to(su)) == {his, hers}
    assert set(Job.objects.visible_to(li)) == {his}
    with pytest.raises(Refused, match="只能处理自己的任务。需要时请联系街道办公室。"):
        jobs.wish_to_cancel(hers, by=li)
    assert jobs.wish_to_cancel(his, by=su).state == "cancelled"


def test_a_worker_that_is_to_end_gives_its_job_back(asked, works):
    ends = threading.Event()

    def pour_and_be_ended(running):
        ends.set()
        pour(running)

    works("tea.pour", pour_and_be_ended)
    job = asked()
    assert jobs.do_waiting(ends=ends, beats=False) == 1
    job.refresh_from_db()
    assert (job.state, job.lease_until, job.lost, cups_poured()) == ("waiting", None, 0, 0)


def test_what_ended_half_a_year_ago_is_forgotten(asked, account):
    su = account()
    old, new, waiting = asked(by=su), asked(by=su), asked(by=su)
    for job in (old, new):
        jobs.wish_to_cancel(job, by=su)
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=200))
    assert jobs.forget_old() == 1
    assert set(Job.objects.all()) == {new, waiting}
