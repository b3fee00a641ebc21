"""A closed month changes only with a reason, and what it came to before and after is kept."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from guihua.commissioning.actions import projects
from guihua.core import audit, history
from guihua.core.refusal import Refused
from guihua.delivery import closing_policy, importers, promises
from guihua.delivery.actions import attendances, closes, duty, recording, undoing
from guihua.delivery.models import Attendance, Correction, ImportBatch, LateChange, MonthlyClose, Session
from guihua.desk import importing
from guihua.directory.actions import merges
from guihua.directory.models import Person
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.closing import MARCH, closed, people, place, provider
from tests.factories.entries import entry, project
from tests.factories.programmes import DUTY_COLUMNS, row, served

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db
CLOSED = "2022 年 3 月已经结账。要改，请写明原因，作为结账后的更正。"
WHY = "漏记一张签到表"


def imported(place, folder, *rows, kind="attendance", by=audit.SYSTEM, why=""):
    """Straight through the verb."""
    header = DUTY_COLUMNS if kind == "duty" else programmes.ATTENDANCE_COLUMNS
    columns = importing.KINDS[kind].columns(place)
    sheet = importing.sheets.read(programmes.write(folder / "late.csv", [header, *rows]), columns)
    cleaned = importing.sheets.clean(sheet, columns)
    if kind == "duty":
        return duty.record_many(place, importers.duty_lines(cleaned), by=by, why=why)
    return attendances.record_many(place, *importers.attendance_lines(place, cleaned), by=by, why=why)


def refused(deed, *given, **more):
    with pytest.raises(Refused) as raised:
        deed(*given, **more)
    return raised.value.sentence


def told():
    return [
        (one.month, one.provider_id, one.why, {name: pair[::-1] for name, pair in _differing(one).items()})
        for one in LateChange.objects.order_by("pk")
    ]


def _differing(one):
    return {name: (one.after[name], one.before[name]) for name in one.after if one.after[name] != one.before[name]}


def test_what_would_change_a_closed_month_is_refused_whole(place, tmp_path):
    closed(place)
    before = Session.objects.count(), Attendance.objects.count(), ImportBatch.objects.count()
    april = row(code="N9", 日期="2022-04-09", 未具名人数="5")
    assert refused(imported, place, tmp_path, april, row(未具名人数="28")) == CLOSED
    assert refused(imported, place, tmp_path, row(code="N1", 未具名人数="5")) == CLOSED
    assert refused(imported, place, tmp_path, row(**served("何敏", "13700137001", part="志愿者"))) == CLOSED
    shift = ["GC-1", "核酸采样点秩序维护", "何敏", "13700137001", "2022-03-05", "08:00", "12:00"]
    assert refused(imported, place, tmp_path, shift, kind="duty") == CLOSED
    assert (Session.objects.count(), Attendance.objects.count(), ImportBatch.objects.count()) == before


def test_the_same_rows_again_need_no_reason(place, tmp_path):
    closed(place)
    assert imported(place, tmp_path, *programmes.ATTENDANCE).skipped == 7
    assert not LateChange.objects.exists()


def test_another_providers_open_month_may_change(place, tmp_path):
    closed(place)
    imported(place, tmp_path, row("GC-4", "L2", 未具名人数="5"))
    assert not LateChange.objects.exists()


def test_after_the_offices_close_everybodys_month_is_closed(place, tmp_path):
    closes.close_whole(place, MARCH, by=audit.SYSTEM, why="代为结账")
    assert refused(imported, place, tmp_path, row("GC-4", "L2", 未具名人数="5")) == CLOSED
    assert refused(imported, place, tmp_path, row("街道主办", "T2", 社区代码="", 未具名人数="5")) == CLOSED


def test_with_a_reason_the_figures_before_and_after_are_kept(place, tmp_path, people):
    made = closed(place)
    imported(place, tmp_path, row(code="N1", 未具名人数="5"), by=people["manager"], why=WHY)
    change = LateChange.objects.get()
    assert (change.close, change.by) == (made, people["manager"])
    assert told() == [
        (MARCH, provider().pk, WHY, {"sessions": (3, 4), "person_times": (332, 337), "heads": (330, 335)})
    ]


def test_a_correction_says_which_close_it_came_after(place, tmp_path):
    made = closed(place)
    in_april = row(code="A2", 日期="2022-04-02", **served("张晓丽", "13800138001", part="志愿者"))
    imported(place, tmp_path, in_april, row(未具名人数="28"), why=WHY)
    by_field = {one.field: one.after_close for one in Correction.objects.select_related("after_close")}
    assert {name: late and late.close for name, late in by_field.items()} == {"count": made, "day": None}


def test_a_session_that_moves_into_a_closed_month_is_a_change_of_it(place, tmp_path):
    closed(place)
    moved = row(code="A2", 日期="2022-03-09", **served("张晓丽", "13800138001", part="志愿者"))
    assert refused(imported, place, tmp_path, moved) == CLOSED
    imported(place, tmp_path, moved, why="日期抄错")
    assert told() == [(MARCH, provider().pk, "日期抄错", {"sessions": (3, 4), "helpers": (1, 2)})]
    assert Correction.objects.get(field="day").after_close == LateChange.objects.get()


def test_a_change_that_leaves_the_figures_alone_is_a_late_change_too(place, tmp_path):
    closed(place)
    imported(place, tmp_path, row(地点="党群服务中心", 未具名人数="30"), why="地点写错")
    assert told() == [(MARCH, provider().pk, "地点写错", {})]


def test_a_file_that_is_taken_back_out_of_a_closed_month_needs_a_reason(place, tmp_path):
    batch = ImportBatch.objects.get(pk=imported(place, tmp_path, row(code="N1", 未具名人数="5")).batch)
    closed(place)
    assert refused(undoing.undo, batch, by=audit.SYSTEM) == CLOSED
    undoing.undo(batch, by=audit.SYSTEM, why="整份传错")
    assert told()[0][2:] == ("整份传错", {"sessions": (4, 3), "person_times": (337, 332), "heads": (335, 330)})


def test_two_who_turn_out_to_be_one_change_the_figures_of_closed_months(place, tmp_path):
    imported(place, tmp_path, row(**served("张小丽", "13700137002")))
    closed(place)
    one, other = (Person.objects.get(name=name) for name in ("张晓丽", "张小丽"))
    merges.merge(one, other, why="打电话核对过", by=audit.SYSTEM)
    assert told() == [(MARCH, provider().pk, "人员认定有变", {"person_times": (333, 332), "people": (3, 2)})]
    assert promises.broken(place) == []


def test_who_is_known_again_by_a_late_file_is_not_counted_twice_in_the_change(place, tmp_path):
    """The file gives 张晓丽's ID number, by which two as met are one; that happens within the import."""
    number = "44060519800101001X"
    imported(place, tmp_path, row(code="N1", **served("张晓丽", "13800138001", number)))
    closed(place)
    imported(place, tmp_path, row(code="N2", **served("张晓丽", "13800138002", number)), why=WHY)
    assert promises.broken(place) == []


def test_what_was_changed_past_the_verbs_is_a_broken_promise(place, tmp_path):
    made = closed(place)
    imported(place, tmp_path, row(code="N1", 未具名人数="5"), why=WHY)
    assert promises.broken(place) == []
    Attendance.objects.filter(session__code="A1", person=None).update(count=31)
    (broken,) = promises.broken(place)
    assert (broken.close, broken.provider, broken.promised.heads, broken.found.heads) == (made, provider().pk, 335, 336)


def test_a_late_change_does_not_mend_a_broken_promise(place, tmp_path):
    closed(place)
    Attendance.objects.filter(session__code="A1", person=None).update(count=31)
    imported(place, tmp_path, row(code="N1", 未具名人数="5"), why=WHY)
    assert told()[0][3]["heads"] == (331, 336)
    assert [(one.promised.heads, one.found.heads) for one in promises.broken(place)] == [(335, 336)]


def test_what_another_subdistrict_closed_leaves_the_months_of_this_office_open(place):
    neighbour = programmes.prepared("440605012", "西樵镇")
    MonthlyClose.objects.create(subdistrict=neighbour, month=MARCH, at=timezone.now(), figures={})
    assert closing_policy.why_not_change(neighbour, None, MARCH).sentence == CLOSED
    assert closing_policy.why_not_change(place, None, MARCH) is None


def test_by_hand_too_a_closed_month_wants_a_reason(place, people):
    session = Session.objects.get(code="A1")
    assert closing_policy.why_not_change(session.subdistrict, session.project, MARCH) is None
    closed(place)
    assert closing_policy.why_not_change(session.subdistrict, session.project, MARCH).sentence == CLOSED
    assert closing_policy.why_not_change(session.subdistrict, session.project, MARCH, WHY) is None
    assert closing_policy.why_not_change(session.subdistrict, session.project, 202204) is None


@pytest.mark.parametrize(("month", "day"), [(MARCH, date(2022, 4, 2)), (202204, date(2022, 4, 2))])
def test_a_correction_by_hand_out_of_a_closed_month_or_into_it_is_a_late_change(place, people, month, day):
    session = Session.objects.get(code="A1")
    closed(place, month)
    recording.correct(session, entry(sent_as=uuid4(), day=day, head_count=30), by=people["manager"], why="日期抄错")
    change = LateChange.objects.get()
    assert (change.month, change.why) == (month, "日期抄错")
    assert Correction.objects.filter(field="day").get().after_close == change
    assert promises.broken(place) == []


def test_what_is_entered_or_taken_back_by_hand_in_a_closed_month_is_a_late_change(place, people):
    closed(place, 202205)
    assert refused(recording.record, project(), entry(head_count=5), by=people["manager"]) == (
        "2022 年 5 月已经结账。要改，请写明原因，作为结账后的更正。"
    )
    made = recording.record(project(), entry(head_count=5), by=people["manager"], why=WHY)
    recording.withdraw(made, by=people["manager"], why="记重了")
    assert [one[2:] for one in told()] == [
        (WHY, {"sessions": (0, 1), "person_times": (0, 5), "heads": (0, 5)}),
        ("记重了", {"sessions": (1, 0), "person_times": (5, 0), "heads": (5, 0)}),
    ]
    assert promises.broken(place) == []


def test_a_project_with_records_in_closed_months_keeps_its_provider(place):
    """Whosever month it would change: that of the provider which it had, or of the one which it is to have."""
    gc1, seen = project(), history.latest(project()).history_id
    to = {"provider_id": provider("乐活").pk}
    closed(place, name="乐活")
    assert refused(projects.edit, gc1, to, seen=seen, by=audit.SYSTEM) == (
        "项目 GC-1 在已经结账的 2022 年 3 月有记录，换承接机构会改动那时的数字。请先申请重新开放。"
    )
    MonthlyClose.objects.update(ended_at=timezone.now())
    assert projects.edit(gc1, to, seen=seen, by=audit.SYSTEM)
    gc1.refresh_from_db()
    assert gc1.provider == provider("乐活")


def test_the_command_takes_a_reason(place, tmp_path):
    closed(place)
    path = programmes.write(tmp_path / "late.csv", [programmes.ATTENDANCE_COLUMNS, row(code="N1", 未具名人数="5")])
    assert refused(importing.load, place, "attendance", path, by=audit.SYSTEM) == CLOSED
    importing.load(place, "attendance", path, by=audit.SYSTEM, why=WHY)
    assert LateChange.objects.get().why == WHY
