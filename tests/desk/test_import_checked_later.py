"""A file of very many rows is checked by a worker: seen on the way, left, cancelled, tried again."""

import pytest

from guihua.core import jobs
from guihua.core.inbox import Notice
from guihua.core.jobs import Job, JobState
from guihua.delivery.models import Session
from guihua.desk import checks
from guihua.desk.models import ImportState
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
    text = office.get(f"/imports/{begun.pk}/", follow=True).content.decode()
    assert ["核对取消了，文件还在。" in text, f'action="/imports/{begun.pk}/checking-again/"' in text] == [True, True]
    assert does(office, begun, "checking_again").url == f"/imports/{begun.pk}/check/"
    jobs.do_waiting()
    assert len(marks(office, begun)) == 1


def test_a_file_whose_check_was_cancelled_is_given_up_from_its_page_and_the_jobs_page_leads_there(office, begun):
    jobs.wish_to_cancel(the_job(), by=begun.by)
    assert f'href="/imports/{begun.pk}/"' in office.get(f"/jobs/{the_job().pk}/").content.decode()
    assert f'action="/imports/{begun.pk}/discarding/"' in page(office, begun).content.decode()
    assert does(office, begun, "discarding").url == "/imports/"
    begun.refresh_from_db()
    assert (begun.state, begun.data_key) == (ImportState.DISCARDED, b"")


def test_a_check_that_failed_says_why_where_the_file_is(office, begun, monkeypatch):
    def fails(*_given, **_more):
        raise ArithmeticError

    monkeypatch.setattr(checks, "renew", fails)
    jobs.do_waiting()
    assert "程序出了意外，什么也没有写入。" in page(office, begun).content.decode()


def test_who_lays_it_out_anew_after_cancelling_is_answered_for_that(office, begun):
    jobs.wish_to_cancel(the_job(), by=begun.by)
    laid_out(office, begun)
    jobs.do_waiting()
    assert page(office, begun).context["counts"]["all"] == 2


def test_a_short_file_is_checked_at_once(office, settings):
    settings.GUIHUA_ROWS_CHECKED_AT_ONCE = 2
    checked(office, GOOD, BAD)
    assert Job.objects.filter(name="imports.check").count() == 0
