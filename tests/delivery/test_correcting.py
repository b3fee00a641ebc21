"""What was entered by hand is put right: what it said before is kept, and who changed it and why."""

from datetime import date, time

import pytest
from django.urls import reverse

from guihua.core.refusal import Refused
from guihua.delivery.actions import recording, undoing
from guihua.delivery.models import Activity, Attendance, Correction, Form, ImportBatch, Session, Withdrawal
from guihua.reporting.models import DirtyMonth
from tests.delivery.test_recording import counted, worker
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.entries import NEW, entry, present, project
from tests.factories.programmes import row

__all__ = ["account", "worker"]
pytestmark = pytest.mark.django_db
WHY = "签到表核对后更正"


@pytest.fixture
def tea(worker):
    """A fireside tea with 张晓丽, 李明辉 as volunteer, and twelve unnamed."""
    roster = present("张晓丽") + present("李明辉", part="volunteer")
    return recording.record(project(), entry(roster=roster, head_count=12, told={"number": 3}), by=worker)


def told(of):
    return sorted(of.corrections.values_list("field", "old", "new"))


def test_each_value_that_differs_is_kept_as_it_was(tea, worker):
    roster = present("张晓丽") + present("李明辉", part="volunteer")
    now = entry(
        day=date(2022, 5, 7), starts_at=time(9, 0), minutes=60, place="", community=None, activity="围炉夜话",
        roster=roster, head_count=13, told={"number": 4, "topic": "邻里"},
    )  # fmt: skip
    recording.correct(tea, now, by=worker, why=WHY)
    assert told(tea) == [
        ("activity", "围炉茶话", "围炉夜话"),
        ("community", "桂一社区（440605011001）", ""),
        ("count", "12", "13"),
        ("day", "2022-05-06", "2022-05-07"),
        ("minutes", "90", "60"),
        ("number", "3", "4"),
        ("place", "党群服务中心", ""),
        ("starts_at", "14:30", "09:00"),
        ("topic", "", "邻里"),
    ]
    assert {(one.by, one.why) for one in tea.corrections.all()} == {(worker, WHY)}
    stands = Session.objects.get(pk=tea.pk)
    assert (stands.day, stands.minutes, stands.number, stands.topic) == (date(2022, 5, 7), 60, 4, "邻里")


def test_of_people_the_parts_and_counts_are_told_and_no_name(tea, worker):
    now = entry(roster=present("李明辉", NEW), head_count=12, told={"number": 3})
    recording.correct(tea, now, by=worker, why=WHY)
    assert told(tea) == [
        ("people", "志愿者 1 人", "志愿者 0 人（加 0，减 1）"),
        ("people", "服务对象 1 人", "服务对象 2 人（加 2，减 1）"),
    ]
    assert counted(tea) == [("何敏", "served", 1), ("李明辉", "served", 1), (None, "served", 12)]


def test_an_english_page_tells_them_in_english(client, tea, worker):
    recording.correct(tea, entry(roster=present("李明辉", NEW), head_count=12, told={"number": 3}), by=worker, why=WHY)
    client.force_login(worker)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("desk:session", args=[tea.pk])).content.decode()
    assert ("Volunteer: 0 (added: 0, removed: 1)" in page, "Person served: 2 (added: 2, removed: 1)" in page) == (
        True,
        True,
    )
    assert "志愿者 1 人" not in page


def test_the_same_said_again_corrects_nothing(tea, worker):
    roster = present("李明辉", part="volunteer") + present("张晓丽")
    recording.correct(tea, entry(roster=roster, head_count=12, told={"number": 3}), by=worker, why=WHY)
    assert (told(tea), len(counted(tea))) == ([], 3)


def test_a_head_count_can_come_and_go(tea, worker):
    roster = present("张晓丽") + present("李明辉", part="volunteer")
    recording.correct(tea, entry(roster=roster, told={"number": 3}), by=worker, why=WHY)
    recording.correct(tea, entry(roster=roster, told={"number": 3}, head_count=5), by=worker, why=WHY)
    assert told(tea) == [("count", "0", "5"), ("count", "12", "0")]


def test_an_activity_that_no_session_bears_any_more_is_forgotten(tea, worker):
    now = entry(activity="邻里夜话", form=Form.EVENT, head_count=1)
    recording.correct(recording.record(project(), entry(activity="邻里茶话"), by=worker), now, by=worker, why=WHY)
    assert set(Activity.objects.filter(name__contains="邻里").values_list("name", "form")) == {("邻里夜话", "event")}


def test_a_reason_is_asked_for(tea, worker):
    with pytest.raises(Refused, match="请写明原因"):
        recording.correct(tea, entry(), by=worker, why=" ")
    with pytest.raises(Refused, match="请写明原因"):
        recording.withdraw(tea, by=worker, why="")


def test_whoever_saw_less_than_there_is_now_is_told(tea, worker, account):
    recording.correct(tea, entry(minutes=60), by=account(), why=WHY, seen=0)
    with pytest.raises(Refused, match="苏婉清刚刚也更正了这一场"):
        recording.correct(tea, entry(minutes=45), by=worker, why=WHY, seen=0)
    last = tea.corrections.latest("pk").pk
    recording.correct(tea, entry(minutes=45), by=worker, why=WHY, seen=last)
    assert Session.objects.get(pk=tea.pk).minutes == 45


def test_both_months_are_counted_again(tea, worker):
    DirtyMonth.objects.all().delete()
    recording.correct(tea, entry(day=date(2022, 6, 3)), by=worker, why=WHY)
    assert set(DirtyMonth.objects.values_list("month", flat=True)) == {202205, 202206}


def test_a_withdrawn_session_is_gone_and_tells_what_it_was(tea, worker):
    recording.correct(tea, entry(minutes=60, head_count=12), by=worker, why=WHY)
    left = recording.withdraw(tea, by=worker, why="这一场没有办成")
    assert not Session.objects.filter(code=left.code).exists()
    assert not Attendance.objects.filter(session=tea.pk).exists()
    assert (left.activity, left.day, left.by, left.why) == ("围炉茶话", date(2022, 5, 6), worker, "这一场没有办成")
    assert ("minutes", "90", "60") in told(left)
    assert Correction.objects.of_project(project()).filter(withdrawal=left).count() == len(told(left))
    assert list(Withdrawal.objects.values_list("code", flat=True)) == ["20220506-1"]


def test_a_file_can_still_be_undone_when_one_of_its_sessions_was_withdrawn(programme, worker, tmp_path):
    rows = [row(code="N1", 日期="2022-05-06", 未具名人数="3"), row(未具名人数="31")]
    batch = ImportBatch.objects.get(pk=programmes.attendance(programme, tmp_path, *rows).counted.batch)
    recording.withdraw(Session.objects.get(code="N1"), by=worker, why="没有办成")
    undoing.undo(batch, by=None)
    assert Attendance.objects.get(session__code="A1", person=None).count == 30
