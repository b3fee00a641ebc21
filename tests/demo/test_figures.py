"""Whatever the seed, the account of an imported demonstration says what its plan says."""

import json

import pytest
from django.core.management import call_command

from guihua.commissioning.models import Acceptance, Call, Procurement, Project, Proposal
from guihua.config import home
from guihua.core import measures
from guihua.demo import accounts, filling, plan
from guihua.directory.models import User
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


def test_a_tenth_of_the_year_has_a_tenth_of_its_rows_and_all_that_there_is_of_three_years(account, tmp_path, capsys):
    """One filling, of which all this is true: it is what takes long."""
    figures = account("s", 6)
    assert {code: figures[code] for code in promised("s")} == promised("s")
    call_command("demo", accounts=True)
    offers_its_accounts(tmp_path, capsys.readouterr().out)
    shows_three_years()


def offers_its_accounts(home_folder, told):
    password = json.loads((home_folder / "demonstration.json").read_text())["password"]
    offered = {account.username: account for account in accounts.offered()}
    office = ["office", "leader", "finance", "auditor", "committee"]
    assert list(offered) == [*office, "manager", "liaison", "worker", "partner", "secretary", "assessor"]
    assert f"（密码都是 {password}）" in told
    assert {account.sees in told for account in offered.values()} == {True}
    assert home.demonstration().seed == 6
    assert not filling.is_half_done()


def shows_three_years():
    states = {(p.year.year, str(p.get_state_display())) for p in Project.objects.select_related("year")}
    assert states == {
        (2020, "结项"),
        (2021, "结项"),
        (2021, "终止"),
        (2022, "执行"),
        (2023, "签约"),
        (2023, "采购"),
        (2023, "计划"),
    }
    bought = Procurement.objects.filter(state__in=["awarded", "failed"]).values_list("method__code", flat=True)
    assert set(bought) == {"open", "invited", "negotiation", "consultation", "inquiry", "single", "framework"}
    assert sorted(Call.objects.values_list("state", flat=True)) == ["draft", "open", "open", "open"]
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", *["submitted"] * 6]
    assert sorted(Acceptance.objects.values_list("state", flat=True)) == ["draft", "published", "published", "signed"]
    liaison = User.objects.get(username="liaison")
    held = Project.objects.visible_to(liaison)
    assert {project.liaison_name for project in held} == {liaison.name}
    assert held.filter(year__year=2022).count() in range(4, 7)


@pytest.mark.slow
def test_the_whole_year_is_the_published_one(account):
    figures = account("m", 5)
    assert {code: figures[code] for code in promised("m")} == promised("m")
