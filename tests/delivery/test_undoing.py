"""A file that was imported by mistake is taken back as if it had never come."""

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.delivery.actions import photos, undoing
from guihua.delivery.actions.photos import Picture
from guihua.delivery.models import Activity, Attendance, Correction, DutyShift, ImportBatch, Session
from guihua.directory.models import Role
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.programmes import DUTY_COLUMNS, row, served

__all__ = ["account"]
pytestmark = pytest.mark.django_db


def as_they_stand():
    """Everything that a file can change, without keys and batches."""
    sessions = Session.objects.order_by("code").values_list(
        "code", "activity__name", "activity__form", "activity__campaign", "day", "month", "starts_at", "minutes",
        "community__code", "place",
    )  # fmt: skip
    taken = Attendance.objects.order_by("session__code", "part", "person", "count")
    shifts = DutyShift.objects.order_by("day").values_list("task", "day", "starts_at", "minutes")
    held = taken.values_list("session__code", "person", "codename", "part", "count")
    return list(sessions), list(held), list(shifts), Activity.objects.count()


def brought(place, folder, *rows):
    return ImportBatch.objects.get(pk=programmes.attendance(place, folder, *rows).counted.batch)


def test_new_sessions_go_and_corrected_ones_say_what_they_said(programme, tmp_path):
    before = as_they_stand()
    changed = {
        "活动名称": "围炉夜话",
        "服务形式": "讲座",
        "专项行动": "反诈宣传",
        "日期": "2022-04-09",
        "开始时间": "09:15",
    }
    changed |= {"时长分钟": "45", "社区代码": "440605011004", "地点": "党群服务中心"}
    batch = brought(
        programme,
        tmp_path,
        row(**changed, 未具名人数="31"),
        row(code="N1", **served("何敏", "13700137001")),
        row(code="A2", 日期="2022/4/1", **served("何敏", "13700137001")),
    )
    assert as_they_stand() != before
    done = undoing.undo(batch, by=None)
    assert (as_they_stand(), done.removed, done.restored) == (before, 2, 9)


def test_what_was_restored_is_told_as_a_correction(programme, tmp_path):
    undoing.undo(brought(programme, tmp_path, row(未具名人数="28")), by=None)
    told = Correction.objects.order_by("pk").values_list("old", "new", "why")
    assert list(told) == [("30", "28", "重新导入"), ("28", "30", "撤销导入")]


def test_duty_is_taken_back_too(programme, tmp_path):
    before = as_they_stand()
    rows = [DUTY_COLUMNS, ["GC-1", "核酸采样点秩序维护", "陈志强", "13800138009", "2022-03-01", "22:00", "05:00"]]
    rows.append(["GC-1", "核酸采样点秩序维护", "何敏", "13700137001", "2022-03-05", "08:00", "12:00"])
    counted = programmes.load(programme, "duty", tmp_path, rows).counted
    undoing.undo(ImportBatch.objects.get(pk=counted.batch), by=None)
    assert (counted.added, counted.changed, as_they_stand()) == (1, 1, before)


def test_later_records_stand_in_the_way_and_are_named(programme, tmp_path):
    batch = brought(programme, tmp_path, row(code="N1", 未具名人数="5"))
    later = brought(programme, tmp_path, row(code="N1", **served("何敏", "13700137001")))
    with pytest.raises(Refused) as refused:
        undoing.undo(batch, by=None)
    assert refused.value.sentence == (
        "后来的记录用到了这次导入的内容，不能撤销：场次 N1（2022-03-05 的围炉茶话）后来又有参与记录。请先处理它们。"
    )
    assert Session.objects.filter(code="N1").count() == 1
    undoing.undo(later, by=None)
    undoing.undo(batch, by=None)
    assert Session.objects.filter(code="N1").count() == 0


def test_a_photo_of_a_session_stands_in_the_way_and_is_not_lost(programme, tmp_path):
    batch = brought(programme, tmp_path, row(code="N1", **served("何敏", "13700137001")))
    session = Session.objects.get(code="N1")
    [photo] = photos.add(session, [Picture("jpg", b"a picture")], by=audit.SYSTEM)
    with pytest.raises(Refused, match=r"场次 N1（.*后来有了照片"):
        undoing.undo(batch, by=audit.SYSTEM)
    photos.remove(photo, by=audit.SYSTEM)
    undoing.undo(batch, by=audit.SYSTEM)
    assert not Session.objects.filter(code="N1").exists()


def test_a_later_correction_stands_in_the_way_until_it_is_undone(programme, tmp_path):
    before = as_they_stand()
    batch = brought(programme, tmp_path, row(未具名人数="28"))
    later = brought(programme, tmp_path, row(未具名人数="27"))
    with pytest.raises(Refused) as refused:
        undoing.undo(batch, by=None)
    assert "场次 A1（2022-03-05 的围炉茶话）后来又更正过" in refused.value.sentence
    undoing.undo(later, by=None)
    undoing.undo(batch, by=None)
    assert as_they_stand() == before


def test_nothing_is_undone_twice(programme, tmp_path):
    batch = brought(programme, tmp_path, row(code="N1", 未具名人数="5"))
    undoing.undo(batch, by=None)
    with pytest.raises(Refused, match="这次导入已经撤销了。"):
        undoing.undo(batch, by=None)


def test_the_office_undoes_and_the_auditor_does_not(programme, tmp_path, account):
    batch = brought(programme, tmp_path, row(code="N1", 未具名人数="5"))
    with pytest.raises(Refused):
        undoing.undo(batch, by=account("auditor", Role.AUDITOR, phone="13800138112"))
    undoing.undo(batch, by=account())
    assert Session.objects.filter(code="N1").count() == 0


def test_somebody_met_twice_counts_again_once_the_first_row_is_gone(programme, tmp_path):
    number = "44060519800101001X"
    first = brought(programme, tmp_path, row(**served("何敏", "13700137001", number)))
    brought(programme, tmp_path, row(**served("何敏", "13700137001")))
    taken = Attendance.objects.filter(session__code="A1", person__name="何敏")
    assert list(taken.order_by("pk").values_list("count", flat=True)) == [1, 0]
    undoing.undo(first, by=None)
    assert list(taken.values_list("count", flat=True)) == [1]
