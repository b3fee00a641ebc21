"""The board is marked by two at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from guihua.commissioning.actions import board
from guihua.commissioning.models import Light, Turn
from guihua.core import audit, clock
from tests.factories.contracts import contract
from tests.factories.meeting import both

__all__ = ["contract"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def mark_at_once(contract, monkeypatch):
    """The first has written its lights, and not committed them, when the second begins."""
    monkeypatch.setattr(clock, "today", lambda: date(2022, 7, 1))

    def mark():
        board.mark(contract.project.subdistrict, by=audit.SYSTEM)

    return both(mark, mark, pausing=(board, "_turns"), monkeypatch=monkeypatch)


def test_of_two_who_mark_at_once_the_second_finds_what_the_first_lit(contract, monkeypatch):
    assert mark_at_once(contract, monkeypatch) == ([], [])
    lit = Light.objects.on().filter(project=contract.project)
    assert sorted(lit.values_list("rule__kind", flat=True)) == ["silent", "spent_slow", "unpaid"]
    assert Turn.objects.filter(project=contract.project).count() == 1


def test_without_the_lock_the_second_would_light_them_again_and_be_stopped_by_the_database(contract, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    first, second = mark_at_once(contract, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [IntegrityError])
