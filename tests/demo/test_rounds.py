"""What a demonstration's projects were judged by, and which sheets its officer has still to fill in."""

from datetime import date

import pytest

from guihua.commissioning.models import Project
from guihua.config import home
from guihua.core import audit
from guihua.demo import rounds
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.evaluation import rubric_policy
from guihua.evaluation.models import Round, Rubric, ScoreSheet
from tests.factories.accounts import SINCE
from tests.factories.told import hand

__all__ = ["hand"]
pytestmark = pytest.mark.django_db


def test_the_years_round_has_begun_with_all_projects_and_the_officers_last_sheets_wait(programme, settings, hand):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    officer = hand("liaison", Role.LIAISON)
    for number in ("GC-2", "GC-3"):
        users.grant(officer, Role.LIAISON, Project.objects.get(number=number), by=audit.SYSTEM, why="挂钩", since=SINCE)
    rounds.write(programme, 1)
    (one,) = Round.objects.all()
    assert (one.state, one.projects.count(), str(one.opened_at.date())) == ("open", 3, "2022-10-21")
    assert list(ScoreSheet.objects.submitted().values_list("entered__project__number", flat=True)) == ["GC-1"]
    assert [rubric_policy.sum_of(rubric) for rubric in Rubric.objects.all()] == [100, 100]
