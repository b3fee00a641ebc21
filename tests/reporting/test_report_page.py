"""The annual report as a page: every number on it opens exactly the rows that make it."""

from decimal import Decimal
from html import unescape

import pytest

from guihua.reporting import figures, webpage
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.reporting import reading

pytestmark = pytest.mark.django_db
REPORT = "/reports/2022/"


def opened(office, address):
    """The figure and the number that a page of rows shows, and what its rows add up to."""
    answer = office.get(address)
    assert answer.status_code == 200, address
    one, names = answer.context["figure"], list(answer.context["figure"].columns)
    lines = answer.context["lines"]
    added = sum(line[names.index(one.of)].value for line in lines) if one.of in names else None
    return one, answer.context["value"], len(lines), added


def test_every_figure_of_the_account_is_on_the_page_and_opens_its_rows(office):
    page = office.get(REPORT).content.decode()
    account = office.get("/reports/2022/report.json").json()
    assert {reading.whenever(link) for link in reading.links_to_rows(page)} >= {
        figure["rows"] for figure in account["figures"].values()
    }
    for code, figure in account["figures"].items():
        assert f"<code>{code}</code>" in page
        assert str(opened(office, figure["rows"])[1]) == str(figure["value"]), code


@pytest.mark.slow  # counted from the facts, which are the same on either database: in the full run once, on SQLite
def test_every_cell_of_every_table_opens_rows_that_count_or_add_up_to_it(office):
    cells = reading.cells(office.get(REPORT).content.decode())
    domains, months, communities, providers, projects = 3 * 2, 12 * 4, 2 * 5 + 4, 2 * 6, 4 * 5
    assert len(cells) == domains + months + communities + providers + projects + len(
        office.get(f"{REPORT}report.json").json()["figures"]
    )
    for address, words in cells:
        one, value, count, added = opened(office, address)
        if words.startswith("少于 5"):
            assert 0 < value < 5, address
        else:
            number = Decimal(words.split()[0].replace(",", ""))
            assert number == (value * 100 if one.kind == "ratio" else value), address
        if one.of is None:
            assert count == value, address
        elif added is not None and one.kind in ("count", "money"):
            assert added == value, address


def test_every_other_link_of_the_page_opens_rows_too(office):
    page = office.get(REPORT).content.decode()
    others = set(reading.links_to_rows(page)) - {address for address, _words in reading.cells(page)}
    assert others
    for address in others:
        assert office.get(address).status_code == 200, address


def test_each_tile_of_the_map_says_its_community_and_opens_it(office, programme):
    page = office.get(REPORT).content.decode()
    link = (
        '<a class="whole" href="/reports/2022/figures/attendance.person_times/?community={}&amp;at={}" aria-label="{}">'
    )
    at = open_book(programme.code).generation
    assert link.format("440605011001", at, "桂一社区：332 人次") in page
    assert link.format("440605011004", at, "叠二社区：0 人次，没有驻点项目") in page


def test_few_people_are_never_counted_out(office):
    page = office.get(REPORT).content.decode()
    shown = {reading.whenever(address): words for address, words in reading.cells(page)}
    assert shown["/reports/2022/figures/attendance.people_served/"] == "少于 5 人"
    assert shown["/reports/2022/figures/attendance.person_times/?month=2022-04"] == "0"
    assert shown["/reports/2022/figures/corrections.person_times/"] == "少于 5 人次"


def test_few_people_are_never_counted_out_in_english_either(office):
    office.post("/preferences/", {"language": "en"})
    page = office.get(REPORT).content.decode()
    shown = {reading.whenever(address): words for address, words in reading.cells(page)}
    assert shown["/reports/2022/figures/attendance.people_served/"] == "under 5 people"
    assert shown["/reports/2022/figures/corrections.person_times/"] == "under 5 person-times"


def test_what_no_record_can_tell_yet_is_absent_and_not_zero(office):
    page = office.get(REPORT).content.decode()
    for later in ("评估", "优秀", "勋章", "已付", "获奖", "evaluation", "medals", "prizes"):
        assert later not in page, later


def test_a_year_is_compared_with_the_year_before_where_there_is_one(office, programme, tmp_path):
    assert "上年" not in reading.words_of(office.get(REPORT).content.decode())
    term = ["2021-01-01", "2021-12-31"]
    project = ["2021", "P1", "去年同行", "社区服务", programmes.RONGSHENG, "100000", *term, *[""] * 5]
    programmes.load(programme, "projects", tmp_path, [programmes.PROJECT_COLUMNS, project])
    programmes.attendance(programme, tmp_path, row("P1", "O1", 日期="2021-03-05", 未具名人数="300"))
    facts.refresh(programme)
    page = reading.words_of(office.get(REPORT).content.decode())
    assert "比上年多 23.0%。" in page
    assert "上年同月" in page


def test_a_year_without_anything_says_so_and_leads_to_those_with_records(office):
    answer = office.get("/reports/1999/")
    assert answer.status_code == 404
    assert "1999 年还没有记录" in answer.content.decode()
    assert 'href="/reports/2022/"' in answer.content.decode()


def test_a_year_without_anything_has_no_file_either(office):
    assert [office.get(f"/reports/1999/report.{kind}").status_code for kind in ("json", "xlsx")] == [404, 404]
    assert [office.get(f"/reports/2022/report.{kind}").status_code for kind in ("json", "xlsx")] == [200, 200]


def test_a_programme_without_attendance_has_a_report_all_the_same(guicheng, tmp_path):
    for kind, rows in (
        ("communities", programmes.COMMUNITIES),
        ("organisations", programmes.ORGANISATIONS),
        ("projects", programmes.PROJECTS),
    ):
        programmes.load(guicheng, kind, tmp_path, rows)
    facts.refresh(guicheng)
    page = reading.words_of(webpage.of(open_book(guicheng.code), 2022).decode())
    assert "这一年还没有参与记录。" in page
    assert "从记录里， 看见这一年" in page


def test_new_records_are_announced_before_they_are_counted(office, programme, tmp_path):
    programmes.attendance(programme, tmp_path, row(code="A9", **served("何敏", "13700137001")))
    assert "有新的记录正在汇总" in office.get(REPORT).content.decode()


def test_every_definition_stands_on_the_page_under_the_number_that_marks_it(office, programme):
    page = office.get(REPORT).content.decode()
    known = figures.of(open_book(programme.code))
    for n in range(1, len(known) + 1):
        assert page.count(f'<li id="n{n}">') == 1
        assert f'<sup><a href="#n{n}"' in page
    assert all(str(figure.definition) in page for figure in known.values())


def test_of_many_day_tours_the_first_are_listed_and_a_link_opens_all(office, programme, tmp_path):
    tour = {"活动名称": "桂城古村一日游", "服务形式": "一日游", "社区代码": ""}
    held = [row("街道主办", f"T{n}", 日期=f"2022-05-{n:02}", 未具名人数=str(n), **tour) for n in range(2, 16)]
    programmes.attendance(
        programme,
        tmp_path,
        *held,
        row("街道主办", "T30", 日期="2022-05-01", **tour, **served("何敏", "13700137001", part="志愿者")),
    )
    facts.refresh(programme)
    answer = office.get(REPORT)
    told = [(tour["day"].isoformat(), tour["person_times"]) for tour in answer.context["tours"]]
    assert told == [("2022-03-05", 37), ("2022-05-01", 0), *((f"2022-05-{n:02}", n) for n in range(2, 12))]
    assert "这里只列前 12 场。 看全部 16 场" in reading.words_of(answer.content.decode())
    [link] = [
        unescape(address) for address, words in reading.LINK.findall(answer.content.decode()) if words == "看全部 16 场"
    ]
    assert opened(office, link)[1:3] == (16, 16)
    assert "这里只列前 12 场。" in reading.words_of(webpage.of(open_book(programme.code), 2022).decode())
