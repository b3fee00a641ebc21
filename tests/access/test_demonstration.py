"""A demonstration offers its accounts at one tap each; a real deployment has no such thing."""

from datetime import date

import pytest
from django.test import Client

from guihua.config.home import Demonstration
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/login/demonstration/"


@pytest.fixture
def people(account):
    """Whose roles began on the day at which the demonstration stands."""
    account("office", Role.OFFICE)
    account("auditor", Role.AUDITOR, name="麦永昌", phone="13800138112")


@pytest.fixture
def demonstrated(people, settings):
    settings.DEMONSTRATION = Demonstration(date(2022, 12, 31), 2022, "s", 1, PASSWORD)


def offered(client):
    return [(a.username, a.name, a.role, str(a.sees)) for a in client.get("/accounts/login/").context["offered"]]


def test_each_account_is_offered_with_its_role_and_what_it_sees(client, demonstrated):
    assert offered(client) == [
        ("office", "苏婉清", "街道办公室", "全街道的项目、场次和年度报告；管理名目"),
        ("auditor", "麦永昌", "审计", "全街道的项目、场次和年度报告，只看不改"),
    ]


def test_one_tap_signs_in_and_leads_where_one_wanted_to_go(client, demonstrated):
    answer = client.post(ADDRESS, {"username": "auditor", "next": "/projects/"})
    assert answer["Location"] == "/projects/"
    assert client.get("/projects/").wsgi_request.user.username == "auditor"


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com"])
def test_a_tap_leads_to_nobody_elses_page(client, demonstrated, target):
    assert client.post(ADDRESS, {"username": "auditor", "next": target})["Location"] == "/"


def test_another_tap_is_another_session(client, demonstrated):
    client.post(ADDRESS, {"username": "office"})
    first = client.session.session_key
    client.post(ADDRESS, {"username": "auditor"})
    assert client.session.session_key != first
    assert client.get("/projects/").wsgi_request.user.username == "auditor"


def test_a_link_or_another_site_signs_nobody_in(demonstrated):
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(ADDRESS, {"username": "office"})["Location"] == "/accounts/login/"
    assert strict.get("/projects/").status_code == 302
    assert strict.post(ADDRESS, {"username": "office"}, headers={"Origin": "https://example.com"}).status_code == 403


def test_an_account_with_a_password_of_its_own_stays_shut(client, demonstrated, guicheng):
    user = users.register("guest", name="来客", password="not the demonstration's", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, guicheng, by=audit.SYSTEM)
    assert client.post(ADDRESS, {"username": "guest"})["Location"] == "/accounts/login/"
    assert client.get("/projects/").status_code == 302


def test_a_real_deployment_offers_nothing_and_has_no_such_address(client, people):
    page = client.get("/accounts/login/")
    assert (page.context["offered"], "演示账号" in page.content.decode()) == ([], False)
    assert client.post(ADDRESS, {"username": "office"}).status_code == 404
    assert client.get("/projects/").status_code == 302
