"""The plans of a demonstration's communities: some accepted, none beyond the programme's words, the same for the same seed."""

from datetime import date

import pytest

from guihua.commissioning.models import CommunityPlan, Domain, Need
from guihua.config import home
from guihua.demo import needs, texts
from guihua.directory.models import Community

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_years_end(settings, programme):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    for n in range(10):
        Community.objects.create(subdistrict=programme, code=f"44060501110{n}", name=f"新{n}社区")
    return programme


def written(place):
    needs.write(place, 1)
    told = Need.objects.order_by("plan__community__code", "position")
    return list(told.values_list("plan__community__name", "plan__state", "title", "people", "answers__project__number"))


def test_of_twelve_communities_some_wait_some_draft_some_have_not_begun(at_years_end):
    told = written(at_years_end)
    states = list(CommunityPlan.objects.order_by("state").values_list("state", flat=True))
    assert (states.count("accepted"), states.count("draft"), states.count("submitted")) == (6, 2, 1)
    assert {None, "GC-1"} <= {number for *_rest, number in told}
    assert {plan.submitted_at.month for plan in CommunityPlan.objects.exclude(submitted_at=None)} == {1}


def test_the_same_seed_gives_the_same_needs(at_years_end):
    first = written(at_years_end)
    for rows in (Need.answers.rel.related_model.objects, Need.objects, CommunityPlan.objects):
        rows.all().delete()
    assert written(at_years_end) == first


def test_every_need_is_of_a_domain_that_the_programme_knows(programme):
    known = set(Domain.objects.values_list("code", flat=True))
    assert {one["domain"] for one in texts.load("needs")["needs"] if "domain" in one} <= known
