"""What went wrong in a demonstration's year, and who works at its projects."""

from datetime import date

import pytest

from guihua.commissioning import staff as shown
from guihua.commissioning.actions import board
from guihua.commissioning.models import Incident, Learning, Light, Post, Project
from guihua.config import home
from guihua.core import audit
from guihua.demo import incidents, staff
from guihua.directory.models import Role
from tests.factories import rules
from tests.factories.told import hand

__all__ = ["hand"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def at_years_end(programme, settings, hand):
    """The programme on 31 December with those who report."""
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    for role in (Role.OFFICE, Role.LEADER, Role.MANAGER, Role.LIAISON, Role.WORKER):
        hand(role.value, role)
    return programme


def lit(place, *kinds):
    board.mark(place, by=audit.SYSTEM)
    return Light.objects.filter(rule__kind__in=kinds).on().count()


def test_one_was_grave_and_told_in_time_one_late_one_escalated_one_reopened_and_no_light_is_on_for_them(at_years_end):
    incidents.write(at_years_end)
    grave = Incident.objects.grave().get()
    assert (grave.minutes_late, grave.state) == (0, "closed")
    late = [one for one in Incident.objects.all() if one.minutes_late]
    assert [(one.kind, one.minutes_late) for one in late] == [("privacy", 1860 - 12 * 60)]
    assert Incident.objects.filter(escalated_at__isnull=False).count() == 1
    assert Incident.objects.filter(steps__kind="reopened").get().state == "taken"
    assert set(Incident.objects.values_list("state", flat=True)) == {"reported", "taken", "asked", "closed"}
    assert lit(at_years_end, "grave", "incident") == 0


def test_each_step_was_taken_after_the_report_and_none_is_yet_to_come(at_years_end):
    incidents.write(at_years_end)
    for one in Incident.objects.prefetch_related("steps"):
        moments = [one.known_at, one.reported_at, *(step.at for step in one.steps.all())]
        assert moments == sorted(moments)


def test_no_project_lacks_social_workers_and_the_same_seed_gives_the_same_people(at_years_end):
    rules.published(at_years_end)
    Project.objects.update(mode=rules.mode(at_years_end), state="running")
    staff.write(at_years_end, 1)
    names = list(Post.objects.order_by("pk").values_list("name", flat=True))
    assert set(shown.short_of(Project.objects.all()).values()) == {0}
    assert lit(at_years_end, "staff") == 0
    assert Learning.objects.exists()
    Learning.objects.all().delete()
    Post.objects.all().delete()
    staff.write(at_years_end, 1)
    assert list(Post.objects.order_by("pk").values_list("name", flat=True)) == names
