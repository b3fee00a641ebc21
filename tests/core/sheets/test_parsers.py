from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from guihua.core.sheets import BadCell, Doubtful
from guihua.core.sheets import parsers as cell

FORMS = ["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}"]
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_a_day_is_read_in_every_form_that_is_promised(day, form):
    assert cell.date(form.format(day)) == day


@given(day=DAYS)
def test_a_day_as_excel_counts_it_is_that_day(day):
    assert cell.date(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize("written", ["13800138000", "１３８ 0013 8000", "+86 138-0013-8000", "138-0013-8000 "])
def test_a_phone_is_read_however_it_is_written(written):
    assert cell.phone()(written) == "13800138000"


@pytest.mark.parametrize("written", ["1380013800", "23800138000", "电话", "138001380001"])
def test_what_is_no_phone_is_refused(written):
    with pytest.raises(BadCell):
        cell.phone()(written)


@st.composite
def id_numbers(draw):
    body = f"440605{draw(DAYS):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + ric.calc_check_digit(body + "0")


@given(number=id_numbers())
def test_every_well_made_id_number_is_taken(number):
    taken = cell.id_number(number)
    assert (taken.value if isinstance(taken, Doubtful) else taken) == number


@given(number=id_numbers(), place=st.integers(0, 16), add=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, add):
    wrong = number[:place] + str((int(number[place]) + add) % 10) + number[place + 1 :]
    with pytest.raises(BadCell):
        cell.id_number(wrong)


@pytest.mark.parametrize(
    "written",
    [
        "14:30",
        "14：30",
        "14:30:00",
        "0.604166667",
        "1899-12-30 14:30:00",
        " 14:30 ",
        "下午2:30",
        "下午2点半",
        "14点30分",
        "14时30",
        "下午 2点30分",
    ],
)
def test_a_time_is_read_in_every_form(written):
    assert cell.time()(written) == datetime.combine(cell.NO_DAY, time(14, 30))


@pytest.mark.parametrize("written", ["2022-03-05 14:30", "2022/3/5 14:30:00", "44625.604166667"])
def test_a_time_that_comes_with_a_day_keeps_it(written):
    assert cell.time()(written) == datetime(2022, 3, 5, 14, 30)  # noqa: DTZ001 - a spreadsheet knows no zone


@pytest.mark.parametrize("written", ["25:00", "14.30", "1.25", "30", "下午", "14:61", "1899-12-31 06:00:00"])
def test_what_is_no_time_of_day_is_refused(written):
    with pytest.raises(BadCell, match="不是一天里的时间"):
        cell.time()(written)


def test_midnight_is_the_end_of_a_day_only_where_something_ends():
    assert cell.time(midnight_ends=True)("24:00") == datetime.combine(cell.NO_DAY, time())
    with pytest.raises(BadCell):
        cell.time()("24:00")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("John  Smith", "John Smith"),
        ("Ｌｉ　明", "Li 明"),
        ("张\n三", "张三"),
    ],
)
def test_a_name_is_the_same_however_it_is_padded(written, name):
    assert cell.name(40)(written) == name


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ('=HYPERLINK("x","张三")', "公式"),
        ("＝A1", "公式"),
        ("@SUM(A1)", "公式"),
        ("12345", "汉字或字母"),
        ("——", "汉字或字母"),
    ],
)
def test_a_formula_and_a_number_are_nobodys_name(written, why):
    with pytest.raises(BadCell, match=why):
        cell.name(40)(written)


@pytest.mark.parametrize("name", ["王", "𠮷𣲗", "古丽娜尔·买买提", "7号", "O'Neill"])
def test_a_rare_a_short_and_a_foreign_name_are_names(name):
    assert cell.name(40)(name) == name


@pytest.mark.parametrize(
    ("written", "text"),
    [("关爱\n茶话会", "关爱茶话会"), ("EAP\n 讲座", "EAP 讲座"), ("围炉 茶话（一）", "围炉 茶话（一）")],
)
def test_words_stand_on_one_line(written, text):
    assert cell.text(40)(written) == text


@pytest.mark.parametrize("written", ["GC-１", "ＧＣ-1", " GC-1 "])
def test_a_code_is_the_same_in_full_width(written):
    assert cell.code(40)(written) == "GC-1"


def test_no_sentence_about_a_phone_or_an_id_number_repeats_it():
    for parse, number in ((cell.phone(), "1380013800"), (cell.id_number, "440605198001010011")):
        with pytest.raises(BadCell) as bad:
            parse(number)
        assert number not in bad.value.sentence


def test_degrees_are_exact_to_the_sixth_decimal():
    east = cell.degrees(180, "经度在 -180 到 180 之间。")
    assert [east("113.1432"), east(""), east("-1")] == [Decimal("113.143200"), None, Decimal("-1.000000")]
    for written in ("181", "nan", "inf", "1e2", "一百"):
        with pytest.raises(BadCell):
            east(written)


def test_money_is_exact_to_the_fen():
    assert cell.money("1,234.56 元") == 123456
    with pytest.raises(BadCell):
        cell.money("1.005")
