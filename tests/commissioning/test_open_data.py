"""The page of open data: what is public for anybody, all of it for those who oversee the programme, and how they are called."""

import json

import pytest
from django.test import Client

from guihua.commissioning.models import Contract
from tests import ocds as standard
from tests.factories.accounts import account
from tests.factories.contracts import contract

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
PUBLIC = "/open-data/440605011/2022/ocds/{}.json"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def told(answer):
    return json.loads(answer.content)


def test_anybody_fetches_what_is_public_and_nobody_is_asked_who_they_are(contract):
    client = Client()
    assert PUBLIC.format("releases") in client.get("/open-data/").content.decode()
    package = told(client.get(PUBLIC.format("releases")))
    assert (standard.wrong(package), [one["contracts"][0]["id"] for one in package["releases"]]) == ([], ["GC-HT-1"])
    assert [
        len(told(client.get(PUBLIC.format("records")))["records"]),
        client.get(PUBLIC.format("all")).status_code,
    ] == [1, 404]
    assert client.get("/open-data/440605999/2022/ocds/releases.json").status_code == 404


def test_where_nothing_is_public_the_page_says_so(programme):
    assert "还没有公开的数据" in Client().get("/open-data/").content.decode()


def test_who_oversees_the_programme_fetches_all_of_a_year_and_of_a_project(office, contract):
    year = told(office.get("/open-data/whole/2022/ocds/releases.json"))
    one = told(office.get(f"/projects/{contract.project_id}/ocds/releases.json"))
    assert [len(package["releases"]) for package in (year, one)] == [3, 1]
    assert [part["title"] for part in one["releases"][0]["contracts"][0]["milestones"]] == [
        "第 1 期",
        "第 2 期",
        "第 3 期",
    ]


def test_the_office_says_how_it_is_called_and_a_slip_stands_at_its_field(office, contract):
    wrong = office.post("/open-data/names/", {"ocid_prefix": "桂城", "scheme": "?", "buyer_code": "123"})
    assert (wrong.status_code, sorted(wrong.context["form"].errors)) == (422, ["buyer_code", "ocid_prefix", "scheme"])
    good = {"ocid_prefix": "OCDS-a1b2c3", "scheme": "CN-USCC", "buyer_code": contract.project.provider.credit_code}
    assert office.post("/open-data/names/", good).status_code == 302
    release = told(Client().get(PUBLIC.format("releases")))["releases"][0]
    assert release["ocid"] == f"ocds-a1b2c3-440605011-{Contract.objects.get().project.number}"
    assert release["buyer"]["id"] == f"CN-USCC-{contract.project.provider.credit_code}"
