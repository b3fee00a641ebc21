"""How far a term is without the days on which a project stood still. Pure."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.calc.rests import Rest, share_of_term

FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
days = st.integers(-40, 400).map(lambda n: FIRST + timedelta(days=n))
over = st.tuples(days, days).map(lambda pair: Rest(*sorted(pair)))


def test_of_a_term_of_ten_days_with_four_at_rest_one_of_six_is_over_after_the_first():
    term = (date(2022, 3, 1), date(2022, 3, 10))
    rest = Rest(date(2022, 3, 2), date(2022, 3, 5))
    shares = [share_of_term(*term, date(2022, 3, day), [rest]) for day in range(1, 11)]
    assert shares == [Fraction(n, 6) for n in (1, 1, 1, 1, 1, 2, 3, 4, 5, 6)]


@given(st.lists(over, max_size=3), days)
def test_it_is_its_days_of_work_that_have_been_of_all_of_them(rests, day):
    work = [
        one for one in (FIRST + timedelta(days=n) for n in range(365)) if not any(rest.holds(one) for rest in rests)
    ]
    been = sum(one <= day for one in work)
    assert share_of_term(FIRST, LAST, day, rests) == (Fraction(been, len(work)) if work else 0)


@given(st.lists(over, max_size=2), days, st.integers(0, 300), st.integers(0, 300))
def test_while_a_rest_lasts_it_stands_still(rests, since, some, more):
    lasting = [*rests, Rest(since, None)]
    day, later = since + timedelta(days=some), since + timedelta(days=some + more)
    assert share_of_term(FIRST, LAST, day, lasting) == share_of_term(FIRST, LAST, later, lasting)


@given(st.lists(over, max_size=3), days, st.integers(0, 60))
def test_a_later_day_is_never_less_far(rests, day, more):
    assert share_of_term(FIRST, LAST, day, rests) <= share_of_term(FIRST, LAST, day + timedelta(days=more), rests)
