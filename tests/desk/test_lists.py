"""The registers: narrowed, sorted, paged, and taken along."""

import re
from io import BytesIO

import openpyxl
import pytest

from guihua.core.listing import answers
from tests.factories import programmes

pytestmark = pytest.mark.django_db


NONSENSE = ["page=0", "page=-3", "page=999999999999999999999", "page=x", "sort=-", "sort=password", "size=7", "size=x"]
NONSENSE += [
    "year=1e9",
    "domain=%00",
    "q=%00",
    "form=nothing",
    "project=x",
    "month=-1",
    f"q={'长' * 500}",
    "export=pdf",
]


def titles(answer):
    return [str(line[0].value) for line in answer.context["shown"].lines]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/projects/?q=怡水", ["怡水驻校"]),
        ("/projects/?q=桂一 GC-1", ["桂一同行"]),
        ("/projects/?domain=corrections", ["向阳同行"]),
        ("/projects/?year=2022&sort=amount", ["向阳同行", "怡水驻校", "桂一同行"]),
        ("/projects/?year=2022&sort=-amount", ["桂一同行", "怡水驻校", "向阳同行"]),
        ("/sessions/?year=2022&form=media", ["反诈进社区"]),
        ("/sessions/?month=202204", ["围炉茶话"]),
        ("/sessions/?form=tour", ["公益一日游"]),
    ],
)
def test_a_list_shows_what_its_address_asks_for(office, address, found):
    assert titles(office.get(address)) == found


@pytest.mark.parametrize(
    "nonsense",
    NONSENSE,
)
@pytest.mark.parametrize("place", ["/projects/", "/sessions/", "/organisations/", "/communities/"])
def test_what_an_address_asks_for_and_is_not_there_is_left_out(office, place, nonsense):
    assert titles(office.get(f"{place}?{nonsense}")) == titles(office.get(place))


def test_each_condition_in_force_is_named_with_a_way_to_drop_it(office):
    shown = office.get("/sessions/?year=2022&form=group&sort=day&page=1").context["shown"]
    assert [(one.head, one.value, one.without) for one in shown.chosen] == [
        ("年份", "2022", "?form=group&sort=day"),
        ("形式", "小组", "?year=2022&sort=day"),
    ]


def test_a_head_says_how_the_list_is_sorted_and_turns_it_round(office):
    def heads(address):
        return re.findall(r'aria-sort="(\w+)"[^>]*>\s*<a href="(.*?)"', office.get(address).content.decode())

    assert heads("/sessions/?sort=day") == [("ascending", "?sort=-day")]
    assert heads("/sessions/?sort=-day") == [("descending", "?")]
    assert heads("/sessions/") == []


def test_the_workbook_holds_every_row_that_is_found_and_no_other(office, programme, tmp_path):
    programmes.attendance(programme, tmp_path, *(programmes.row(code=f"N{n}", 未具名人数="5") for n in range(60)))
    answer = office.get("/sessions/?form=group&size=25&page=2&export=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
    shown = office.get("/sessions/?form=group&size=25").context["shown"]
    assert (len(rows) - 1, len(shown.page), shown.total) == (62, 25, 62)
    assert rows[0][:3] == ("活动", "日期", "项目")
    assert {row[1] for row in rows[1:]} == {"2022-03-05", "2022-04-01"}


def test_a_list_longer_than_a_workbook_may_be_says_so_and_is_cut(office, monkeypatch):
    monkeypatch.setattr(answers, "MOST_ROWS", 2)
    assert "一次最多导出 2 行" in office.get("/projects/").content.decode()
    answer = office.get("/projects/?export=xlsx")
    assert len(list(openpyxl.load_workbook(BytesIO(answer.getvalue())).active.iter_rows())) == 3
