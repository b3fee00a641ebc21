"""What is counted follows who is who: figures before a merge, after it, and once it is taken apart."""

import pytest

from guihua.core import audit
from guihua.delivery.models import Attendance
from guihua.directory.actions import merges
from guihua.directory.models import Person
from guihua.reporting import annual
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes

pytestmark = pytest.mark.django_db
WHY = "本人到窗口核对"


def counted(place):
    facts.refresh(place)
    figures = annual.report(open_book(place.code), 2022)["figures"]
    return {name: figures[f"attendance.{name}"]["value"] for name in ("people_served", "person_times")}


def he(phone):
    return Person.objects.get(handle_index__isnull=False, name=f"何敏{phone[-1]}")


@pytest.fixture
def twice(programme, tmp_path):
    """何敏 gave two phones under two spellings: once at the same session, and once more at another one."""
    rows = [
        programmes.row(code="N1", **programmes.served("何敏1", "13700137001")),
        programmes.row(code="N1", **programmes.served("何敏2", "13700137002")),
        programmes.row(code="N2", **programmes.served("何敏2", "13700137002")),
    ]
    programmes.attendance(programme, tmp_path, *rows)
    return programme, rows


def test_two_who_are_one_count_once_a_session_and_once_in_all_and_twice_again_when_told_apart(twice, tmp_path):
    place, rows = twice
    before = counted(place)
    rows_before = list(Attendance.objects.order_by("pk").values())
    made = merges.merge(he("1"), he("2"), why=WHY, by=audit.SYSTEM)
    assert counted(place) == {name: n - 1 for name, n in before.items()}
    assert (programmes.attendance(place, tmp_path, *rows).counted.added, counted(place)) == (
        0,
        {name: n - 1 for name, n in before.items()},
    )
    merges.take_apart(made, by=audit.SYSTEM, why="认错了人")
    assert counted(place) == before
    assert list(Attendance.objects.order_by("pk").values()) == rows_before


def test_whichever_of_them_stays_the_figures_are_the_same(twice):
    place, _rows = twice
    found = []
    for kept, other in (("1", "2"), ("2", "1")):
        made = merges.merge(he(kept), he(other), why=WHY, by=audit.SYSTEM)
        found.append(counted(place))
        merges.take_apart(made, by=audit.SYSTEM, why="认错了人")
    assert found[0] == found[1]
