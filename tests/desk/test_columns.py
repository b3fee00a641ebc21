"""Which columns a list shows is chosen in its address, and a workbook of it has the same."""

from io import BytesIO

import openpyxl
import pytest
from django.http import QueryDict

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.desk import listings
from guihua.directory.actions import users
from guihua.directory.models import Role

pytestmark = pytest.mark.django_db
USUAL = ["项目", "项目编号", "服务领域", "承接机构", "挂钩人员", "状态", "合同金额（元）"]
EXTRA = ["年度", "开始日期", "结束日期", "采购方式", "管理模式", "驻点社区"]


def heads(shown):
    return [str(head.column.head) for head in shown.heads]


def projects(client, query=""):
    return client.get(f"/projects/?{query}").context["shown"]


@pytest.fixture
def head_of(programme):
    """What somebody in a role reads above the columns of the projects, as an address asks for them."""

    def read(role, query):
        user = users.register(f"chen-{role}", name="陈志强", password="osmanthus-2022", by=audit.SYSTEM)
        if role:
            users.appoint(user, role, programme, by=audit.SYSTEM)
        rows = Project.objects.all()
        return heads(listings.projects(rows).show(rows, QueryDict(query), user))

    return read


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", USUAL),
        ("columns=amount,state", ["项目", "合同金额（元）", "状态"]),
        ("columns=state&columns=amount", ["项目", "状态", "合同金额（元）"]),
        ("columns=state,name,state", ["项目", "状态"]),
        ("columns=name", ["项目"]),
        ("columns=ends_on,password,mode", ["项目", "结束日期", "管理模式"]),
        ("columns=password", USUAL),
        ("columns=", USUAL),
    ],
)
def test_a_list_shows_the_columns_that_its_address_names_in_its_order_the_first_always_first(office, query, shown):
    assert heads(projects(office, query)) == shown


def test_what_can_be_chosen_stands_below_what_is_shown(office):
    offers = projects(office, "columns=state,year").offers
    assert [(str(one.column.head), one.is_shown) for one in offers[:3]] == [
        ("状态", True),
        ("年度", True),
        ("项目编号", False),
    ]
    assert sorted(str(one.column.head) for one in offers) == sorted({*USUAL[1:], *EXTRA})


def test_a_column_is_moved_by_a_link_and_the_conditions_stay(office):
    offers = projects(office, "year=2022&columns=name,state,year&page=1").offers
    assert [(one.earlier, one.later) for one in offers[:2]] == [
        ("", "?year=2022&columns=name,year,state"),
        ("?year=2022&columns=name,year,state", ""),
    ]


def test_the_workbook_has_the_columns_that_are_shown_and_no_other(office):
    answer = office.get("/projects/?year=2022&columns=ends_on,number,stations&sort=name&export=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
    assert rows[0] == ("项目", "结束日期", "项目编号", "驻点社区")
    assert {row[2]: row[3] for row in rows[1:]} == {"GC-1": "桂一社区", "GC-2": "", "GC-3": ""}


def test_a_column_that_is_not_for_the_reader_is_neither_shown_nor_offered_nor_exported(head_of):
    query = "columns=mode,number&sort=mode"
    assert head_of(Role.OFFICE, query) == ["项目", "管理模式", "项目编号"]
    assert head_of("", query) == ["项目", "项目编号"]


def test_a_column_that_somebody_chose_stands_on_a_phones_card_with_its_head(office):
    [line, *_others] = projects(office, "columns=ends_on,amount").lines
    assert [(cell.phone, cell.says_head) for cell in line[1:]] == [("m", True), ("k", False)]


def test_choosing_needs_no_script_and_keeps_conditions_and_order(office):
    page = office.get("/projects/?year=2022&sort=-amount&columns=name,state&page=1").content.decode()
    sheet = page[page.index('class="tool-sheet"') :]
    sheet = sheet[: sheet.index("</form>")]
    assert [name for name in ("year", "sort", "page") if f'type="hidden" name="{name}"' in sheet] == ["year", "sort"]
    assert 'value="state" checked' in sheet
