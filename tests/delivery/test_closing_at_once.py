"""A month closes while somebody saves into it, on PostgreSQL; and what would happen if closing did not lock."""

import threading

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.delivery import months, promises
from guihua.delivery.actions import attendances, closes, recording, rosters, sessions
from guihua.delivery.models import MonthlyClose, Session
from guihua.directory.actions import users
from guihua.directory.models import Role, Subdistrict
from tests.factories.accounts import PASSWORD, SINCE
from tests.factories.at_once import PATIENCE, at_work, until_somebody_waits
from tests.factories.closing import MARCH, place, provider
from tests.factories.entries import entry, project

__all__ = ["place"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def by_file(place):
    """A fireside tea for five in March."""
    line = sessions.SessionLine(
        project=provider().projects.get(number="GC-1").pk, code="N1", activity="围炉茶话", form="group", campaign=None,
        day=Session.objects.get(code="A1").day, starts_at=Session.objects.get(code="A1").starts_at, minutes=60,
        community=None, place="",
    )  # fmt: skip
    taken = [attendances.AttendanceLine(0, None, "served", 5)]
    return lambda: attendances.record_many(place, [line], taken, by=audit.SYSTEM)


def by_hand(place):
    """The same, as its social worker saves it on her phone."""
    worker = users.register("chenjing", name="陈静", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(worker, Role.WORKER, place, by=audit.SYSTEM, organisation=provider(), since=SINCE)
    users.grant(worker, Role.WORKER, project(), by=audit.SYSTEM, why="驻点", since=SINCE)
    tea = entry(day=Session.objects.get(code="A1").day, head_count=5)
    return lambda: recording.record(project(), tea, by=worker)


@pytest.fixture(params=[(by_file, attendances, "_enter"), (by_hand, rosters, "write")], ids=["by file", "by hand"])
def saving(request, place):
    """The save, and where its rows are written and not committed."""
    save, *written = request.param
    return save(place), written


def pausing(monkeypatch, module, name):
    """The first call of the function stops after its work, until it is let on."""
    has_come, may_go, does = threading.Event(), threading.Event(), getattr(module, name)
    slow = []

    def slowly(*given, **more):
        done = does(*given, **more)
        if not slow:
            slow.append(True)
            has_come.set()
            assert may_go.wait(PATIENCE)
        return done

    monkeypatch.setattr(module, name, slowly)
    return has_come, may_go


def close_while_saving(place, saving, monkeypatch):
    """The rows are written and not committed when the month is closed."""
    save, written = saving
    has_written, may_commit = pausing(monkeypatch, *written)
    whose = provider()
    with at_work(save) as saved:
        assert has_written.wait(PATIENCE)
        with at_work(lambda: closes.close(place, MARCH, whose, by=audit.SYSTEM)) as closed:
            until_somebody_waits(or_it=MonthlyClose.objects.exists)
            may_commit.set()
    return saved, closed


def test_a_save_that_came_first_is_in_the_close(place, saving, monkeypatch):
    before = Session.objects.count()
    assert close_while_saving(place, saving, monkeypatch) == ([], [])
    close = MonthlyClose.objects.get()
    assert (Session.objects.count() - before, close.figures_of(provider().pk).sessions) == (1, 4)
    assert promises.broken(place) == []


def test_a_save_that_came_later_is_refused(place, saving, monkeypatch):
    has_counted, may_commit = pausing(monkeypatch, months, "measured")
    whose, before = provider(), Session.objects.count()
    with at_work(lambda: closes.close(place, MARCH, whose, by=audit.SYSTEM)) as closed:
        assert has_counted.wait(PATIENCE)
        with at_work(saving[0]) as saved:
            until_somebody_waits(or_it=lambda: Session.objects.count() > before)
            may_commit.set()
    assert (closed, [type(wrong) for wrong in saved]) == ([], [Refused])
    assert (Session.objects.count() - before, promises.broken(place)) == (0, [])


def test_without_the_lock_the_save_would_come_in_after_the_close(place, saving, monkeypatch):
    monkeypatch.setattr(closes, "_lock", lambda subdistrict: Subdistrict.objects.get(pk=subdistrict.pk))
    assert close_while_saving(place, saving, monkeypatch) == ([], [])
    (broken,) = promises.broken(place)
    assert (broken.promised.sessions, broken.found.sessions) == (3, 4)
