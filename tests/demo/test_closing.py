"""The demonstration's months were closed as a programme's are: after each month, in the year that it shows."""

from datetime import date

import pytest
from django.utils import timezone

from guihua.config import home
from guihua.core import clock
from guihua.delivery import open_months
from guihua.delivery.models import LateChange, MonthlyClose, Reopening
from guihua.demo import closing
from tests.factories.accounts import account
from tests.factories.closing import MARCH, people, place, provider

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def in_april(settings, place, people):
    """A demonstration that stands on a day in April, with 何敏 for 榕声's manager."""
    settings.DEMONSTRATION = home.Demonstration(date(2022, 4, 20), 2022, "s", 1, "osmanthus-2022")
    closing.close(place)
    return place


def days(rows, field="at"):
    return [timezone.localtime(getattr(one, field)).date() for one in rows]


def test_in_a_demonstration_it_is_now_on_its_own_day(in_april):
    assert clock.now().date() == date(2022, 4, 20)


def test_each_month_was_closed_in_the_first_days_of_the_next_one(in_april):
    closes = MonthlyClose.objects.filter(month=MARCH).order_by("at", "pk")
    assert days(closes) == [date(2022, 4, 3), date(2022, 4, 3), date(2022, 4, 5)]


def test_one_provider_was_let_open_its_last_month_again_and_has_still_to_close_it(in_april, people):
    (reopening,) = Reopening.objects.all()
    assert (days([reopening], "asked_at"), reopening.granted) == ([date(2022, 4, 20)], True)
    newest = open_months.of(people["manager"])[0]
    assert (newest.month, newest.provider) == (MARCH, provider().name)
    assert not LateChange.objects.exclude(at__date=date(2022, 4, 20)).exists()
