"""The living style page shows every component, to whom it may."""

import pytest

from guihua.core import audit
from guihua.directory.actions import users
from tests.architecture import PRODUCT

COMPONENTS = {f"ui/{path.name}" for path in (PRODUCT / "templates/ui").glob("*.html")}
FAILURES = ["400", "403", "403_csrf", "404", "429", "500", "503", "refused"]


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = type("Told", (), {"today": None, "password": "osmanthus"})


@pytest.fixture
def somebody(client, db):
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
    return client


def test_every_component_stands_on_the_style_page(somebody):
    used = {template.name for template in somebody.get("/ui/").templates}
    assert COMPONENTS - used == set()


@pytest.mark.parametrize("name", FAILURES)
def test_every_page_about_a_failure_can_be_looked_at(somebody, name):
    page = somebody.get(f"/ui/{name}/").content.decode()
    assert (page.count("<h1>"), page.count('class="mark"') >= 1) == (1, True)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ui/", "/ui/404/"])
def test_a_stranger_signs_in_first(client, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.django_db
def test_in_a_demonstration_anybody_may_look(client, demonstration):
    assert client.get("/ui/").status_code == 200


def test_no_other_template_can_be_asked_for(somebody):
    assert somebody.get("/ui/base/").status_code == 404
