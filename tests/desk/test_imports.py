"""The wizard: a file is sent, laid out, mended and recorded, through the pages."""

import pytest
from django.urls import reverse

from guihua.core import audit, sheets
from guihua.core.models import AuditRow
from guihua.delivery.actions import closes
from guihua.delivery.models import Attendance, Session
from guihua.desk.models import Import, ImportState, KnownHeader
from guihua.directory.models import Organisation
from tests.factories import imports, programmes
from tests.factories.imports import checked, does, laid_out, marks, page, sent
from tests.factories.programmes import ATTENDANCE_COLUMNS, row, served

pytestmark = pytest.mark.django_db
TEA = row(code="N1", **served("何敏", "13700137001"))


def said(answer):
    return answer.content.decode()


def test_a_good_file_is_checked_and_then_recorded_whole(office):
    found = checked(office, TEA, row(code="N2", 未具名人数="12"))
    assert page(office, found).context["counts"]["new"] == 2
    assert Session.objects.filter(code__in=["N1", "N2"]).count() == 0
    does(office, found, "recording")
    found.refresh_from_db()
    assert (found.state, found.rows, found.added, found.batch.added) == ("done", 2, 2, 2)
    assert Attendance.objects.filter(session__code="N2").get().count == 12


def test_upload_and_import_are_on_record(office):
    found = checked(office, TEA)
    does(office, found, "recording")
    about = AuditRow.objects.filter(kind="desk.import", object_id=found.pk).order_by("pk")
    assert list(about.values_list("action", flat=True)) == ["import.uploaded", "import.done"]


def test_a_bad_cell_is_named_and_nothing_comes_in(office):
    found = checked(office, TEA, row(code="N2", 日期="2022-11-31", **served("区淑仪", "13700137002")))
    assert marks(office, found) == [(3, "日期", "没有「2022-11-31」这一天。")]
    answer = does(office, found, "recording")
    assert "一行都没有写入" in said(office.get(answer["Location"]))
    assert Session.objects.filter(code="N1").count() == 0


def test_a_cell_is_mended_in_place_and_the_change_can_be_taken_back(office):
    found = checked(office, row(code="N1", **served("何敏", "1370013700")))
    assert [where[:2] for where in marks(office, found)] == [(2, "手机")]
    does(office, found, "mending", column="手机", row=2, new="13700137001")
    assert marks(office, found) == []
    does(office, found, "taking_back")
    assert [where[:2] for where in marks(office, found)] == [(2, "手机")]


def test_one_mistake_is_mended_everywhere_with_what_was_meant(office):
    rows = [row(code=f"N{n}", 服务形式="小祖", 未具名人数="5") for n in range(3)]
    found = checked(office, *rows)
    (again,) = page(office, found).context["again"]
    assert (again.column, again.text, again.cells, again.meant) == ("服务形式", "小祖", 3, "小组")
    does(office, found, "mending", column="服务形式", old="小祖", new="小组")
    assert marks(office, found) == []


def test_what_is_an_option_already_is_not_suggested_for_itself():
    assert sheets.meant("公办", ["公办", "民办"]) == ""
    assert sheets.meant(" 公 办 ", ["公办", "民办"]) == ""
    assert sheets.meant("公辦", ["公办", "民办"]) == "公办"


SUM = ["合计", *[""] * 13, "1"]
REMARK = ["注：以上由社工填写"]


def test_sums_and_remarks_among_the_rows_do_not_come_in_and_one_line_says_so(office):
    found = checked(office, TEA, SUM, REMARK)
    shown = page(office, found)
    assert [(one.row, one.kind) for one in shown.context["asides"]] == [(3, "sum"), (4, "remark")]
    assert (marks(office, found), "另有 2 行像合计或说明，默认不导入。" in said(shown)) == ([], True)
    assert "这一行像合计，默认不导入" in said(page(office, found, only="aside"))
    does(office, found, "recording")
    assert Import.objects.get(pk=found.pk).rows == 1


def test_a_row_that_only_looks_like_a_sum_is_kept_and_then_says_what_it_lacks(office):
    found = checked(office, TEA, SUM, REMARK)
    does(office, found, "keeping", row=3)
    assert [one.row for one in page(office, found).context["asides"]] == [4]
    assert {where[0] for where in marks(office, found)} == {3}
    does(office, found, "taking_back")
    assert marks(office, found) == []


def test_an_activity_may_be_called_like_a_sum(office):
    found = checked(office, row(code="N1", 活动名称="总计", 未具名人数="3"))
    assert (page(office, found).context["asides"], marks(office, found)) == ([], [])


def test_rows_that_leave_empty_what_stands_above_them_are_filled_at_one_tap(office):
    same = dict.fromkeys(["项目编号", "活动名称", "服务形式", "日期", "开始时间", "时长分钟", "社区代码"], "")
    found = checked(
        office, TEA, row(code="", **same, **served("区淑仪", "13700137002")), row(code="N2", 未具名人数="5")
    )
    assert page(office, found).context["unsaid"] == 1
    does(office, found, "filling")
    assert (page(office, found).context["unsaid"], marks(office, found)) == (0, [])
    does(office, found, "recording")
    held = Session.objects.get(code="N1")
    assert [one.person.name for one in held.attendances.order_by("pk")] == ["何敏", "区淑仪"]


def test_what_is_doubtful_waits_for_a_word(office):
    found = checked(office, row("街道主办", "N1", 日期="2035-03-05", 未具名人数="9"))
    assert marks(office, found) == [(2, "日期", "这一年还没有任何项目，请核对日期。")]
    assert does(office, found, "recording").status_code == 409
    does(office, found, "confirming", row=2, column="日期")
    does(office, found, "recording")
    assert Session.objects.filter(code="N1").count() == 1


def test_a_community_may_be_named_and_a_like_name_is_asked_about(office):
    found = checked(office, row(code="N1", 社区代码="桂一社区", 未具名人数="3"), row(code="N2", 社区代码="叠两社区", 未具名人数="3"))  # fmt: skip
    (line,) = page(office, found).context["lines"]
    assert [(cell.text, cell.meant) for cell in line.cells if cell.marks] == [("叠两社区", "叠二社区")]


def test_a_phone_is_shown_masked_unless_it_has_to_be_mended(office):
    found = checked(office, TEA, row(code="N2", **served("区淑仪", "1370013700")))
    shown = said(page(office, found, only="all"))
    assert ("137****7001" in shown, "13700137001" in shown, "1370013700" in shown) == (True, False, True)


def test_the_offices_own_words_are_learnt(office):
    own = [{"活动名称": "做了什么", "手机": "怎么找到"}.get(name, name) for name in ATTENDANCE_COLUMNS]
    found = sent(office, imports.attendance(TEA, head=own))
    assert laid_out(office, found).status_code == 422
    laid_out(office, found, 做了什么="活动名称", 怎么找到="手机")
    does(office, found, "recording")
    learnt = KnownHeader.objects.order_by("pk").values_list("spelling", "column")
    assert list(learnt) == [("做了什么", "活动名称"), ("怎么找到", "手机")]
    again = sent(office, imports.attendance(row(code="N2", **served("何敏", "13700137001")), head=own))
    assert laid_out(office, again).status_code == 302


def test_a_column_that_is_missing_is_said_or_given_one_word_for_all_rows(office):
    head, cells = zip(
        *[pair for pair in zip(ATTENDANCE_COLUMNS, TEA, strict=True) if pair[0] != "项目编号"], strict=True
    )
    found = sent(office, imports.attendance(cells, head=head))
    assert "缺少「项目编号」" in said(laid_out(office, found))
    address = reverse("desk:import_columns", args=[found.pk])
    form = office.get(address).context["form"]
    constant = next(
        name for name, field in form.fields.items() if name.startswith("constant") and field.label == "项目编号"
    )
    office.post(address, {bound.name: bound.value() or "" for bound in form} | {constant: "GC-1"})
    does(office, found, "recording")
    assert Session.objects.get(code="N1").project.number == "GC-1"


def test_rows_can_be_pasted_as_a_spreadsheet_gives_them(office):
    text = "\n".join("\t".join(cells) for cells in (ATTENDANCE_COLUMNS, TEA))
    office.post(reverse("desk:import_start", args=["attendance"]), {"text": text})
    found = Import.objects.get()
    laid_out(office, found)
    does(office, found, "recording")
    assert (Session.objects.filter(code="N1").count(), found.file_name) == (1, "粘贴的内容")


def test_the_worksheet_that_is_meant_is_found_and_of_two_alike_somebody_chooses(office):
    explained = [["说明"], ["请按月填写"]]
    one = imports.as_workbook({"说明": explained, "三月": [ATTENDANCE_COLUMNS, TEA], "旧": [["姓名", "手机"]]})
    assert laid_out(office, sent(office, one)).status_code == 302
    two = sent(office, imports.as_workbook({"三月": [ATTENDANCE_COLUMNS, TEA], "四月": [ATTENDANCE_COLUMNS, TEA]}))
    answer = office.get(reverse("desk:import", args=[two.pk]), follow=True)
    assert [name for name, _rows, _known in answer.context["worksheets"]] == ["三月", "四月"]
    does(office, two, "worksheet", worksheet="四月")
    assert laid_out(office, two).status_code == 302


def test_the_same_rows_again_are_nothing_new(office):
    rows = [cells for cells in programmes.ATTENDANCE if cells[0] != "GC-2"]  # whom a vault knows is told to nobody
    found = checked(office, *rows)
    assert "这份已导入过，没有新行。" in said(page(office, found))
    does(office, found, "recording")
    assert "这份已导入过，没有新行。" in said(office.get(reverse("desk:import", args=[found.pk])))


def test_recording_twice_records_once(office):
    found = checked(office, TEA)
    assert [does(office, found, "recording").status_code for _ in range(2)] == [302, 409]
    assert Attendance.objects.filter(session__code="N1").count() == 1


def test_the_marked_file_comes_back_mended_as_it_was_sent(office):
    found = checked(office, row(code="N1", **served("何敏", "1370013700")))
    book = b"".join(office.get(reverse("desk:import_marked", args=[found.pk])).streaming_content)
    again = sent(office, imports.SimpleUploadedFile("标错.xlsx", book))
    assert laid_out(office, again).status_code == 302
    assert [where[:2] for where in marks(office, again)] == [(2, "手机")]


def test_an_import_is_undone_within_its_days_and_everything_stands_as_before(office):
    found = checked(office, TEA, row(未具名人数="28"))
    does(office, found, "recording")
    shown = said(office.get(reverse("desk:import", args=[found.pk])))
    assert "前可以整批撤销" in shown
    assert "它带来的 1 人也从登记里删除。" in shown
    does(office, found, "undoing")
    assert Session.objects.filter(code="N1").count() == 0
    assert Attendance.objects.get(session__code="A1", person=None).count == 30
    assert "这次导入已经撤销。" in said(office.get(reverse("desk:import", args=[found.pk])))
    assert does(office, found, "undoing").status_code == 409


def test_a_month_that_is_closed_asks_for_a_reason_where_the_file_is_and_again_where_it_is_undone(office, programme):
    closes.close(programme, 202203, Organisation.objects.get(name__startswith="榕声"), by=audit.SYSTEM)
    found = checked(office, TEA)
    answer = does(office, found, "recording")
    text = said(answer)
    assert (answer.status_code, "没有导入，一行都没有写入。" in text, CLOSED in text) == (409, True, True)
    does(office, found, "recording", why="漏录一张签到表")
    undone = does(office, found, "undoing")
    assert (undone.status_code, CLOSED in said(undone)) == (409, True)
    does(office, found, "undoing", why="传错了文件")
    found.refresh_from_db()
    assert found.state == ImportState.UNDONE


CLOSED = "2022 年 3 月已经结账。要改，请写明原因，作为结账后的更正。"


def test_what_stands_on_an_import_is_named_where_it_is_to_be_undone(office):
    first = checked(office, TEA)
    does(office, first, "recording")
    does(office, checked(office, row(code="N1", 未具名人数="9")), "recording")
    answer = does(office, first, "undoing")
    assert (answer.status_code, "场次 N1（2022-03-05 的围炉茶话）后来又有参与记录" in said(answer)) == (409, True)


def test_an_import_of_organisations_is_undone_too(office):
    rows = [["单位名称", "信用代码", "类型"], ["石肯小学", "12440605MJL000005A", "学校"]]
    head = [*rows[0], "联系人", "电话", "社区", "学校性质", "学段"]
    found = sent(office, imports.as_csv([head, [*rows[1], "", "", "桂一社区", "公办", "小学"]]), "organisations")
    laid_out(office, found)
    assert marks(office, found) == []
    does(office, found, "recording")
    assert Organisation.objects.filter(name="石肯小学").count() == 1
    does(office, found, "undoing")
    assert Organisation.objects.filter(name="石肯小学").count() == 0


def test_when_every_row_is_left_out_nothing_is_left_to_import(office):
    found = checked(office, TEA)
    does(office, found, "omitting", row=2)
    assert page(office, found).context["counts"]["all"] == 0
    assert does(office, found, "recording").status_code == 409


def test_a_row_is_found_by_initials_and_by_a_whole_number_and_never_through_the_address(office):
    found = checked(office, TEA, row(code="N2", **served("区淑仪", "13700137002")))

    def rows(wanted):
        answer = office.post(reverse("desk:import_check", args=[found.pk]), {"wanted": wanted})
        return [line.row for line in answer.context["lines"]]

    assert [rows(wanted) for wanted in ("hm", "淑仪", "13700137002", "1370013700")] == [[2], [3], [3], []]
    address = office.get(reverse("desk:import_check", args=[found.pk]), {"wanted": "hm"})
    assert len(address.context["lines"]) == 2
