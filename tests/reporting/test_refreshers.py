"""The facts are written while the programme goes on: nobody waits for it, and nothing of what they do is lost."""

import threading

import pytest
from django.db import transaction

from guihua.reporting import figures, store
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from guihua.reporting.models import DirtyMonth
from tests.factories import programmes
from tests.factories.at_once import PATIENCE, at_work
from tests.factories.programmes import row

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def sessions(place):
    book = open_book(place.code)
    return figures.of(book)["attendance.sessions"].total(book, 2022)


def test_an_import_does_not_wait_for_the_facts_and_is_in_the_next_generation(programme, tmp_path, monkeypatch):
    is_reading, may_go_on, write = threading.Event(), threading.Event(), store.write

    def slowly(*words):
        is_reading.set()
        assert may_go_on.wait(PATIENCE)
        return write(*words)

    monkeypatch.setattr(store, "write", slowly)
    with at_work(lambda: facts.refresh(programme)) as failed:
        assert is_reading.wait(PATIENCE)
        programmes.attendance(programme, tmp_path, row(code="N1", 未具名人数="5"))
        may_go_on.set()
    assert failed == []
    assert (sessions(programme), DirtyMonth.objects.get().month) == (5, 202203)
    facts.refresh(programme)
    assert (sessions(programme), DirtyMonth.objects.count()) == (6, 0)


def test_what_is_not_committed_yet_is_neither_counted_nor_forgotten(programme, tmp_path):
    facts.refresh(programme)
    is_recorded, may_commit = threading.Event(), threading.Event()

    def record():
        with transaction.atomic():
            programmes.attendance(programme, tmp_path, row(code="N1", 未具名人数="5"))
            is_recorded.set()
            assert may_commit.wait(PATIENCE)

    with at_work(record) as failed:
        assert is_recorded.wait(PATIENCE)
        assert facts.refresh(programme) == 0
        assert facts.refresh(programme, full=True) > 0
        may_commit.set()
    assert failed == []
    assert sessions(programme) == 5
    assert facts.refresh(programme) == 1
    assert sessions(programme) == 6


def test_many_who_refresh_at_once_leave_one_generation_that_is_right(programme, tmp_path):
    start = threading.Barrier(4)

    def refresh(full):
        start.wait(PATIENCE)
        facts.refresh(programme, full=full)

    facts.refresh(programme)
    programmes.attendance(programme, tmp_path, row(code="N1", 未具名人数="5"))
    with (
        at_work(lambda: refresh(True)) as whole,
        at_work(lambda: refresh(False)) as one,
        at_work(lambda: refresh(False)) as other,
    ):
        start.wait(PATIENCE)
    assert (whole, one, other) == ([], [], [])
    assert (sessions(programme), DirtyMonth.objects.count()) == (6, 0)
    folder = store.folder(programme.code)
    assert [file for file in open_book(programme.code).manifest.files if not (folder / file).exists()] == []
