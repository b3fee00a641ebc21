import pytest

from guihua.core import sheets
from guihua.core.models import AuditRow
from guihua.delivery.models import Attendance, Codename, Correction, Session
from guihua.desk import importing
from guihua.directory.models import Person, Resemblance
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db

VALID_IDS = ["44060519800101001X", "440605198001010028"]


def refused(place, folder, *rows):
    with pytest.raises(importing.BadRows) as bad:
        programmes.attendance(place, folder, *rows)
    return [(mark.row, mark.column, mark.sentence) for mark in bad.value.marks if mark.kind == "bad"]


def test_the_same_file_twice_adds_nothing(programme, tmp_path):
    again = programmes.attendance(programme, tmp_path, *programmes.ATTENDANCE)
    assert (again.counted.added, again.counted.changed, again.counted.skipped) == (0, 0, 7)
    assert Attendance.objects.count() == 7


def test_a_changed_head_count_is_a_correction_that_keeps_the_old_one(programme, tmp_path):
    programmes.attendance(programme, tmp_path, row(未具名人数="28"))
    correction = Correction.objects.get()
    assert (correction.field, correction.old, correction.new) == ("count", "30", "28")
    assert Attendance.objects.get(session__code="A1", person=None).count == 28


def test_a_changed_length_is_a_correction_of_the_session(programme, tmp_path):
    programmes.attendance(programme, tmp_path, row(code="F1", 活动名称="反诈进社区", 服务形式="宣传", 专项行动="反诈宣传",
                                                   时长分钟="120", 未具名人数="300"))  # fmt: skip
    assert Session.objects.get(code="F1").minutes == 120
    assert (Correction.objects.get().old, Correction.objects.get().new) == ("90", "120")


def test_one_bad_cell_and_nothing_is_written(programme, tmp_path):
    bad = refused(programme, tmp_path, row(code="N1", 未具名人数="12"), row(code="N2", 未具名人数="-3"))
    assert bad == [(3, "未具名人数", "人数至少是 1。没有未具名的人请空着。")]
    assert not Session.objects.filter(code="N1").exists()


@pytest.mark.parametrize(
    ("given", "column", "sentence"),
    [
        ({"项目编号": "GC-9"}, "项目编号", "没有编号为「GC-9」的项目。请先导入项目，或改正编号。"),
        (
            {"专项行动": "禁毒"},
            "专项行动",
            "没有叫「禁毒」的专项行动。办公室可以在「项目设置」里添加；不属于专项行动的请空着。",
        ),
        ({"日期": "2031-01-01"}, "日期", "日期不在项目的 2022 年度和合同期内。"),
        ({"日期": "2022-02-30"}, "日期", "没有「2022-02-30」这一天。"),
        ({"时长分钟": "1500"}, "时长分钟", "时长要在 1 到 1440 分钟（24 小时）之间。"),
        ({"开始时间": "25:00"}, "开始时间", "「25:00」不是一天里的时间。请写成 14:30 这样。"),
        (served("张晓丽", "13800138001"), "未具名人数", "一行只写一个人，或只写未具名人数，不能都写。请分成两行。"),
        ({"未具名人数": ""}, "姓名", "这一行既没有姓名，也没有未具名人数。"),
        ({"未具名人数": "", **served("张晓丽")}, "手机", "写了姓名，还要写手机或证件号码，才知道是哪一位。"),
        ({"社区代码": "440605011999"}, "社区代码", "没有代码为 440605011999 的社区。"),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(programme, tmp_path, given, column, sentence):
    assert refused(programme, tmp_path, row(code="N1", **({"未具名人数": "5"} | given))) == [(2, column, sentence)]


def test_an_id_number_that_a_spreadsheet_rounded_is_refused(programme, tmp_path):
    bad = refused(programme, tmp_path, row(code="N1", **served("张晓丽", "", "4.40605198001010E+17")))
    assert bad[0][2] == "证件号码被表格软件改成了近似数，末几位已经丢失。请把这一列设为文本，再重新填写原号码。"


def test_rows_of_one_session_must_agree(programme, tmp_path):
    rows = row(code="N1", 未具名人数="5"), row(code="N1", 地点="别处", **served("张晓丽", "13800138001"))
    assert refused(programme, tmp_path, *rows) == [(3, "地点", "同一场次的地点与第 2 行不一致。")]


def test_a_second_head_count_of_a_session_is_refused(programme, tmp_path):
    bad = refused(programme, tmp_path, row(code="N1", 未具名人数="5"), row(code="N1", 未具名人数="6"))
    assert bad == [(3, "未具名人数", "这一场次已经有一行未具名人数了，一场只能有一行。")]


def test_the_confidential_domain_stands_under_codenames_from_the_first_row(programme):
    codename = Codename.objects.get()
    assert codename.code == "匿0001"
    assert b"\xe7\x8e\x8b" not in bytes(codename.name)
    assert not Person.objects.filter(name="王保密").exists()
    assert "王保密" not in str(list(AuditRow.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("backwards", [False, True])
def test_who_shares_an_id_number_or_phone_and_name_is_one_person_in_any_order(programme, tmp_path, backwards):
    rows = [
        row(code="N1", **served("何敏", "13700137001")),
        row(code="N2", **served("何敏", "13700137001", VALID_IDS[0])),
        row(code="N3", **served("何敏", "13700137002", VALID_IDS[0])),
        row(code="N4", **served("何敏", "13700137002")),
    ]
    programmes.attendance(programme, tmp_path, *(reversed(rows) if backwards else rows))
    assert Person.objects.filter(name="何敏", merged_into=None).count() == 1


def test_two_with_different_id_numbers_are_never_one_and_who_fits_both_waits_for_review(programme, tmp_path):
    rows = [row(code="N1", **served("何敏", "13700137001", number)) for number in VALID_IDS]
    rows.append(row(code="N1", **served("何敏", "13700137001")))
    programmes.attendance(programme, tmp_path, *rows)
    assert Person.objects.filter(name="何敏").count() == 3
    assert Resemblance.objects.count() == 2
    again = programmes.attendance(programme, tmp_path, *rows)
    assert again.counted.added == 0


def test_people_met_apart_are_merged_when_a_later_row_shows_them_to_be_one(programme, tmp_path):
    programmes.attendance(programme, tmp_path, row(code="N1", **served("何敏", "13700137001")))
    programmes.attendance(programme, tmp_path, row(code="N2", **served("何敏", "13700137002", VALID_IDS[0])))
    programmes.attendance(programme, tmp_path, row(code="N3", **served("何敏", "13700137001", VALID_IDS[0])))
    assert Person.objects.filter(name="何敏", merged_into=None).count() == 1
    again = programmes.attendance(programme, tmp_path, row(code="N1", **served("何敏", "13700137001")))
    assert again.counted.added == 0


def test_a_column_nobody_knows_is_named(guicheng, tmp_path):
    with pytest.raises(sheets.SheetRefused) as bad:
        programmes.load(
            guicheng, "communities", tmp_path, [["社区代码", "社区名称", "备注"], ["440605011001", "桂一社区", ""]]
        )
    assert bad.value.sentence == "不认识这些列：备注。请删掉，或改成这份表该有的列名：社区代码、社区名称、经度、纬度。"


def test_a_trial_run_writes_nothing(programme, tmp_path):
    path = programmes.write(tmp_path / "n.csv", [programmes.ATTENDANCE_COLUMNS, row(code="N1", 未具名人数="5")])
    done = importing.load(programme, "attendance", path, by=None, dry_run=True)
    assert done.counted.added == 1
    assert not Session.objects.filter(code="N1").exists()
