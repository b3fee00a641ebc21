from datetime import date, time

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


def test_a_time_is_read_in_every_form():
    assert [cell.time(text) for text in ("14:30", "14：30", "14:30:00", "0.604166667", "9:05")] == [
        *[time(14, 30)] * 4,
        time(9, 5),
    ]


def test_money_is_exact_to_the_fen():
    assert cell.money("1,234.56 元") == 123456
    with pytest.raises(BadCell):
        cell.money("1.005")
