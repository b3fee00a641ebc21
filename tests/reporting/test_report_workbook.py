"""The report as an Excel file, read back as anybody's program would: every figure is the one of the JSON."""

from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from guihua.reporting import annual, workbook
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(counted):
    return annual.report(open_book(counted.code), 2022)


def sheet(account, name):
    return CalamineWorkbook.from_filelike(BytesIO(workbook.of(account))).get_sheet_by_name(name).to_python()


def test_every_figure_is_a_number_and_equals_that_of_the_json(account):
    [head, *rows] = sheet(account, "主要数字")
    assert head == ["数字", "值", "单位", "口径", "代号"]
    assert {row[4]: Decimal(str(row[1])) for row in rows} == {
        code: Decimal(str(figure["value"])) for code, figure in account["figures"].items()
    }
    assert [row[3] for row in rows] == [figure["definition"] for figure in account["figures"].values()]


@pytest.mark.parametrize("name", workbook.TITLES)
def test_every_table_holds_the_rows_of_the_json_under_chinese_heads(account, name):
    [head, *rows] = sheet(account, str(workbook.TITLES[name]))
    columns = list(account["tables"][name][0])
    assert head == [str(workbook.HEADS[column]) for column in columns]
    for shown, row in zip(rows, account["tables"][name], strict=True):
        for cell, (column, value) in zip(shown, row.items(), strict=True):
            if column in workbook.MEASURES:
                assert Decimal(str(cell)) == Decimal(str(value)), (name, column)
            else:
                assert cell == value, (name, column)


def test_codes_and_months_are_text_and_keep_every_digit(account):
    assert [row[0] for row in sheet(account, "按社区")[1:3]] == ["440605011001", "440605011004"]
    assert sheet(account, "按月")[1][0] == "2022-01"
    assert sheet(account, "按承接机构")[1][0] == programmes.RONGSHENG


def test_it_says_of_which_year_and_moment_it_is_and_that_small_numbers_stand_in_it(account):
    told = dict(sheet(account, "说明")[1:])
    assert told["年度"] == "2022"
    assert told["汇总时间"] == account["generated_at"].replace("T", " ")[:16]
    assert "不满 5 的人数也写明" in told["用处"]


def test_a_name_that_looks_like_a_formula_stays_a_name(account):
    account["tables"]["by_project"][0]["name"] = "=HYPERLINK(1)"
    assert sheet(account, "按项目")[1][1] == "=HYPERLINK(1)"


def test_a_programme_without_anything_still_has_its_sheets(guicheng):
    facts.refresh(guicheng)
    empty = annual.report(open_book(guicheng.code), 2022)
    names = CalamineWorkbook.from_filelike(BytesIO(workbook.of(empty))).sheet_names
    assert names == ["说明", "主要数字", "按领域", "按社区", "按承接机构", "按月", "按项目"]
