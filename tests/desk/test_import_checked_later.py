"""A file of very many rows is checked by a worker: seen on the way, left, cancelled, tried again."""

import pytest

from guihua.core import jobs
from guihua.core.inbox import Notice
from guihua.core.jobs import Job, JobState
from guihua.delivery.models import Session
from tests.factories.imports import checked, does, laid_out, marks, page
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
GOOD = row(code="N1", **served("何敏", "13700137001"))
BAD = row(code="N2", 日期="2022-11-31", **served("区淑仪", "13700137002"))


@pytest.fixture
def begun(office, settings):
    """Two rows, where one is checked at once and no more."""
    settings.GUIHUA_ROWS_CHECKED_AT_ONCE = 1
    return checked(office, GOOD, BAD)


def the_job():
    return Job.objects.filter(name="imports.check").latest("pk")


def test_the_page_shows_the_job_until_it_is_done_and_then_the_rows(office, begun):
    assert (the_job().state, the_job().payload["import"]) == (JobState.WAITING, begun.pk)
    assert office.get(f"/imports/{begun.pk}/check/", follow=True).redirect_chain[-1][0].startswith("/jobs/")
    jobs.do_waiting()
    assert (the_job().state, the_job().outcome) == (JobState.DONE, {"rows": 2})
    assert marks(office, begun) == [(3, "日期", "没有「2022-11-31」这一天。")]


def test_who_asked_hears_of_it_in_the_inbox_once(office, begun):
    jobs.do_waiting()
    assert Notice.objects.filter(user=begun.by).count() == 1


def test_nothing_more_is_said_of_the_file_while_it_is_being_checked(office, begun):
    answer = does(office, begun, "mending", column="日期", row=3, new="2022-11-30")
    assert (answer.status_code, "正在核对或写入，现在不能改。" in answer.content.decode()) == (409, True)


def test_a_change_is_checked_by_a_worker_again_and_then_all_comes_in(office, begun):
    jobs.do_waiting()
    does(office, begun, "mending", column="日期", row=3, new="2022-11-30")
    assert the_job().state == JobState.WAITING
    jobs.do_waiting()
    assert marks(office, begun) == []
    does(office, begun, "recording")
    assert Session.objects.filter(code__in=["N1", "N2"]).count() == 2


def test_a_cancelled_check_is_offered_again_and_nothing_is_recorded_meanwhile(office, begun):
    jobs.wish_to_cancel(the_job(), by=begun.by)
    shown = office.get(f"/imports/{begun.pk}/check/", follow=True)
    assert shown.redirect_chain[-1][0] == f"/jobs/{the_job().pk}/"
    jobs.try_again(the_job(), by=begun.by)
    jobs.do_waiting()
    assert len(marks(office, begun)) == 1


def test_who_lays_it_out_anew_after_cancelling_is_answered_for_that(office, begun):
    jobs.wish_to_cancel(the_job(), by=begun.by)
    laid_out(office, begun)
    jobs.do_waiting()
    assert page(office, begun).context["counts"]["all"] == 2


def test_a_short_file_is_checked_at_once(office, settings):
    settings.GUIHUA_ROWS_CHECKED_AT_ONCE = 2
    checked(office, GOOD, BAD)
    assert Job.objects.filter(name="imports.check").count() == 0
