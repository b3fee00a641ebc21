"""The page of one figure: its number, how it is made, and the rows that make it."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guihua.commissioning.models import Project
from guihua.delivery.models import Session
from guihua.reporting import store
from guihua.reporting.actions import facts
from tests.factories import programmes

pytestmark = pytest.mark.django_db


def cells_of(answer):
    return [[cell.value for cell in row] for row in answer.context["lines"]]


def test_a_tile_of_the_map_opens_the_rows_of_its_community_alone(office):
    answer = office.get("/reports/2022/figures/attendance.person_times/?community=440605011001")
    assert answer.context["value"] == 369 - 37
    assert {row[4] for row in cells_of(answer)} == {"桂一社区"}
    assert "社区：桂一社区" in answer.content.decode()


def test_a_condition_can_be_dropped_and_the_others_stay(office):
    answer = office.get("/reports/2022/figures/attendance.sessions/?community=440605011001&month=2022-03&page=1")
    assert 'href="?month=2022-03" aria-label="不限社区"' in answer.content.decode()


def test_each_row_leads_to_its_session_and_its_project(office):
    shown = office.get("/reports/2022/figures/attendance.sessions/?project=GC-2").content.decode()
    session = Session.objects.get(project__number="GC-2")
    assert f'<a class="link" href="{reverse("desk:session", args=[session.pk])}">访谈</a>' in shown
    assert f'<a class="link" href="{reverse("desk:project", args=[session.project_id])}">向阳同行</a>' in shown


def test_what_the_office_holds_itself_has_no_project_to_lead_to(office):
    answer = office.get("/reports/2022/figures/attendance.sessions/?project=街道主办")
    [[_activity, _day, project, *_rest]] = answer.context["lines"]
    assert (project.value, project.address) == ("街道主办", "")


def test_money_has_its_fen_and_numbers_stand_to_the_right(office):
    answer = office.get("/reports/2022/figures/funding.committed/?domain=社区服务")
    assert '<p class="bignum">286,000.00<small>元</small>' in answer.content.decode()
    amount = answer.context["lines"][0][-1]
    assert (str(amount.value), amount.column.is_number, amount.unit) == ("286000.00", True, "元")
    assert Project.objects.get(number="GC-1").amount_fen == 28_600_000


def test_conditions_that_nothing_meets_say_so(office):
    shown = office.get("/reports/2022/figures/attendance.sessions/?domain=没有的领域").content.decode()
    assert "没有符合条件的记录" in shown


def test_the_export_holds_the_rows_that_are_shown(office):
    answer = office.get("/reports/2022/figures/attendance.person_times/?month=2022-03&project=GC-1&export=xlsx")
    [head, *rows] = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert head[-1] == "人次"
    assert sum(row[-1] for row in rows) == 331


PAGE = "/reports/2022/figures/attendance.person_times/"


def test_who_pages_on_stays_in_the_generation_that_was_opened(office, programme, tmp_path):
    opened = office.get(PAGE)
    assert f"at={opened.context['generation']}" in opened.content.decode()
    programmes.attendance(programme, tmp_path, programmes.row(code="N1", 未具名人数="5"))
    facts.refresh(programme)
    next_page = office.get(PAGE, {"at": opened.context["generation"]})
    assert (next_page.context["value"], office.get(PAGE).context["value"]) == (369, 374)
    assert "之后更新过" in next_page.content.decode()


def test_who_comes_back_when_the_opened_generation_is_gone_is_told_and_sees_the_newest(office, programme, tmp_path):
    opened = office.get(PAGE).context["generation"]
    for n in range(2):
        programmes.attendance(programme, tmp_path, programmes.row(code=f"N{n}", 未具名人数="5"))
        facts.refresh(programme)
    store.sweep(programme.code, timezone.now() + store.KEPT_FOR * 2)
    answer = office.get(PAGE, {"at": opened})
    assert (answer.context["value"], "之后重新汇总过，那时的记录行已经不在了" in answer.content.decode()) == (379, True)


def test_records_that_wait_to_be_counted_are_announced_until_they_are(office, programme, tmp_path):
    programmes.attendance(programme, tmp_path, programmes.row(code="N1", 未具名人数="5"))
    assert "有新的记录正在汇总" in office.get(PAGE).content.decode()
    facts.refresh(programme)
    assert "有新的记录正在汇总" not in office.get(PAGE).content.decode()


def test_a_generation_that_never_was_is_the_newest(office):
    for at in ("../manifest", "20220101T000000000000-00000000", "²", "a" * 500):
        assert office.get(PAGE, {"at": at}).context["value"] == 369, at


def test_what_the_account_does_not_hold_is_not_found(office):
    for address in (
        "/reports/1999/figures/attendance.person_times/",
        "/reports/99999999999999999999/figures/attendance.person_times/",
        "/reports/2022/figures/evaluation.projects/",
        "/reports/2022/figures/attendance/",
        "/reports/2022/report.docx",
        "/reports/1999/report.json",
        "/reports/99999/report.xlsx",
    ):
        assert office.get(address).status_code == 404, address


@pytest.mark.once  # read from the facts, which are the same on either database
def test_no_condition_breaks_a_page(office):
    values = ("'", "９" * 40, "9" * 40, "2022-" + "1" * 30, "\x00", "未注明", "街道主办")
    for code in ("attendance.person_times", "duty.hours", "communities.coverage", "funding.committed"):
        for value in values:
            conditions = dict.fromkeys(("domain", "provider", "project", "community", "month"), value)
            for asked in (conditions, *({name: value} for name in conditions)):
                answer = office.get(f"/reports/2022/figures/{code}/", {**asked, "page": "²"})
                assert answer.status_code == 200, (code, asked)
