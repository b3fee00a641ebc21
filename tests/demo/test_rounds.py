"""What a demonstration's projects were judged by, and what everybody gave them."""

from datetime import date
from random import Random

import pytest
from django.db import transaction

from guihua.config import home
from guihua.demo import rounds, seats, texts
from guihua.evaluation import rubric_policy
from guihua.evaluation.models import Round, Rubric, ScoreSheet, SelfReport, SelfReportOpening
from tests.factories import judging

pytestmark = pytest.mark.django_db


def test_the_years_round_has_all_projects_and_each_sheet_is_in(programme, settings):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    rounds.write(programme, 1)
    (one,) = Round.objects.all()
    assert (one.state, one.projects.count(), str(one.opened_at.date())) == ("open", 3, "2022-10-21")
    assert list(ScoreSheet.objects.submitted().values_list("entered__project__number", flat=True)) == [
        "GC-1",
        "GC-2",
        "GC-3",
    ]
    assert SelfReport.objects.submitted().count() == 3
    assert SelfReportOpening.objects.get().report.entered.project.number == "GC-3"
    assert [rubric_policy.sum_of(rubric) for rubric in Rubric.objects.all()] == [100, 100]


def test_those_on_the_panels_gave_the_same_each_time_and_a_strong_project_gets_more(programme):
    one, told = judging.opened("末期", "GC-1", "GC-2"), texts.load("rounds")
    for number in ("GC-1", "GC-2"):
        judging.seat(one, "何文", number)
        judging.seat(one, "周静", number, is_practice=False, is_finance=True)
    strong = one.projects.get(project__number="GC-2").pk

    def given():
        with transaction.atomic():
            seats.write(one, told, Random("1"), [strong])
            rows = ScoreSheet.objects.submitted().order_by("seat")
            found = [[(mark.criterion_id, mark.points) for mark in row.marks.all()] for row in rows]
            transaction.set_rollback(True)
        return found

    first = given()
    assert [len(marks) for marks in first] == [3, 3, 3, 3]
    assert sum(points for _key, points in first[0]) < sum(points for _key, points in first[2])
    assert given() == first
