"""Two people at one story at the same moment, on PostgreSQL; and what would happen without the locks."""

from datetime import date

import pytest
from django.db.models import QuerySet

from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.delivery.models import Session
from guihua.directory.actions import consents, subjects
from guihua.directory.models import ConsentPurpose
from guihua.reporting.actions import stories
from guihua.reporting.actions.stories import Told
from guihua.reporting.models import Story
from tests.delivery.test_recording import works_on
from tests.factories.accounts import account
from tests.factories.meeting import both

__all__ = ["account"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def he(programme, account):
    return works_on(account, "hemin", "何敏", "GC-1")


@pytest.fixture
def su(programme, account):
    return account()


@pytest.fixture
def given(programme):
    there = Session.objects.get(code="A1").attendances.exclude(person=None).order_by("pk")[0].person
    return consents.give(there, ConsentPurpose.STORIES, version="1", given_on=date(2022, 3, 1), by=audit.SYSTEM)


@pytest.fixture
def story(he, given):
    told = Told("包粽子的人", "年底她教别人包粽子。", people=[given.person_id])
    return stories.write(Session.objects.get(code="A1"), told, by=he)


@pytest.fixture
def without_locks(monkeypatch):
    return lambda: monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)


@pytest.fixture
def one_after_the_other(monkeypatch):
    """The first has done everything and not committed when the second begins."""
    return lambda first, second: both(first, second, pausing=(audit, "record"), monkeypatch=monkeypatch)


@pytest.fixture
def taken_back_while_told_otherwise(story, he, su, one_after_the_other):
    def tell():
        stories.write(story.session, Told("另一个标题", "别的话。"), by=su, story=story, seen=story.version)

    return lambda: one_after_the_other(lambda: stories.take_back(story, by=he), tell)


def test_who_tells_otherwise_what_is_taken_back_is_told_so(taken_back_while_told_otherwise):
    first, (refused,) = taken_back_while_told_otherwise()
    assert (first, type(refused), refused.sentence) == ([], Refused, "这个故事已经收回了。")
    assert Story.objects.get().title == "包粽子的人"


def test_without_the_lock_they_would_write_into_what_nobody_reads(taken_back_while_told_otherwise, without_locks):
    without_locks()
    assert taken_back_while_told_otherwise() == ([], [])
    assert Story.objects.exclude(taken_back_at=None).get().title == "另一个标题"


@pytest.fixture
def withdrawn_while_picked(story, given, su, one_after_the_other):
    def pick():
        stories.pick(story, seen=story.version, by=su)

    return lambda: one_after_the_other(pick, lambda: consents.withdraw(given, by=audit.SYSTEM))


def test_the_office_is_told_of_a_withdrawal_though_it_was_just_picking(withdrawn_while_picked):
    assert withdrawn_while_picked() == ([], [])
    assert list(Notice.objects.values_list("kind", flat=True)) == ["story.consent_withdrawn"]


def test_without_the_lock_the_office_would_not_learn_of_it(withdrawn_while_picked, without_locks):
    without_locks()
    assert withdrawn_while_picked() == ([], [])
    assert not Notice.objects.exists()


@pytest.fixture
def erased_while_told(given, he, su, one_after_the_other):
    def tell():
        told = Told("包粽子的人", "年底她教别人包粽子。", people=[given.person_id])
        stories.write(Session.objects.get(code="A1"), told, by=he)

    return lambda: one_after_the_other(tell, lambda: subjects.erase(given.person, why="本人要求", by=su))


def test_what_is_told_while_somebody_is_erased_is_erased_with_them(erased_while_told):
    assert erased_while_told() == ([], [])
    assert Story.objects.get().words == ""


def test_without_the_lock_it_would_be_left(erased_while_told, without_locks):
    without_locks()
    assert erased_while_told() == ([], [])
    assert Story.objects.get().words == "年底她教别人包粽子。"
