"""Of a demonstration's year before, one project stood still for some weeks and went on, and one ended before its term."""

from datetime import date

import pytest

from guihua.commissioning.models import Project, ProjectState, Suspension, Termination
from guihua.config import home
from guihua.core.inbox import Notice
from guihua.demo import stopping

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
