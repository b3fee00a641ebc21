"""What a demonstration's people tell each other: the last threads are unread, some reports are late, one came back."""

from datetime import date

import pytest

from guihua.commissioning.models import PeriodicReport, Thread
from guihua.config import home
from guihua.demo import talks, texts
from guihua.directory.models import Role
from tests.factories.told import hand, reports

__all__ = ["hand"]
pytestmark = pytest.mark.django_db


def test_at_the_years_end_two_are_late_one_came_back_and_the_last_threads_wait_for_who_did_not_write(
    programme, settings, hand
):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    people = {role: hand(role.value, role) for role in (Role.OFFICE, Role.MANAGER, Role.LIAISON, Role.WORKER)}
    reports(programme)
    talks.write(programme, 1, 1)
    states = PeriodicReport.objects.order_by("first").values_list("state", flat=True)
    assert (list(states), PeriodicReport.objects.overdue(date(2022, 12, 31)).count()) == (
        ["returned", "open", "open"],
        3,
    )
    told = texts.load("talks")
    assert Thread.objects.count() == len(told["threads"]) + 1
    assert set(Thread.objects.with_news(people[Role.MANAGER]).values_list("subject", flat=True)) == {
        one["subject"] for one in told["threads"][-told["newest"] :]
    }
