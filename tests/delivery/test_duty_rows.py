"""What a duty file may say."""

from datetime import date

import pytest
from django.db.models import Sum

from guihua.delivery.models import Correction, DutyShift
from guihua.reporting.models import DirtyMonth
from tests.factories import programmes
from tests.factories.programmes import DUTY_COLUMNS, refused, row

pytestmark = pytest.mark.django_db


def shift(
    start="08:00", end="12:00", *, day="2022-03-05", name="梁慧敏", phone="13800138009", task="守卡口", project="GC-1"
):
    return [project, task, name, phone, day, start, end]


def loaded(place, folder, *rows):
    return programmes.load(place, "duty", folder, [DUTY_COLUMNS, *rows])


def bad(place, folder, *rows):
    return refused(place, "duty", folder, [DUTY_COLUMNS, *rows])


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("08:00", "12:30", 270),
        ("22:00", "06:00", 480),
        ("20:00", "24:00", 240),
        ("0.9166666667", "0.25", 480),
        ("2022-03-05 22:00", "2022-03-06 06:00", 480),
        ("22:00", "2022/3/6 6:00", 480),
        ("00:00", "23:59", 1439),
    ],
)
def test_a_shift_lasts_until_its_end_on_that_day_or_the_next(programme, tmp_path, start, end, minutes):
    loaded(programme, tmp_path, shift(start, end))
    made = DutyShift.objects.get(task="守卡口")
    assert (made.day, made.minutes) == (date(2022, 3, 5), minutes)


@pytest.mark.parametrize(
    ("start", "end", "column", "words"),
    [
        ("08:00", "08:00", "结束时间", "结束时间和开始时间相同。"),
        ("08:00", "25:00", "结束时间", "「25:00」不是一天里的时间。请写成 14:30 这样。"),
        ("08:00", "2022-03-06 09:00", "结束时间", "一班要短于 24 小时。更长的请分成几班。"),
        ("08:00", "2022-03-05 07:00", "结束时间", "结束时间早于开始时间。"),
        (
            "08:00",
            "2022-03-08 09:00",
            "结束时间",
            "这一格连日期也写了（2022-03-08 09:00），和「日期」列的 2022-03-05 对不上。请核对，或只写时间。",
        ),
        ("", "08:00", "开始时间", "缺少时间。"),
    ],
)
def test_a_shift_of_no_length_or_of_more_than_a_day_is_refused(programme, tmp_path, start, end, column, words):
    assert bad(programme, tmp_path, shift(start, end)) == [(2, column, words)]


def test_the_office_itself_has_no_duty_and_a_shift_lies_in_its_projects_year(programme, tmp_path):
    found = bad(programme, tmp_path, shift(project="街道主办"), shift(day="2031-01-01"))
    assert found == [
        (2, "项目编号", "值勤要记在一个项目名下，「街道主办」只用在参与记录里。"),
        (3, "日期", "日期不在项目的 2022 年度里，也不在合同期（2022-01-01 至 2022-12-31）里。"),
    ]


def test_two_shifts_of_one_person_at_one_time_are_doubtful(programme, tmp_path):
    rows = [
        shift("06:00", "14:00"),
        shift("13:00", "15:00", project="GC-3"),
        shift("22:00", "06:00"),
        shift("05:00", "09:00", day="2022-03-06"),
        shift("06:00", "14:00", name="陈志强"),
        shift("09:00", "10:00", day="2022-03-06"),
    ]
    assert [(mark.row, mark.column, mark.sentence) for mark in loaded(programme, tmp_path, *rows).doubtful] == [
        (3, "开始时间", "这个人在第 2 行的一班还没有结束，请核对。"),
        (5, "开始时间", "这个人在第 4 行的一班还没有结束，请核对。"),
    ]


def test_a_shift_that_meets_one_on_file_is_doubtful_whatever_the_person_is_called_there(programme, tmp_path):
    loaded(programme, tmp_path, shift("22:00", "06:00"), shift("08:00", "12:00", day="2022-03-07"))
    loaded(programme, tmp_path, shift("07:00", "09:00", phone="13800138010", day="2022-03-10", project="GC-3"))
    known = {"姓名": "梁慧敏", "证件号码": "440605196603051231", "参与身份": "社工"}
    rows = [row(code=code, 手机=phone, **known) for code, phone in (("L1", "13800138009"), ("L2", "13800138010"))]
    programmes.attendance(programme, tmp_path, *rows)
    met = [
        shift("05:00", "07:00", day="2022-03-06"),
        shift("06:00", "07:00", day="2022-03-06", name="陈志强"),
        shift("11:00", "13:00", phone="13800138010", day="2022-03-07", project="GC-3"),
        shift("08:00", "10:00", day="2022-03-10"),
        shift("06:00", "07:00", day="2022-03-10"),
    ]
    assert [(mark.row, mark.column, mark.sentence) for mark in loaded(programme, tmp_path, *met).doubtful] == [
        (2, "开始时间", "这个人在项目 GC-1 已有一班（2022-03-05 22:00 起），时间重叠，请核对。"),
        (4, "开始时间", "这个人在项目 GC-1 已有一班（2022-03-07 08:00 起），时间重叠，请核对。"),
        (5, "开始时间", "这个人在项目 GC-3 已有一班（2022-03-10 07:00 起），时间重叠，请核对。"),
    ]


def test_a_shift_that_is_on_file_already_meets_nobody(programme, tmp_path):
    loaded(programme, tmp_path, shift())
    assert list(loaded(programme, tmp_path, shift()).doubtful) == []
    assert list(loaded(programme, tmp_path, shift(end="13:00")).doubtful) == []


def test_a_shift_counts_once_when_two_on_it_turn_out_to_be_one(programme, tmp_path):
    loaded(programme, tmp_path, shift(), shift(phone="13800138010"))
    DirtyMonth.objects.all().delete()
    known = {"姓名": "梁慧敏", "证件号码": "440605196603051231", "参与身份": "社工"}
    rows = [row(code=code, 手机=phone, 日期="2022-06-05", **known)
            for code, phone in (("L1", "13800138009"), ("L2", "13800138010"))]  # fmt: skip
    programmes.attendance(programme, tmp_path, *rows)
    assert sorted(set(DirtyMonth.objects.values_list("month", flat=True))) == [202203, 202206]
    assert DutyShift.objects.filter(task="守卡口").counted().aggregate(n=Sum("minutes"))["n"] == 240
    again = loaded(programme, tmp_path, shift(end="13:00"), shift(end="13:00", phone="13800138010")).counted
    assert (again.added, again.changed, again.skipped) == (0, 1, 1)
    assert DutyShift.objects.filter(task="守卡口").counted().aggregate(n=Sum("minutes"))["n"] == 300


def test_one_shift_with_two_ends_is_refused_also_where_the_person_has_two_phones(programme, tmp_path):
    known = {"姓名": "梁慧敏", "证件号码": "440605196603051231", "参与身份": "社工"}
    rows = [row(code=code, 手机=phone, **known) for code, phone in (("L1", "13800138009"), ("L2", "13800138010"))]
    programmes.attendance(programme, tmp_path, *rows)
    assert bad(programme, tmp_path, shift(), shift(end="13:00", phone="13800138010")) == [
        (3, "结束时间", "和第 2 行是同一班，结束时间却不同。")
    ]


def test_a_very_long_shift_is_doubtful(programme, tmp_path):
    done = loaded(programme, tmp_path, shift("06:00", "22:01"))
    assert [mark.sentence for mark in done.doubtful] == ["这一班超过 16 小时，请核对。"]


def test_one_shift_with_two_ends_is_refused_and_one_that_stands_twice_counts_once(programme, tmp_path):
    assert bad(programme, tmp_path, shift(), shift(end="13:00")) == [
        (3, "结束时间", "和第 2 行是同一班，结束时间却不同。")
    ]
    done = loaded(programme, tmp_path, shift(), shift()).counted
    assert (done.added, done.changed, done.skipped) == (1, 0, 1)


def test_the_same_shifts_add_nothing_and_a_new_end_is_a_correction(programme, tmp_path):
    loaded(programme, tmp_path, shift())
    again = loaded(programme, tmp_path, shift()).counted
    assert (again.added, again.changed, again.skipped) == (0, 0, 1)
    later = loaded(programme, tmp_path, shift(end="13:00"), shift(day="2022-03-07")).counted
    assert (later.added, later.changed, later.skipped) == (1, 1, 0)
    made = Correction.objects.get()
    assert (made.shift.minutes, made.field, made.old, made.new) == (300, "minutes", "240", "300")
