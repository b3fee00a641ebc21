"""A file that bears the number of a session entered by hand is asked about before it corrects that session."""

import pytest

from guihua.core import audit
from guihua.delivery.actions import recording
from guihua.delivery.models import Session
from tests.factories.entries import entry, present, project
from tests.factories.imports import checked, does, marks
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
ASKED = "这个编号是 2022-05-06 手工登记的「围炉茶话」，导入会照文件更正那一场。是同一场请确认；不是，请换一个编号。"


@pytest.fixture
def by_hand(office):
    return recording.record(project(), entry(roster=present("张晓丽")), by=audit.SYSTEM)


def test_its_first_row_is_asked_about_and_nothing_comes_in_before_the_answer(office, by_hand):
    rows = [
        row(code="20220506-1", 日期="2022-05-07", **served("何敏", "13700137001")),
        row(code="20220506-1", 日期="2022-05-07", 未具名人数="5"),
        row(code="N9", 未具名人数="5"),
    ]
    found = checked(office, *rows)
    assert marks(office, found) == [(2, "场次编号", ASKED)]
    assert does(office, found, "recording").status_code == 409
    assert Session.objects.get(pk=by_hand.pk).day.isoformat() == "2022-05-06"
    does(office, found, "confirming", row=2, column="场次编号")
    does(office, found, "recording")
    assert Session.objects.get(pk=by_hand.pk).day.isoformat() == "2022-05-07"


def test_the_same_number_in_another_project_is_another_session(office, by_hand):
    assert marks(office, checked(office, row("GC-3", "20220506-1", 未具名人数="5"))) == []


def test_a_session_that_a_file_brought_is_corrected_by_a_file_as_ever(office):
    assert marks(office, checked(office, row(code="A1", 日期="2022-03-06", 未具名人数="31"))) == []
