"""The visits of a demonstration: about one a month for each project, a few not visited for long, the same for the same seed."""

from collections import Counter
from datetime import date

import pytest

from guihua.commissioning.models import LiaisonVisit, Project, ProjectState, ProjectTask
from guihua.config import home
from guihua.core import clock
from guihua.demo import texts, visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def visited(settings, programme):
    """Fourteen projects of the year, each with a liaison officer, at its end."""
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    first = Project.objects.get(number="GC-1")
    Project.objects.exclude(pk=first.pk).update(liaison_name="梁慧敏")
    for n in range(11):
        Project.objects.create(
            **{name: getattr(first, name) for name in ("subdistrict", "year", "domain", "provider", "amount_fen")},
            number=f"GC-{n + 10}",
            name=f"新{n}",
            starts_on=first.starts_on,
            ends_on=first.ends_on,
            liaison_name="梁慧敏",
            state=ProjectState.RUNNING,
        )
    Project.objects.update(state=ProjectState.RUNNING)
    visits.write(programme, 1)
    return programme


def told():
    return list(LiaisonVisit.objects.order_by("day", "project__number").values_list("day", "project", "findings"))


def test_each_project_was_visited_about_once_a_month_and_one_in_fourteen_not_for_long(visited):
    counted = Counter(LiaisonVisit.objects.values_list("project__number", flat=True))
    assert (len(counted), min(counted.values()) >= 8, max(counted.values()) <= 15) == (14, True, True)
    assert Project.objects.unvisited(clock.today(), {visited.pk: 45}).count() == 1


def test_no_visit_is_on_a_day_off_and_most_tasks_are_done(visited):
    assert [day for day, *_rest in told() if not clock.is_workday(day)] == []
    states = Counter(ProjectTask.objects.values_list("state", flat=True))
    assert states["accepted"] > 5 * (states["open"] + states["answered"])


def test_the_same_seed_tells_the_same(visited):
    first = told()
    ProjectTask.objects.all().update(visit=None)
    for rows in (
        LiaisonVisit.replies.rel.related_model,
        ProjectTask.answers.rel.related_model,
        ProjectTask,
        LiaisonVisit,
    ):
        rows.objects.all().delete()
    visits.write(visited, 1)
    assert told() == first


def test_what_was_seen_fits_its_field_and_is_of_a_domain_that_the_programme_knows(programme):
    known = set(programme_domains())
    seen = texts.load("visits")["seen"]
    assert {code for one in seen for code in one.get("domains", [])} <= known
    assert all(len(one["findings"]) <= 1000 and ("task" in one) == ("done" in one) for one in seen)


def programme_domains():
    return Project.domain.field.related_model.objects.values_list("code", flat=True)
