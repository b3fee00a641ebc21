"""A long list is written in the background: exactly what was asked for, for who asked and may still see it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guihua.core import audit, clock, jobs, uploads
from guihua.core.models import AuditRow, Job, Notice
from guihua.desk.actions import exports
from guihua.desk.models import Export
from guihua.directory.actions import users
from guihua.directory.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_rows_are_long(monkeypatch):
    monkeypatch.setattr("guihua.core.listing.answers.AT_ONCE", 3)


@pytest.fixture
def su():
    return User.objects.get(username="suwanqing")


def text(answer):
    return answer.content.decode()


def exported(office, query=""):
    """苏婉清 asks for the sessions, and the worker does it."""
    office.post("/exports/sessions/", {"query": query})
    jobs.do_waiting(beats=False)
    return Export.objects.get()


def rows_of(answer):
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_a_long_list_is_asked_for_and_a_short_one_comes_at_once(office):
    assert 'action="/exports/sessions/"' in text(office.get("/sessions/"))
    short = text(office.get("/sessions/?form=media"))
    assert ('action="/exports/sessions/"' in short, "?form=media&amp;export=xlsx" in short) == (False, True)


def test_the_file_holds_what_was_asked_for_and_the_notice_leads_to_it(office, su):
    answer = office.post("/exports/sessions/", {"query": "form=media"}, follow=True)
    assert (answer.redirect_chain, "导出列表" in text(answer)) == ([(f"/jobs/{Job.objects.get().pk}/", 302)], True)
    jobs.do_waiting(beats=False)
    notice = Notice.objects.visible_to(su).get()
    found = Export.objects.get()
    assert (notice.words, notice.address) == ("「导出列表」做完了。", f"/exports/{found.pk}/file/")
    answer = office.get(notice.address)
    at_once = b"".join(office.get("/sessions/?form=media&export=xlsx").streaming_content)
    assert rows_of(answer) == CalamineWorkbook.from_filelike(BytesIO(at_once)).get_sheet_by_index(0).to_python()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert Job.objects.get().outcome == {"rows": 1}
    trail = AuditRow.objects.filter(kind="desk.export").order_by("pk").values_list("action", "actor")
    assert list(trail) == [("list.exported", su.pk), ("list.taken", su.pk)]


def test_who_may_see_more_or_less_than_then_does_not_open_it(office, su, programme):
    found = exported(office)
    assert office.get(f"/exports/{found.pk}/file/").status_code == 200
    users.appoint(su, Role.FINANCE, programme, by=audit.SYSTEM, since=clock.today() - timedelta(days=1))
    assert office.get(f"/exports/{found.pk}/file/").status_code == 404


def test_neither_what_was_searched_for_nor_the_rows_can_be_read_where_they_lie(office):
    found = exported(office, "q=茶")
    assert "茶".encode() not in bytes(found.query)
    assert not (uploads.folder.place_of(found.file)).read_bytes().startswith(b"PK")


def test_one_that_is_not_made_yet_is_not_there(office):
    office.post("/exports/sessions/", {"query": ""})
    assert office.get(f"/exports/{Export.objects.get().pk}/file/").status_code == 404


def test_a_cancelled_one_leaves_no_file(office, su):
    office.post("/exports/sessions/", {"query": ""})
    jobs.wish_to_cancel(Job.objects.get(), by=su)
    jobs.do_waiting(beats=False)
    assert uploads.names_kept() & {Export.objects.get().file} == set()


def test_after_a_week_it_is_gone(office):
    found = exported(office)
    Export.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert exports.forget_old() == 1
    assert (office.get(f"/exports/{found.pk}/file/").status_code, Export.objects.count()) == (404, 0)
    assert found.file not in uploads.names_kept()


def test_in_english_it_is_written_in_english(office):
    office.cookies["django_language"] = "en"
    found = exported(office)
    assert rows_of(office.get(f"/exports/{found.pk}/file/"))[0][:2] == ["Activity", "Date"]
