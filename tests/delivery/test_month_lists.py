"""A project's list of a whole month is put on record at once."""

from datetime import date

import pytest

from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.actions import closes, month_lists, recording
from guihua.delivery.actions.month_lists import Column
from guihua.delivery.models import Attendance, Correction, LateChange, Session
from guihua.directory.models import Organisation, Person
from tests.delivery.test_recording import counted, worker
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.entries import NEW, entry, present, project

__all__ = ["account", "worker"]
pytestmark = pytest.mark.django_db


def key(name):
    return Person.objects.get(name=name).pk


@pytest.fixture
def tea(programme):
    """The tea of 2022-03-05, as the file brought it: 张晓丽, 李明辉 who helped, and 30 unnamed."""
    return Session.objects.get(code="A1", project=project())


@pytest.fixture
def paper(tea):
    """何敏 came to the tea that is on file and 李明辉 did not; she and 张晓丽 came to another one on 2022-03-12."""
    second = entry(day=date(2022, 3, 12))
    return [
        Column(tea, came=present(NEW), left=frozenset({key("李明辉")})),
        Column(second, came=present("张晓丽", NEW), head_count=4),
    ]


def test_old_sessions_are_corrected_and_new_ones_recorded_in_one_go(paper, tea, worker):
    recorded = month_lists.record(project(), paper, by=worker)
    second = Session.objects.get(code="20220312-1")
    assert (recorded.new, recorded.corrected) == (["20220312-1"], ["A1"])
    assert counted(tea) == [("何敏", "served", 1), ("张晓丽", "served", 1), (None, "served", 30)]
    assert counted(second) == [("何敏", "served", 1), ("张晓丽", "served", 1), (None, "served", 4)]


def test_there_is_one_row_in_the_audit_and_it_names_nobody(paper, worker):
    before = AuditRow.objects.order_by("-pk").first().pk
    month_lists.record(project(), paper, by=worker)
    told = AuditRow.objects.filter(pk__gt=before).exclude(action="people.resolved")
    assert [(row.action, row.actor, row.details) for row in told] == [
        ("month_list.recorded", worker, {"months": [202203], "sessions": ["20220312-1"], "corrected": ["A1"]})
    ]


def test_what_was_changed_on_old_sessions_is_kept_as_a_correction(paper, tea, worker):
    month_lists.record(project(), paper, by=worker)
    told = Correction.objects.filter(session=tea).order_by("pk").values_list("field", "old", "new", "why")
    assert list(told) == [
        ("people", "服务对象 1 人", "服务对象 2 人（加 1，减 0）", "整月登记"),
        ("people", "志愿者 1 人", "志愿者 0 人（加 0，减 1）", "整月登记"),
    ]


def test_the_same_list_sent_again_changes_nothing(paper, worker):
    month_lists.record(project(), paper, by=worker)
    before = list(Attendance.objects.values_list("pk", flat=True)), AuditRow.objects.latest("pk").pk
    again = month_lists.record(project(), paper, by=worker)
    assert (again.new, again.corrected, again.months) == ([], [], set())
    assert list(Attendance.objects.values_list("pk", flat=True)) == before[0]
    assert not AuditRow.objects.filter(pk__gt=before[1], action="month_list.recorded").exists()


def test_what_somebody_else_entered_meanwhile_stays(paper, tea, worker):
    roster = [*present("张晓丽", NEW), *present("李明辉", part="volunteer"), *present("陈志强")]
    recording.correct(tea, entry(day=tea.day, roster=roster, head_count=31), by=None, why="核对")
    month_lists.record(project(), paper, by=worker)
    assert counted(tea) == [
        ("何敏", "served", 1),
        ("张晓丽", "served", 1),
        ("陈志强", "served", 1),
        (None, "served", 31),
    ]


def test_one_session_that_cannot_be_leaves_nothing_of_the_whole_list(paper, worker):
    people = Person.objects.count()
    with pytest.raises(Refused, match="这一天还没有到"):
        month_lists.record(project(), [*paper, Column(entry(day=date(2100, 1, 1)))], by=worker)
    assert (Person.objects.count(), Session.objects.filter(code="20220312-1").count()) == (people, 0)


def test_a_session_that_was_taken_back_meanwhile_is_refused(paper, tea, worker):
    recording.withdraw(tea, by=worker, why="记错项目")
    with pytest.raises(Refused, match="有一场刚刚撤回了"):
        month_lists.record(project(), paper, by=worker)


def test_in_a_closed_month_it_takes_a_reason_and_the_figures_before_are_kept(paper, programme, worker):
    provider = Organisation.objects.get(credit_code=programmes.RONGSHENG)
    closes.close(programme, 202203, provider, by=None)
    with pytest.raises(Refused, match="2022 年 3 月已经结账"):
        month_lists.record(project(), paper, by=worker)
    month_lists.record(project(), paper, by=worker, why="补交签到表")
    told = LateChange.objects.get()
    assert (told.why, told.before["sessions"], told.after["sessions"]) == ("补交签到表", 3, 4)


def test_nobody_is_put_on_a_list_whom_the_worker_does_not_know(tea, programme, tmp_path, worker):
    programmes.attendance(
        programme, tmp_path, programmes.row("GC-3", "C1", **programmes.served("林小雨", "13600136001"))
    )
    with pytest.raises(Refused, match="名单里有人不在你能看到的人员里"):
        month_lists.record(project(), [Column(tea, came=present("林小雨"))], by=worker)
