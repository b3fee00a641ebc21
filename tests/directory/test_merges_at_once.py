"""Two of the office merge at the same moment, on PostgreSQL; and what would happen if the verb did not lock."""

import threading

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.actions import merges, people
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Merge, Person
from tests.factories.at_once import PATIENCE, at_work, until_somebody_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
WHY = "打电话核对过"


@pytest.fixture
def two(guicheng):
    whos = [Identity("何敏", "13700137001", ""), Identity("何小敏", "13700137001", "")]
    met = people.resolve_many(guicheng, whos, by=audit.SYSTEM).met
    return [Person.objects.get(pk=pk) for pk in met]


def both(two, monkeypatch):
    """One merges the second into the first, and has not committed when another merges the first into the second."""
    one, other = two
    has_written, may_commit, settle = threading.Event(), threading.Event(), merges._settle
    slow = []

    def slowly(*given):
        turned = settle(*given)
        if not slow:
            slow.append(True)
            has_written.set()
            assert may_commit.wait(PATIENCE)
        return turned

    monkeypatch.setattr(merges, "_settle", slowly)
    with at_work(lambda: merges.merge(one, other, why=WHY, by=audit.SYSTEM)) as first:
        assert has_written.wait(PATIENCE)
        with at_work(lambda: merges.merge(other, one, why=WHY, by=audit.SYSTEM)) as second:
            until_somebody_waits(or_it=Merge.objects.exists)
            may_commit.set()
    return first, second


def test_the_second_waits_and_is_told_that_they_are_one_already(two, monkeypatch):
    first, second = both(two, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert second[0].sentence == "「何小敏」的登记已经并入「何敏」。请从那一条开始。"
    assert list(Merge.objects.values_list("kept", "other")) == [(two[0].pk, two[1].pk)]


def test_without_the_lock_each_would_be_merged_into_the_other(two, monkeypatch):
    def unlocked(*those):
        fresh = Person.objects.select_related("subdistrict", "merged_into").in_bulk([one.pk for one in those])
        return [fresh[one.pk] for one in those]

    monkeypatch.setattr(merges, "_locked", unlocked)
    assert both(two, monkeypatch) == ([], [])
    assert Merge.objects.count() == 2
