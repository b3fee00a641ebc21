"""The largest size: ten sub-districts in one database, each with its own year. Two of them are filled here."""

import pytest
from django.core.management import call_command

from guihua.commissioning.models import Project
from guihua.demo import accounts, plan
from guihua.directory.models import Subdistrict, User
from guihua.reporting import annual
from guihua.reporting.book import open_book

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHARE = 0.05  # of the rows: what matters here is that there are several
FILLED = 2


@pytest.fixture
def several(settings, monkeypatch, tmp_path):
    largest = plan.load
    monkeypatch.setenv("GUIHUA_HOME", str(tmp_path))
    monkeypatch.setitem(plan.SCALES, "l", SHARE)
    monkeypatch.setattr(plan, "load", lambda *words: largest(*words)[:FILLED])
    settings.DEMONSTRATION = None
    call_command("demo", size="l", seed=8)
    return plan.load(2022, "l", 8)


def test_the_largest_size_has_ten_sub_districts_each_with_a_code_of_its_own():
    assert len({one.code for one in plan.load(2022, "l", 8)}) == 10


def test_each_sub_district_gives_its_own_figures_and_has_its_own_office(several):
    codes = ["projects.count", "communities.covered", "attendance.person_times", "duty.projects"]
    told = {one.code: annual.report(open_book(one.code), 2022)["figures"] for one in several}
    assert {code: [figures[name]["value"] for name in codes] for code, figures in told.items()} == {
        one.code: [
            one.numbers["projects"],
            one.numbers["community_projects"],
            one.scaled(one.numbers["person_times"]),
            one.numbers["duty"]["projects"],
        ]
        for one in several
    }
    offered = [account.username for account in accounts.offered()]
    assert offered[1 - FILLED :] == [f"office{n}" for n in range(2, FILLED + 1)]
    last = Project.objects.visible_to(User.objects.get(username=f"office{FILLED}"))
    assert {project.subdistrict for project in last} == {Subdistrict.objects.get(code=several[-1].code)}
