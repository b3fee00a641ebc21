"""Before a file comes in, each row says what will come of it: a new record, a changed one, or one that is there already."""

import re

import pytest
from django.utils import timezone

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.delivery.actions import closes
from guihua.delivery.models import MonthlyClose, Session
from guihua.directory.models import Organisation
from tests.factories import imports
from tests.factories.imports import checked, does, laid_out, page, sent
from tests.factories.programmes import ATTENDANCE_COLUMNS, DUTY, PROJECTS, row, served

pytestmark = pytest.mark.django_db
TEA = row(code="N1", **served("何敏", "13700137001"))
THERE = row(**served("张晓丽", "13800138001"))
STATES = ("new", "changed", "same", "sealed")


def without(column, columns, *rows):
    """The same rows in a file that lacks a column."""
    n = columns.index(column)
    return [[*cells[:n], *cells[n + 1 :]] for cells in [columns, *rows]]


def shown(office, found, only="all"):
    """By row, how it stands and which old values are shown."""
    lines = page(office, found, only=only).context["lines"]
    return {line.row: (line.state, {c.column: c.old for c in line.cells if c.old is not None}) for line in lines}


def counts(office, found):
    told = page(office, found).context["counts"]
    return [told[state] for state in STATES]


def brought(office, rows, kind):
    """A file of another kind, up to the page where it is checked."""
    found = sent(office, imports.as_csv(rows), kind)
    laid_out(office, found)
    return found


def test_each_row_says_what_will_come_of_it(office):
    found = checked(office, TEA, THERE, row(未具名人数="28"))
    assert shown(office, found) == {
        2: ("new", {}),
        3: ("same", {}),
        4: ("changed", {"未具名人数": "30"}),
    }
    assert [list(shown(office, found, state)) for state in STATES] == [[2], [4], [3], []]
    assert counts(office, found) == [1, 1, 1, 0]


def test_what_is_told_is_what_recording_does(office):
    rows = [TEA, TEA, THERE, row(未具名人数="28"), row(code="A2", 日期="2022/4/1", 地点="活动室", **served("张晓丽", "13800138001", part="志愿者"))]  # fmt: skip
    found = checked(office, *rows)
    told = counts(office, found)
    does(office, found, "recording")
    found.refresh_from_db()
    assert told[:3] == [found.added, found.changed, found.skipped] == [1, 2, 2]


def test_somebody_who_turns_out_to_be_another_is_there_already(office):
    """The file gives an ID number to whom the register knew by phone and name alone."""
    number = "44060519800101001X"
    found = checked(office, row(**served("张晓丽", "13800138001", number)), THERE)
    told = counts(office, found)
    does(office, found, "recording")
    found.refresh_from_db()
    assert [found.added, found.changed, found.skipped] == told[:3]


def test_the_old_words_of_a_session_stand_beside_the_new_ones(office):
    found = checked(office, row(地点="活动室", 社区代码="叠二社区", **served("张晓丽", "13800138001")))
    told = {2: ("changed", {"地点": "", "社区代码": "桂一社区（440605011001）"})}
    assert shown(office, found, "changed") == told
    assert "<del>" in page(office, found, only="changed").content.decode()


def test_whether_somebody_is_known_in_a_confidential_domain_is_told_to_nobody(office):
    there = row("GC-2", "B1", 活动名称="访谈", 服务形式="个案", 时长分钟="60", **served("王保密", "13900139001"))
    not_there = row("GC-2", "B1", 活动名称="访谈", 服务形式="个案", 时长分钟="60", **served("何敏", "13700137001"))
    found = checked(office, there, not_there)
    assert shown(office, found) == {2: ("sealed", {}), 3: ("sealed", {})}


def test_the_old_amount_of_a_contract_and_the_old_end_of_a_shift_are_shown(office):
    head, first, *_others = PROJECTS
    dearer = [cell.replace("286,000.00", "290,000.00") for cell in first]
    assert shown(office, brought(office, [head, dearer], "projects")) == {2: ("changed", {"合同金额": "286,000.00"})}
    longer = [cell.replace("12:30", "13:00") for cell in DUTY[2]]
    found = brought(office, [DUTY[0], DUTY[1], longer], "duty")
    assert shown(office, found) == {2: ("same", {}), 3: ("changed", {"结束时间": "12:30"})}


def test_rows_that_have_to_be_mended_count_as_nothing_else(office):
    found = checked(office, TEA, row(code="N2", 日期="2022-11-31", 未具名人数="9"))
    assert (counts(office, found), page(office, found).context["counts"]["bad"]) == ([1, 0, 0, 0], 1)


def test_a_file_without_the_column_leaves_what_a_session_says(office):
    does(office, checked(office, row(code="N1", 地点="活动室", 专项行动="反诈宣传", 未具名人数="9")), "recording")
    later = row(code="N1", 专项行动="反诈宣传", 未具名人数="12")
    rows = without("地点", ATTENDANCE_COLUMNS, later)
    does(office, brought(office, rows, "attendance"), "recording")
    held = Session.objects.get(code="N1")
    assert (held.place, held.attendances.get().count) == ("活动室", 12)


def test_an_empty_cell_of_a_column_that_is_there_empties_what_a_session_says(office):
    does(office, checked(office, row(code="N1", 地点="活动室", 未具名人数="9")), "recording")
    does(office, checked(office, row(code="N1", 未具名人数="9")), "recording")
    assert Session.objects.get(code="N1").place == ""


def test_a_file_of_projects_without_a_column_leaves_what_the_contract_says(office):
    head, first, *_others = PROJECTS
    rows = without("采购方式", head, [cell.replace("桂一同行", "桂一同心") for cell in first])
    n = rows[0].index("驻点社区代码")
    rows = [[*cells[:n], *cells[n + 1 :]] for cells in rows]
    found = brought(office, rows, "projects")
    assert shown(office, found) == {2: ("changed", {"项目名称": "桂一同行"})}
    does(office, found, "confirming")  # the liaison officer, who is no member yet
    does(office, found, "recording")
    project = Project.objects.get(number="GC-1")
    assert (project.name, project.method.name) == ("桂一同心", "询价")
    assert [place.name for place in project.communities.all()] == ["桂一社区"]


def test_the_columns_page_says_what_a_missing_column_leaves_and_what_an_empty_cell_empties(office):
    found = sent(office, imports.as_csv(without("地点", ATTENDANCE_COLUMNS, TEA)))
    said = office.get(f"/imports/{found.pk}/columns/").content.decode()
    assert ["已有记录原来的内容不动" in said, "会把已有的清空" in said] == [True, True]


def test_a_new_organisation_is_new_and_a_known_one_shows_its_masked_old_phone(office):
    rows = [
        ["机构名称", "统一社会信用代码", "机构类型", "联系人", "联系电话", "所在社区代码", "学校性质", "学段"],
        ["榕声社会工作服务中心", "52440605MJL000001R", "社工机构", "苏婉清", "13800138111", "", "", ""],
        ["石肯小学", "12440605MJL000005A", "学校", "", "", "", "公办", "小学"],
    ]
    found = brought(office, rows, "organisations")
    assert shown(office, found) == {2: ("changed", {"联系电话": "138****8000"}), 3: ("new", {})}
    assert Organisation.objects.filter(contact_phone="13800138000").count() == 1


def said(office, found, only="all"):
    """By row, what is said at its day."""
    lines = page(office, found, only=only).context["lines"]
    return {line.row: next(cell.said for cell in line.cells if cell.column == "日期") for line in lines}


CLOSED = "2022 年 3 月已经结账，要写原因"


def test_rows_that_would_change_a_closed_month_say_so_at_their_day_and_others_do_not(office, programme):
    """What is there already changes nothing; April is open."""
    closes.close(programme, 202203, Project.objects.get(number="GC-1").provider, by=audit.SYSTEM)
    april = row(code="N2", 日期="2022-04-09", **served("何敏", "13700137001"))
    found = checked(office, TEA, THERE, april, row(未具名人数="30"))
    assert said(office, found) == {2: CLOSED, 3: "", 4: "", 5: ""}
    answer = page(office, found, only="closed")
    assert (answer.context["counts"]["closed"], [line.row for line in answer.context["lines"]]) == (1, [2])
    shown = answer.content.decode()
    assert ("1 行落在已经结账的月份" in shown, 'href="/closing/"' in shown) == (True, True)


def test_nothing_stands_for_a_reason_but_what_somebody_wrote(office, programme):
    """Neither while rows wait to be mended, nor while they wait to be confirmed, nor once all are right."""
    closes.close(programme, 202203, Project.objects.get(number="GC-1").provider, by=audit.SYSTEM)
    bad, alike = row(日期="2022/13/20"), row(code="N1", **served("何民", "13700137001"))
    files = [checked(office, TEA, *rows) for rows in ([bad], [alike], [])]
    pages = [page(office, found) for found in files]
    waiting = [[answer.context["counts"][name] for name in ("bad", "doubtful")] for answer in pages]
    assert waiting == [[1, 0], [0, 1], [0, 0]]
    boxes = [re.search(r'<input[^>]* name="why"[^>]*>', answer.content.decode())[0] for answer in pages]
    assert ['value=""' in box for box in boxes] == [True, True, True]


def test_a_row_that_moves_a_session_out_of_a_closed_month_says_so_too(office, programme):
    closes.close(programme, 202203, Project.objects.get(number="GC-1").provider, by=audit.SYSTEM)
    found = checked(office, row(日期="2022-04-02", **served("张晓丽", "13800138001")))
    assert said(office, found) == {2: CLOSED}


def test_shifts_in_a_closed_month_say_so_at_their_day(office, programme):
    closes.close(programme, 202203, Project.objects.get(number="GC-1").provider, by=audit.SYSTEM)
    shift = ["GC-1", "核酸采样点秩序维护", "何敏", "13700137001", "2022-03-05", "08:00", "12:00"]
    assert said(office, brought(office, [DUTY[0], shift], "duty")) == {2: CLOSED}


def test_a_month_that_closes_or_opens_after_the_check_is_told_as_it_stands_when_somebody_looks(office, programme):
    found = checked(office, TEA, THERE)
    before = said(office, found)
    close = closes.close(programme, 202203, Project.objects.get(number="GC-1").provider, by=audit.SYSTEM)
    while_closed = said(office, found), page(office, found).context["counts"]["closed"]
    MonthlyClose.objects.filter(pk=close.pk).update(ended_at=timezone.now())  # as a reopening does
    assert (before, while_closed, said(office, found)) == ({2: "", 3: ""}, ({2: CLOSED, 3: ""}, 1), {2: "", 3: ""})
