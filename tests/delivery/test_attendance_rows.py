"""What an attendance file may say, cell by cell and row by row."""

import pytest
from django.db.models import Sum

from guihua.commissioning.models import Domain
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.models import Attendance, Codename, Form, Part, Session
from guihua.directory.importers import labelled
from tests.factories import programmes
from tests.factories.programmes import refused, row, served

pytestmark = pytest.mark.django_db
ID = "44060519800101001X"
ZHANG = served("张晓丽", "13800138001")


def bad(place, folder, *rows):
    return refused(place, "attendance", folder, [programmes.ATTENDANCE_COLUMNS, *rows])


CELLS = [
    ({"项目编号": "GC-9"}, "项目编号", "没有编号为「GC-9」的项目。请先导入项目，或改正编号。"),
    ({"项目编号": ""}, "项目编号", "缺少项目编号。"),
    (
        {"专项行动": "禁毒"},
        "专项行动",
        "没有叫「禁毒」的专项行动。办公室可以在「项目设置」里添加；不属于专项行动的请空着。",
    ),
    ({"日期": "2031-01-01"}, "日期", "日期不在项目的 2022 年度里，也不在合同期（2022-01-01 至 2022-12-31）里。"),
    ({"日期": "2022-02-30"}, "日期", "没有「2022-02-30」这一天。"),
    ({"日期": "05/03/2022"}, "日期", "「05/03/2022」看不出是哪一天。请写成 2022-03-05 这样。"),
    ({"时长分钟": "1500"}, "时长分钟", "时长要在 1 到 1440 分钟（24 小时）之间。"),
    ({"时长分钟": "0"}, "时长分钟", "时长要在 1 到 1440 分钟（24 小时）之间。"),
    (
        served("周八、吴九", "13800138004") | {"未具名人数": ""},
        "姓名",
        "这一格像是好几个人。一行只写一个人，请分成几行。",
    ),
    (
        served("周八/吴九", "13800138004") | {"未具名人数": ""},
        "姓名",
        "这一格像是好几个人。一行只写一个人，请分成几行。",
    ),
    ({"时长分钟": "1.5小时"}, "时长分钟", "「1.5小时」不是整数。请只写数字。"),
    ({"开始时间": "25:00"}, "开始时间", "「25:00」不是一天里的时间。请写成 14:30 这样。"),
    (
        {"开始时间": "2022-03-06 14:30"},
        "开始时间",
        "这一格连日期也写了（2022-03-06 14:30），和「日期」列的 2022-03-05 对不上。请核对，或只写时间。",
    ),
    ({"未具名人数": "-3"}, "未具名人数", "人数要在 1 到 1,000,000 之间。没有未具名的人请空着。"),
    ({"未具名人数": "0"}, "未具名人数", "人数要在 1 到 1,000,000 之间。没有未具名的人请空着。"),
    (ZHANG, "未具名人数", "一行只写一个人，或只写未具名人数，不能都写。请分成两行。"),
    ({"未具名人数": ""}, "姓名", "这一行既没有姓名，也没有未具名人数。"),
    ({"未具名人数": "", **served("张晓丽")}, "手机", "写了姓名，还要写手机或证件号码，才知道是哪一位。"),
    ({"未具名人数": "", **served("", "13800138001")}, "姓名", "缺少姓名。"),
    ({"未具名人数": "", **served("张晓丽", "13800138001", part="")}, "参与身份", "缺少参与身份。"),
    ({"参与身份": "志愿者"}, "参与身份", "未具名人数只计服务对象，参与身份请空着或填服务对象。"),
    ({"社区代码": "440605011999"}, "社区代码", "没有代码为 440605011999 的社区。请先导入社区，或改正代码。"),
    ({"活动名称": ""}, "活动名称", "这里不能空着。"),
    ({"场次编号": ""}, "场次编号", "这里不能空着。"),
]


@pytest.mark.parametrize(("given", "column", "sentence"), CELLS)
def test_a_bad_cell_is_named_with_what_to_do(programme, tmp_path, given, column, sentence):
    assert bad(programme, tmp_path, row(code="N1", **({"未具名人数": "5"} | given))) == [(2, column, sentence)]


def test_an_unknown_form_or_part_is_answered_with_those_there_are(programme, tmp_path):
    found = bad(programme, tmp_path, row(code="N1", 服务形式="开会", **served("张晓丽", "13800138001", part="领导")))
    assert found == [
        (2, "参与身份", "没有「领导」这一项。可以填：服务对象、志愿者、社工、组织者。"),
        (
            2,
            "服务形式",
            "没有「开会」这一项。可以填：个案、小组、社区活动、探访、讲座、直播、一日游、培训、宣传、咨询。",
        ),
    ]


def test_every_form_and_part_that_is_promised_is_taken(programme, tmp_path):
    forms = ["个案", "小组", "社区活动", "探访", "讲座", "直播", "一日游", "培训", "宣传", "咨询"]
    parts = ["服务对象", "志愿者", "社工", "组织者"]
    assert (list(labelled(Form)), list(labelled(Part))) == (forms, parts)
    rows = [row(code=f"N{n}", 服务形式=form, 未具名人数="1") for n, form in enumerate(forms)]
    rows += [row(code="N0", 服务形式="个案", **served("张晓丽", "13800138001", part=part)) for part in parts]
    assert programmes.attendance(programme, tmp_path, *rows).counted.added == len(rows)


def test_one_bad_cell_and_nothing_is_written(programme, tmp_path):
    before = Attendance.objects.count()
    assert len(bad(programme, tmp_path, row(code="N1", 未具名人数="12"), row(code="N2", 未具名人数="-3"))) == 1
    assert (Attendance.objects.count(), Session.objects.filter(code="N1").count()) == (before, 0)


def test_every_bad_cell_is_named_once(programme, tmp_path):
    rows = row(code="N1", 日期="昨天", 未具名人数="5"), row(code="N1", 手机="110", 姓名="张晓丽", 参与身份="服务对象")
    assert [(line, column) for line, column, _words in bad(programme, tmp_path, *rows)] == [(2, "日期"), (3, "手机")]


def test_an_id_number_that_a_spreadsheet_rounded_is_refused(programme, tmp_path):
    found = bad(programme, tmp_path, row(code="N1", **served("张晓丽", "", "4.40605198001010E+17")))
    assert found == [
        (2, "证件号码", "证件号码被表格软件改成了近似数，末几位已经丢失。请把这一列设为文本，再重新填写原号码。")
    ]


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("活动名称", "另一场"),
        ("服务形式", "讲座"),
        ("专项行动", "反诈宣传"),
        ("日期", "2022-03-06"),
        ("开始时间", "15:00"),
        ("时长分钟", "60"),
        ("社区代码", ""),
        ("地点", "别处"),
    ],
)
def test_rows_of_one_session_must_agree(programme, tmp_path, column, other):
    rows = row(code="N1", 未具名人数="5"), row(code="N2", 未具名人数="5"), row(code="N1", **ZHANG, **{column: other})
    assert bad(programme, tmp_path, *rows) == [(4, column, f"同一场次的{column}与第 2 行不一致。")]


def test_sessions_of_two_projects_may_bear_one_number(programme, tmp_path):
    rows = row(code="N1", 未具名人数="5"), row("GC-3", "N1", 未具名人数="6", 日期="2022-05-01")
    assert programmes.attendance(programme, tmp_path, *rows).counted.added == 2


def test_a_second_head_count_of_a_session_is_refused_with_the_first_ones_row(programme, tmp_path):
    rows = row(code="N1", 未具名人数="5"), row(code="N1", **ZHANG), row(code="N1", 未具名人数="5")
    assert bad(programme, tmp_path, *rows) == [
        (4, "未具名人数", "第 2 行已经写了这一场次的未具名人数，一场只能有一行。")
    ]


def test_a_name_that_stands_twice_counts_once_and_one_in_two_parts_twice(programme, tmp_path):
    twice = row(code="N1", **ZHANG), row(code="N1", **ZHANG)
    as_volunteer = row(code="N1", **served("张晓丽", "13800138001", part="志愿者"))
    done = programmes.attendance(programme, tmp_path, *twice, as_volunteer).counted
    assert (done.added, done.changed, done.skipped) == (2, 0, 1)
    assert Attendance.objects.filter(session__code="N1").aggregate(n=Sum("count"))["n"] == 2


def test_the_offices_own_numbers_start_again_each_year(programme, tmp_path):
    rows = [
        row("街道主办", "T9", 社区代码="", 日期="2022-05-01", 未具名人数="20"),
        row("街道主办", "T9", 社区代码="", 日期="2023-05-01", 未具名人数="21"),
    ]
    done = programmes.attendance(programme, tmp_path, *rows)
    assert done.counted.added == 2
    assert [(mark.row, mark.sentence) for mark in done.doubtful] == [(3, "这一年还没有任何项目，请核对日期。")]


def test_people_write_as_they_write(programme, tmp_path):
    rows = [
        row(
            code="N1",
            日期="2022年3月5日",
            开始时间="１４：３０",
            时长分钟="９０",
            **served("张　晓丽", "138-0013-8001"),
        ),
        row("ＧＣ－１", "Ｎ１", 日期="20220305", 开始时间="0.604166667", **served(" 张晓丽 ", "+86 13800138001")),
        row(" GC-1", "N1\u200b", 日期="44625", 开始时间="2022-03-05 14:30:00", 未具名人数="１２"),
    ]
    done = programmes.attendance(programme, tmp_path, *rows).counted
    assert (done.added, done.skipped) == (2, 1)
    assert Session.objects.filter(code="N1").count() == 1


def test_the_confidential_domain_stands_under_codenames_from_the_first_row(programme):
    codename = Codename.objects.get()
    assert codename.code == "匿0001"
    assert "王".encode() not in bytes(codename.name)
    assert Attendance.objects.get(codename=codename).person is None


def test_a_project_with_names_cannot_move_into_or_out_of_a_confidential_domain(programme, tmp_path):
    for number, domain in ((1, "矫正服务"), (2, "社区服务")):
        rows = [list(line) for line in programmes.PROJECTS]
        rows[number][3] = domain
        with pytest.raises(Refused, match="已经有实名参与记录"):
            programmes.load(programme, "projects", tmp_path, rows)
    rows = [list(line) for line in programmes.PROJECTS]
    rows[3][3] = "矫正社会服务"
    assert programmes.load(programme, "projects", tmp_path, rows).counted.changed == 1
    assert Domain.objects.get(projects__number="GC-3").name == "矫正服务"


def test_no_statement_and_no_row_of_the_trail_bears_a_name_in_confidence(programme, tmp_path, caplog):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rows = [row("GC-2", f"B{n}", 服务形式="个案", **served("欧阳无痕", "13912345678", ID)) for n in (7, 8)]
    rows.append(row("GC-2", "B7", 服务形式="个案", **served("欧阳无痕", "13912345678")))
    with caplog.at_level("DEBUG"), CaptureQueriesContext(connection) as asked:
        programmes.attendance(programme, tmp_path, *rows)
    told = "".join(query["sql"] for query in asked.captured_queries) + caplog.text
    told += str(list(AuditRow.objects.values_list("details", flat=True)))
    assert "delivery_codename" in told
    assert [secret for secret in ("欧阳无痕", "13912345678", ID) if secret in told] == []


def test_names_of_one_and_of_thirty_characters_with_a_dot_and_of_rare_ones_come_in_as_written(programme, tmp_path):
    names = ["敏", "何" * 30, "阿卜杜拉·麦麦提", "𠮷田𪚥"]
    rows = [row(code="N1", **served(name, f"1370013700{n}")) for n, name in enumerate(names)]
    programmes.attendance(programme, tmp_path, *rows)
    met = Session.objects.get(code="N1").attendances.order_by("pk")
    assert list(met.values_list("person__name", flat=True)) == names
