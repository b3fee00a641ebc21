"""What other weights would make of a round, and how it was judged: shown, never applied."""

from decimal import Decimal

import pytest
from django.urls import reverse

from guihua.core import audit
from guihua.evaluation import judged, quality
from guihua.evaluation.actions import results
from guihua.evaluation.models import Result, Round
from tests.factories import judged as made
from tests.factories import judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def judges():
    """Two who judge three projects together: one gives ten points less each time."""
    one = judging.opened("三个", "GC-1", "GC-2", "GC-3")
    severe, lenient = judging.assessor("何敏"), judging.assessor("区伟")
    for number, goal in (("GC-1", 60), ("GC-2", 55), ("GC-3", 50)):
        entered = made.entered_of(one, number)
        made.handed_in(entered, lenient, "8", "7", str(goal), "18")
        made.handed_in(entered, severe, "8", "7", str(goal - 10), "18")
        made.officers(entered, "60", "40" if number == "GC-1" else "20")
    return results.draft(one, by=audit.SYSTEM)


def told(one):
    base = judged.ground(one)
    return quality.of(judged.of_round(one, None, base), base)


def test_who_is_severe_is_told_by_how_much_over_the_criteria_that_all_are_asked(programme, judges):
    """Over 「项目管理制度」 and 「目标达成」, 73 points: ten of them are 13.70 of a hundred, of which half lies on either side."""
    found = told(judges)
    assert [(line["name"], round(line["one"].value, 2)) for line in found.severities] == [
        ("何敏", 6.85),
        ("区伟", -6.85),
    ]
    assert (found.asked, found.sheets, found.outliers) == (2, 6, [])


def test_the_ranking_without_severity_is_shown_and_nothing_is_applied(programme, judges):
    before = list(Result.objects.values_list("score", "grade"))
    base = judged.ground(judges)
    projects = judged.of_round(judges, None, base)
    rows = quality.ranked(projects, base, quality.of(projects, base))
    assert [(row["project"].number, row["one"].place, row["one"].otherwise) for row in rows] == [
        ("GC-1", 1, 1),
        ("GC-2", 2, 2),
        ("GC-3", 3, 3),
    ]
    assert list(Result.objects.values_list("score", "grade")) == before


def test_a_raise_of_the_officers_weight_shows_which_grades_it_changes(everybody, judges):
    """88 of the panel and 100 of the officer: by 80 and 20 it is 90.40, by 90 and 10 it is 89.20."""
    office = everybody.clients["office"]
    asked = {"assessors": "90", "liaison": "10", "midterm": "0", "satisfaction": "0"}
    page = office.get(reverse("evaluation:what_if", args=[judges.pk]), asked)
    rows = [
        (row["entered"].project.number, str(row["one"].now.final.score), str(row["one"].otherwise.final.score))
        for row in page.context["rows"]
    ]
    assert rows == [("GC-1", "90.40", "89.20"), ("GC-2", "82.40", "82.70"), ("GC-3", "78.40", "78.20")]
    assert page.context["changed"] == 1
    wrong = office.get(reverse("evaluation:what_if", args=[judges.pk]), asked | {"liaison": "20"})
    assert (wrong.status_code, "各来源的权重合计 110%，要正好 100%。" in wrong.content.decode()) == (422, True)


def test_last_years_weights_are_what_one_is_asked_about_first(everybody, judges):
    last = Round.objects.get(name="公布轮")
    year = judges.year
    year.pk, year.year = None, 2021
    year._state.adding = True
    year.save()
    Round.objects.filter(pk=last.pk).update(year=year)
    last.weights.filter(source="assessors").update(percent=Decimal(90))
    last.weights.filter(source="liaison").update(percent=Decimal(10))
    page = everybody.clients["leader"].get(reverse("evaluation:what_if", args=[judges.pk]))
    assert (page.context["before"], page.context["changed"]) == (last, 1)


def test_how_a_round_was_judged_is_on_a_page_for_the_office(everybody, judges):
    page = everybody.clients["office"].get(reverse("evaluation:quality", args=[judges.pk])).content.decode()
    assert ("何敏" in page, "6.85" in page, "ICC(1,1)" in page) == (True, True, True)
