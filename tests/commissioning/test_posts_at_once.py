"""Two write down the same person at the same moment, on PostgreSQL."""

import pytest

from guihua.commissioning.actions import posts
from guihua.commissioning.models import Post, Project
from guihua.core import audit
from guihua.core.refusal import Refused
from tests.factories.meeting import both
from tests.factories.posts import held
from tests.factories.told import hand, people

__all__ = ["hand", "people"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def taken_twice(people, monkeypatch):
    def take():
        held("李洁", user=people["lijie"], by=people["hemin"])

    return both(take, take, pausing=(audit, "record"), monkeypatch=monkeypatch)


def test_one_person_written_down_twice_at_once_holds_one_post(people, monkeypatch):
    first, second = taken_twice(people, monkeypatch)
    assert (first, [type(wrong) for wrong in second], Post.objects.count()) == ([], [Refused], 1)


def test_without_the_lock_there_would_be_two(people, monkeypatch):
    monkeypatch.setattr(
        posts, "_fresh", lambda one: Project.objects.select_related("domain", "provider").get(pk=one.pk)
    )
    taken_twice(people, monkeypatch)
    assert Post.objects.count() == 2
