"""Many rows are written by a worker: the page can be left, the job cancelled, and a killed worker leaves nothing half done."""

import pytest
from django.urls import reverse

from guihua.core import jobs
from guihua.core.jobs import Job
from guihua.delivery.models import Session
from guihua.desk.actions import recordings
from guihua.desk.models import Import
from guihua.directory.models import Community, User
from tests.factories import accounts
from tests.factories.imports import checked, does, marks
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
account = accounts.account
ROWS = [row(code="N1", **served("何敏", "13700137001")), row(code="N2", 未具名人数="12")]


@pytest.fixture(autouse=True)
def every_file_is_a_large_one(monkeypatch):
    monkeypatch.setattr(recordings, "AT_ONCE", 0)


def worked():
    jobs.do_waiting()


def job():
    return Job.objects.get(name=recordings.WORK)


def came_in():
    return Session.objects.filter(code__in=["N1", "N2"]).count()


def test_a_large_file_is_written_in_the_background_and_told_of(office):
    found = checked(office, *ROWS)
    does(office, found, "recording")
    answer = office.get(reverse("desk:import", args=[found.pk]))
    assert (answer["Location"], came_in()) == (reverse("desk:job", args=[job().pk]), 0)
    worked()
    found.refresh_from_db()
    assert (found.state, found.added, came_in(), job().outcome) == (
        "done",
        2,
        2,
        {"added": 2, "changed": 0, "skipped": 0},
    )


def test_a_browser_that_is_closed_meanwhile_stops_nothing_and_its_user_is_told_later(office):
    found = checked(office, *ROWS)
    does(office, found, "recording")
    office.session.flush()
    worked()
    assert (came_in(), Import.objects.get(pk=found.pk).state) == (2, "done")
    assert office.get(reverse("desk:import", args=[found.pk])).status_code == 302, "nobody is signed in"
    office.force_login(found.by, backend="guihua.directory.signing_in.UsernameOrPhone")
    assert "「导入表格」做完了。" in office.get(reverse("inbox")).content.decode()


def test_nothing_of_it_changes_while_it_is_written(office):
    found = checked(office, *ROWS)
    does(office, found, "recording")
    codes = [does(office, found, "mending", column="地点", row=2, new="活动室").status_code]
    codes += [does(office, found, verb).status_code for verb in ("discarding", "recording")]
    assert (codes, Job.objects.count()) == ([409, 409, 409], 1)


def test_a_cancelled_one_is_a_draft_again_and_nothing_came_in(office):
    found = checked(office, *ROWS)
    does(office, found, "recording")
    office.post(reverse("desk:job_cancelling", args=[job().pk]))
    worked()
    assert (Import.objects.get(pk=found.pk).is_being_written, came_in()) == (False, 0)
    does(office, found, "recording")
    worked()
    assert came_in() == 2


def test_a_register_that_moved_on_is_told_and_the_cells_are_named(office):
    found = checked(office, row(code="N1", 社区代码="440605011004", 未具名人数="5"))
    does(office, found, "recording")
    Community.objects.filter(code="440605011004").delete()
    worked()
    page = office.get(reverse("desk:import_check", args=[found.pk])).content.decode()
    assert (came_in(), "一行都没有写入" in page) == (0, True)
    assert [where[:2] for where in marks(office, found)] == [(2, "社区代码")]


def test_who_sends_the_same_file_at_the_same_time_is_told_that_it_is_here(office, client, account, programme):
    """Both looked at it before either was written."""
    hers = checked(office, *ROWS)
    other = client.__class__()
    other.force_login(account("liang", phone=""), backend="guihua.directory.signing_in.UsernameOrPhone")
    theirs = checked(other, *ROWS)
    for browser, found in ((office, hers), (other, theirs)):
        does(browser, found, "recording")
    worked()
    pages = [b.get(reverse("desk:import", args=[f.pk])).content.decode() for b, f in ((office, hers), (other, theirs))]
    assert ["这份已导入过，没有新行。" in page for page in pages] == [False, True]
    assert (came_in(), User.objects.count()) == (2, 2)


def test_a_job_holds_no_word_of_the_file(office):
    does(office, checked(office, *ROWS), "recording")
    asked = job()
    assert (asked.payload, asked.key) == ({"import": Import.objects.get().pk}, f"import {Import.objects.get().pk}")
