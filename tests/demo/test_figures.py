"""Whatever the seed, the account of an imported demonstration says what its plan says."""

import pytest
from django.core.management import call_command

from guihua.core import measures
from guihua.demo import plan
from guihua.reporting import annual
from guihua.reporting.book import open_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(settings, monkeypatch, tmp_path):
    """The account of a demonstration made by the command that users have."""

    def of(size, seed):
        monkeypatch.setenv("GUIHUA_HOME", str(tmp_path))
        settings.DEMONSTRATION = None
        call_command("demo", year=2022, size=size, seed=seed)
        figures = annual.report(open_book("440605011"), 2022)["figures"]
        return {code: figure["value"] for code, figure in figures.items()}

    return of


def promised(size):
    """The figures that the plan gives exactly."""
    year = plan.load(2022, size, 1)[0]
    numbers, scaled = year.numbers, year.scaled
    covered, total = numbers["community_projects"], len(year.communities)
    return {
        "funding.committed": f"{numbers['funding_yuan']}.00",
        "projects.count": numbers["projects"],
        "domains.count": 1 + len(numbers["domains"]),
        "communities.total": total,
        "communities.covered": covered,
        "communities.coverage": str(measures.ratio(covered, total)),
        "attendance.person_times": scaled(numbers["person_times"]),
        "schools.total": numbers["schools"]["public"],
        "schools.covered": numbers["schools"]["public"],
        "corrections.person_times": scaled(numbers["corrections"]["person_times"]),
        "corrections.hours": str(measures.hours(scaled(numbers["corrections"]["minutes"]))),
        "tours.sessions": numbers["tours"]["sessions"],
        "tours.person_times": numbers["tours"]["person_times"],
        "duty.projects": numbers["duty"]["projects"],
        "duty.hours": str(measures.hours(scaled(numbers["duty"]["minutes"]))),
        "campaigns.anti_fraud.sessions": scaled(numbers["anti_fraud"]["sessions"]),
        "campaigns.anti_fraud.person_times": scaled(numbers["anti_fraud"]["person_times"]),
        "giving_back.served_to_volunteer": scaled(numbers["giving_back"]["to_volunteer"]),
        "giving_back.volunteer_to_organiser": scaled(numbers["giving_back"]["to_organiser"]),
    }


@pytest.mark.parametrize("seed", [1, pytest.param(2022, marks=pytest.mark.slow)])
def test_a_tenth_of_the_year_has_a_tenth_of_its_rows_and_all_of_its_projects(account, seed):
    figures = account("s", seed)
    assert {code: figures[code] for code in promised("s")} == promised("s")


@pytest.mark.slow
def test_the_whole_year_is_the_published_one(account):
    figures = account("m", 5)
    assert {code: figures[code] for code in promised("m")} == promised("m")
