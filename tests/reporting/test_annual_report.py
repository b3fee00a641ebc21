from decimal import Decimal

import pytest

from guihua.reporting import annual, figures
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(counted):
    return annual.report(open_book(counted.code), 2022)


def values(account):
    return {code: figure["value"] for code, figure in account["figures"].items()}


def test_the_year_comes_out_as_its_rows_say(account):
    assert values(account) == {
        "funding.committed": "486000.50",
        "projects.count": 3,
        "domains.count": 3,
        "communities.total": 2,
        "communities.covered": 1,
        "communities.coverage": "0.5000",
        "attendance.person_times": 1 + 30 + 1 + 37 + 300,
        "attendance.people_served": 2,
        "attendance.sessions": 5,
        "attendance.service_hours": "7.0",
        "schools.total": 1,
        "schools.covered": 1,
        "corrections.person_times": 1,
        "corrections.hours": "1.0",
        "tours.sessions": 1,
        "tours.person_times": 37,
        "duty.projects": 2,
        "duty.hours": "12.5",
        "giving_back.served_to_volunteer": 1,
        "giving_back.volunteer_to_organiser": 0,
        "campaigns.anti_fraud.sessions": 1,
        "campaigns.anti_fraud.person_times": 300,
        "campaigns.anti_fraud.projects": 1,
    }


def test_what_the_office_holds_itself_is_one_row_and_no_project(account):
    tables = account["tables"]
    assert tables["by_project"][-1] == {
        "project": "街道主办",
        "name": "街道主办",
        "projects": 0,
        "funding": "0.00",
        "sessions": 1,
        "person_times": 37,
        "people_served": 0,
        "service_hours": "1.5",
    }
    assert [row["provider"] for row in tables["by_provider"]] == [programmes.RONGSHENG, "街道主办"]
    assert [row["domain"] for row in tables["by_domain"]][-1] == "街道主办"


def test_every_table_adds_up_to_the_year(account):
    for name, table in account["tables"].items():
        assert sum(row["person_times"] for row in table) == 369, name
        assert sum(Decimal(row["service_hours"]) for row in table) == Decimal("7.0"), name


def test_a_session_without_community_stands_under_unstated(account):
    assert account["tables"]["by_community"][-1]["community"] == "未注明"
    assert account["tables"]["by_community"][-1]["person_times"] == 37


def test_new_rows_show_after_the_next_refresh_and_not_before(programme, tmp_path):
    facts.refresh(programme)
    programmes.attendance(programme, tmp_path, programmes.row(code="A9", 未具名人数="5"))
    before = open_book(programme.code)
    assert figures.of(before)["attendance.sessions"].total(before, 2022) == 5
    facts.refresh(programme)
    after = open_book(programme.code)
    assert figures.of(after)["attendance.sessions"].total(after, 2022) == 6
