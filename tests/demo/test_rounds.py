"""What a demonstration's projects were judged by, and which sheets its officer has still to fill in."""

from datetime import date
from random import Random

import pytest
from django.db import transaction

from guihua.commissioning.models import Project
from guihua.config import home
from guihua.core import audit
from guihua.demo import rounds, seats, texts
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.evaluation import rubric_policy
from guihua.evaluation.models import Round, Rubric, ScoreSheet, SelfReport, SelfReportOpening
from tests.factories import judging
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
    assert SelfReport.objects.submitted().count() == 3
    assert SelfReportOpening.objects.get().report.entered.project.number == "GC-3"
    assert [rubric_policy.sum_of(rubric) for rubric in Rubric.objects.all()] == [100, 100]


def test_those_on_the_panels_gave_the_same_each_time_and_one_is_half_done(programme):
    """Of GC-2, which is left, 何文 is half done; of GC-1 both have submitted."""
    one, told = judging.opened("末期", "GC-1", "GC-2"), texts.load("rounds")
    for number in ("GC-1", "GC-2"):
        judging.seat(one, "何文", number)
        judging.seat(one, "周静", number, is_practice=False, is_finance=True)
    left = one.projects.get(project__number="GC-2").pk

    def given():
        with transaction.atomic():
            seats.write(one, told, Random("1"), [left])
            rows = ScoreSheet.objects.order_by("seat")
            found = [(row.state, [(mark.criterion_id, mark.points) for mark in row.marks.all()]) for row in rows]
            transaction.set_rollback(True)
        return found

    first = given()
    assert [(state, len(marks)) for state, marks in first] == [
        ("submitted", 3),
        ("submitted", 3),
        ("draft", 1),
        ("submitted", 3),
    ]
    assert given() == first
