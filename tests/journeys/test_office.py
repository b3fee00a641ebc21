"""S20 and S4 as the office meets them: sign in, see the year, open a figure, stand before its rows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.reporting.actions import facts
from tests.factories import programmes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "osmanthus-2022"


@pytest.fixture
def office(live_server, page, tmp_path):
    place = programmes.imported(programmes.prepared(), tmp_path)
    user = users.register("suwanqing", name="苏婉清", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, place, by=audit.SYSTEM)
    facts.refresh(place)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url)
    page.get_by_label("用户名或手机号").fill("suwanqing")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    yield page
    assert said == [], "the content policy was broken"


def serious(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]


def test_the_office_opens_person_times_down_to_its_rows(office):
    assert office.get_by_role("heading", level=1).inner_text() == "2022 年度总览"
    office.get_by_role("region", name="服务人次").get_by_role("link", name="打开来源记录").click()
    assert office.get_by_role("heading", level=1).inner_text() == "服务人次"
    counts = office.locator("tbody tr td:last-child").all_inner_texts()
    assert sum(int(text) for text in counts) == 369


@pytest.mark.parametrize("size", [(1440, 900), (390, 844), (320, 640)])
def test_no_page_scrolls_sideways_and_axe_finds_nothing_serious(office, live_server, size):
    office.set_viewport_size({"width": size[0], "height": size[1]})
    names = ["desk:overview", "desk:projects", "desk:sessions", "desk:organisations", "desk:communities"]
    addresses = [reverse(name) for name in [*names, "commissioning:words"]]
    for address in [*addresses, "/reports/2022/", "/reports/2022/figures/communities.coverage/"]:
        office.goto(live_server.url + address)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert office.evaluate(wider) == 0, address
        assert serious(office) == [], address


@pytest.mark.parametrize("wish", ["深色", "大字"])
def test_dark_and_large_text_stay_readable(office, live_server, wish):
    office.get_by_role("button", name=wish).first.click()
    for address in ("/", "/projects/", "/reports/2022/"):
        office.goto(live_server.url + address)
        assert serious(office) == [], address
