import pytest

from guihua.delivery.models import Attendance, Correction, Session
from guihua.desk import importing
from guihua.directory.models import Person, Resemblance
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db

VALID_IDS = ["44060519800101001X", "440605198001010028"]


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


def test_a_trial_run_writes_nothing(programme, tmp_path):
    path = programmes.write(tmp_path / "n.csv", [programmes.ATTENDANCE_COLUMNS, row(code="N1", 未具名人数="5")])
    done = importing.load(programme, "attendance", path, by=None, dry_run=True)
    assert done.counted.added == 1
    assert not Session.objects.filter(code="N1").exists()
