"""Who may not judge what, and why: by work past and present, by what was declared, and by days that are half-open."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.directory.models import Organisation
from guihua.evaluation import conflicts
from guihua.evaluation.actions import assessors
from guihua.evaluation.calc import conflicts as calc
from guihua.evaluation.calc.conflicts import Bond, Engagement, Reason, Subject
from guihua.evaluation.models import Assessor
from guihua.evaluation.pool import TieSaid, WorkSaid
from tests.factories import judging

DAY = date(2022, 11, 10)
PROJECT = Subject(project=1, provider=7, provider_name="榕声社会工作服务中心", staff=frozenset({42}))
days = st.dates(date(2010, 1, 1), date(2030, 12, 31))


def reasons(*engagements, bonds=(), day=DAY, years=3, user=None):
    return calc.reasons(PROJECT, engagements, bonds, day=day, years=years, user=user)


def test_who_works_for_the_provider_now_may_not_judge_its_project():
    assert reasons(Engagement("employed", 7, since=date(2020, 1, 1))) == [Reason("employed", date(2020, 1, 1))]
    assert reasons(Engagement("member", 7)) == [Reason("member")]
    assert reasons(Engagement("employed", 8)) == []


@pytest.mark.parametrize(
    ("until", "counts"),
    [(date(2019, 11, 10), False), (date(2019, 11, 11), True), (date(2022, 11, 10), True)],
    ids=["ended the day before three years ago", "still worked there three years ago today", "ended yesterday"],
)
def test_work_that_is_over_counts_for_so_many_years(until, counts):
    expected = [Reason("employed", None, until, is_past=True)] if counts else []
    assert reasons(Engagement("employed", 7, until=until)) == expected


def test_work_that_ends_tomorrow_is_of_today_and_work_that_begins_tomorrow_is_not():
    tomorrow = DAY + timedelta(days=1)
    assert reasons(Engagement("contracted", 7, until=tomorrow)) == [Reason("contracted", None, tomorrow)]
    assert reasons(Engagement("contracted", 7, since=tomorrow)) == []


def test_a_name_written_in_another_width_is_the_same_name_but_weaker_than_the_register():
    wide = Engagement("employed", name=" 榕声社会工作服务中心 ")
    assert reasons(wide) == [Reason("employed", by_name=True)]
    assert reasons(Engagement("employed", name="榕声社会工作服务社")) == []
    assert calc.reasons(Subject(1), [Engagement("employed", name="")], [], day=DAY, years=3) == []


def test_what_was_declared_counts_until_it_is_said_no_longer_to():
    bonds = [Bond("family", organisation=7), Bond("worked", project=1), Bond("other", organisation=7, until=DAY)]
    assert reasons(bonds=bonds) == [Reason("family"), Reason("worked")]
    assert reasons(bonds=[Bond("worked", project=2), Bond("other", organisation=8)]) == []


def test_whoever_held_a_post_at_the_project_may_not_judge_it():
    assert (reasons(user=42), reasons(user=43)) == ([Reason("staff")], [])


def test_of_a_29_february_the_earlier_year_has_the_day_before():
    assert calc.years_before(date(2024, 2, 29), 3) == date(2021, 2, 28)


@given(since=st.none() | days, length=st.integers(1, 4000), day=days, years=st.integers(0, 10))
def test_more_years_never_let_anybody_judge_and_a_day_of_work_always_counts(since, length, day, years):
    until = since and since + timedelta(days=length)
    one = Engagement("employed", 7, since=since, until=until)
    less, more = (bool(reasons(one, day=day, years=n)) for n in (years, years + 1))
    assert more or not less
    is_of_the_day = (since is None or since <= day) and (until is None or day < until)
    assert not is_of_the_day or less


@pytest.fixture
def provider(programme):
    return Project.objects.get(number="GC-1").provider


def pairs(project="GC-1"):
    told = conflicts.between(
        Assessor.objects.serving(), Project.objects.filter(number=project), day=clock.today(), years=3
    )
    names = dict(Assessor.objects.values_list("pk", "name"))
    return {names[one]: [(each.kind, each.by_name) for each in why] for (one, _project), why in told.items()}


def test_whom_the_pool_keeps_from_a_project(provider):
    judging.assessor("何敏", at=provider.name)
    judging.assessor("区伟", at="外地大学")
    tied = judging.assessor("罗志", at="外地大学")
    assessors.tie(tied, TieSaid("family", organisation=provider), by=audit.SYSTEM)
    assert pairs() == {"何敏": [("employed", False)], "罗志": [("family", False)]}
    assessors.untie(tied.ties.get(), by=audit.SYSTEM)
    assessors.retire(Assessor.objects.get(name="何敏"), why="离职", by=audit.SYSTEM)
    assert pairs() == {}


def test_an_employer_that_came_into_the_register_later_is_still_known_by_its_name(provider):
    Organisation.objects.filter(pk=provider.pk).update(name="改名中心")
    judging.assessor("何敏", at="后来的名称")
    Organisation.objects.filter(pk=provider.pk).update(name="后来的名称")
    assert pairs() == {"何敏": [("employed", True)]}


def test_any_number_of_assessors_and_projects_takes_the_same_questions(provider):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            found = conflicts.between(Assessor.objects.all(), Project.objects.all(), day=clock.today(), years=3)
        return len(captured), len({assessor for assessor, _project in found})

    judging.assessor("何敏", at=provider.name)
    first = asked()
    for n in range(9):
        one = judging.assessor(f"专家{n}", at=provider.name)
        assessors.employ(one, WorkSaid("外地大学"), by=audit.SYSTEM)
    assert (first, asked()) == ((5, 1), (5, 10))
