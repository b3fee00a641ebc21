"""Of a demonstration's year before one project stood still and one ended early; groups of the year measured their people."""

from datetime import date

import pytest

from guihua.commissioning.models import Project, ProjectState, Suspension, Termination
from guihua.config import home
from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.delivery.actions import recording
from guihua.delivery.models import Scale
from guihua.demo import measuring, stopping
from tests.factories.entries import entry

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_both_stand_on_record_in_their_own_year_and_nobody_is_told_of_it_now(programme, settings):
    settings.DEMONSTRATION = home.Demonstration(date(2023, 12, 31), 2023, "s", 1, "osmanthus-2022")
    stopping.write(programme)
    paused, ended = Suspension.objects.get(), Termination.objects.get()
    assert (paused.since, paused.until, paused.at.year) == (date(2022, 7, 12), date(2022, 8, 23), 2022)
    assert (ended.last_on, ended.at.year) == (date(2022, 9, 30), 2022)
    states = dict(Project.objects.values_list("number", "state"))
    assert paused.project.number == "GC-3"  # of which there is no record: it was the first to be silent
    assert states == {"GC-1": ProjectState.TERMINATED, "GC-2": ProjectState.RUNNING, "GC-3": ProjectState.RUNNING}
    assert not Notice.objects.filter(kind__startswith="project.").exists()


def test_some_groups_of_the_year_measured_their_people_and_more_are_better_than_worse(programme, settings):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    project = Project.objects.select_related("subdistrict", "domain").get(number="GC-1")
    for day in (date(2022, 5, 6), date(2022, 6, 3)):
        recording.record(project, entry(activity="照顾者互助小组", day=day), by=audit.SYSTEM)
    measuring.write(programme, 1)
    scale = Scale.objects.get(group="照顾者互助小组")
    pairs = scale.scores.paired().filter(before_on=date(2022, 5, 6), after_on=date(2022, 6, 3))
    assert pairs.count() >= 3
    assert scale.scores.better().count() * 2 > pairs.count()
