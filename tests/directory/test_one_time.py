"""Codes that open once: what an app shows, and what is typed."""

from base64 import b32encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.directory.calc import one_time

OF_THE_STANDARD = b32encode(b"12345678901234567890").decode()
SHOWN = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]


@pytest.mark.parametrize(("seconds", "code"), SHOWN)
def test_an_app_shows_what_the_standard_says(seconds, code):
    assert one_time.code_of(OF_THE_STANDARD, one_time.step_at(seconds)) == code


def test_a_phone_may_be_half_a_minute_ahead_or_behind_and_no_more():
    taken = {
        ahead: one_time.step_of(OF_THE_STANDARD, one_time.code_of(OF_THE_STANDARD, 1000 + ahead), now=1000, after=0)
        for ahead in (-2, -1, 0, 1, 2)
    }
    assert taken == {-2: None, -1: 999, 0: 1000, 1: 1001, 2: None}


@given(now=st.integers(1, 10**9), shown=st.integers(-1, 1), used=st.integers(-1, 1))
def test_no_code_is_taken_that_is_not_newer_than_the_last_one_used(now, shown, used):
    code = one_time.code_of(OF_THE_STANDARD, now + shown)
    step = one_time.step_of(OF_THE_STANDARD, code, now=now, after=now + used)
    assert step is None or step > now + used


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "１２３４５６", "123\u3000456"])
def test_a_code_is_read_however_it_is_spaced(typed):
    assert one_time.digits_of(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345a", "١٢٣٤٥٦", "一二三四五六"])
def test_what_is_no_number_is_no_code(typed):
    assert one_time.digits_of(typed) == ""


def test_ten_different_codes_of_ten_digits_are_made_and_shown_in_two_groups():
    codes = one_time.new_paper_codes()
    assert [len(set(codes)), {len(code) for code in codes}] == [10, {10}]
    assert one_time.spaced("0123456789", by=5) == "01234 56789"


def test_an_app_is_told_whose_account_it_is():
    told = one_time.address("ABCD", issuer="桂花", account="suwanqing")
    assert told == "otpauth://totp/%E6%A1%82%E8%8A%B1%3Asuwanqing?secret=ABCD&issuer=%E6%A1%82%E8%8A%B1"
