"""Whoever asked for a job hears of its end, once, and of nothing that they did themselves."""

import pytest

from guihua.core import jobs
from guihua.core.models import Job, Notice
from tests.core.jobs.conftest import pour

pytestmark = pytest.mark.django_db


def heard(user):
    return [(notice.words, notice.address) for notice in Notice.objects.visible_to(user).order_by("pk")]


def test_a_job_that_is_done_leads_to_its_result(asked, account):
    su = account()
    jobs.work("tea.pour", title="倒茶", page=lambda _job: "/sessions/")(pour)
    asked(by=su)
    jobs.do_waiting(beats=False)
    assert heard(su) == [("「倒茶」做完了。", "/sessions/")]


def test_one_that_failed_leads_to_why_and_is_told_again_when_it_fails_again(asked, account, works):
    su = account()

    def drop(running):
        raise ZeroDivisionError

    works("tea.pour", drop)
    job = asked(by=su)
    jobs.do_waiting(beats=False)
    jobs.try_again(Job.objects.get(), by=su)
    jobs.do_waiting(beats=False)
    assert heard(su) == [("「tea.pour」没有做完。打开看看为什么，可以再试一次。", f"/jobs/{job.pk}/")] * 2


def test_who_cancels_their_own_is_not_told_and_whose_job_the_office_cancels_is(asked, account):
    su, li = account(), account("lihua", None, name="李华", phone="")
    jobs.wish_to_cancel(asked(by=li), by=li)
    jobs.wish_to_cancel(asked(by=su), by=su)
    assert (heard(su), heard(li)) == ([], [])
    job = jobs.wish_to_cancel(asked(by=li), by=su)
    assert heard(li) == [("「倒茶」被街道办公室取消了。", f"/jobs/{job.pk}/")]


def test_a_work_that_tells_nobody_tells_nobody(asked, account):
    su = account()
    jobs.work("tea.pour", title="倒茶", tells=False)(pour)
    asked(by=su)
    jobs.do_waiting(beats=False)
    assert heard(su) == []
