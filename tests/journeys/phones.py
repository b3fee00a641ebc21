"""A social worker's phone: a browser with a folder of its own, that can be closed and opened again, and lose its signal."""

import pytest
from django.test import Client

from guihua.core import audit, clock
from guihua.delivery.models import Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories import programmes
from tests.factories.accounts import SINCE
from tests.factories.entries import project
from tests.factories.programmes import row, served
from tests.journeys.conftest import PASSWORD, PHONE

NAMES = ["张晓丽", "李明辉", "何敏", "区小燕", "单志强"]


def programme_of_this_year(place, folder):
    """桂一新篇 (GC-N) runs this year; five people were at last week's tea."""
    year = str(clock.today().year)
    now = [year, "GC-N", "桂一新篇", *programmes.PROJECTS[1][3:6], f"{year}-01-01", f"{year}-12-31"]
    now += programmes.PROJECTS[1][8:]
    programmes.load(place, "projects", folder, [programmes.PROJECT_COLUMNS, now])
    day = {"日期": f"{year}-01-01", "开始时间": "00:10"}
    rows = [row("GC-N", "A1", **day, **served(name, f"1360000{n:04d}")) for n, name in enumerate(NAMES)]
    programmes.attendance(place, folder, *rows)


def worker(place, username, name, *numbers):
    """Who works on these projects."""
    provider = Organisation.objects.get(credit_code=programmes.RONGSHENG)
    user = users.register(username, name=name, password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.WORKER, place, by=audit.SYSTEM, organisation=provider)
    for number in numbers:
        users.grant(user, Role.WORKER, project(number), by=audit.SYSTEM, why="驻点", since=SINCE)
    return user


def form_of(number):
    return f"/record/new/?project={project(number).pk}"


class Phone:
    def __init__(self, playwright, how, folder, address):
        self.chromium, self.how, self.folder, self.address = playwright.chromium, how, folder, address
        self.open()

    def open(self):
        self.context = self.chromium.launch_persistent_context(self.folder, base_url=self.address, **self.how, **PHONE)
        self.page = self.context.pages[0]

    def close(self):
        self.context.close()

    def sign_in(self, username):
        client = Client()
        client.post("/accounts/login/", {"username": username, "password": PASSWORD})
        given = [{"name": one.key, "value": one.value, "url": self.address} for one in client.cookies.values()]
        self.context.add_cookies(given)

    def signal(self, there):
        self.context.set_offline(not there)

    def go(self, address):
        self.page.goto(address)
        self.page.locator("offline-desk[data-ready]").wait_for(state="attached", timeout=60_000)

    def prepare(self, address="/record/"):
        """Opens a page with a signal, and waits until the phone has what it needs without one."""
        self.go(address)
        self.page.locator("offline-desk[data-prepared]").wait_for(state="attached", timeout=60_000)

    def record(self, number, activity, *people, **said):
        """Fills and saves the form of a project as it stands there."""
        self.go(form_of(number))
        self.page.locator(".forms label", has_text="社区活动").tap()
        self.page.get_by_label("活动名称").fill(activity)
        self.page.get_by_label("时长").fill("90")
        for name in people:
            self.page.locator(".roster-row label", has_text=name).tap()
        for label, value in said.items():
            self.page.get_by_label(label).fill(value)
        self.save()

    def save(self):
        self.page.get_by_role("button", name="保存").tap()

    def told(self):
        return self.page.locator(".offline-told").inner_text()

    def clear_on_disk(self, *words):
        """Which of these words stand readable anywhere in the browser's folder."""
        written = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        encoded = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
        return {word for word, forms in encoded.items() for form in forms for file in written if form in file}


@pytest.fixture
def chenjing(place, tmp_path):
    programme_of_this_year(place, tmp_path)
    return worker(place, "chenjing", "陈静", "GC-N")


@pytest.fixture
def take(browser_type_launch_args, playwright, live_server, tmp_path):
    """A phone whose browser has this folder."""
    taken = []

    def take_one(folder):
        taken.append(Phone(playwright, browser_type_launch_args, tmp_path / folder, live_server.url))
        return taken[-1]

    yield take_one
    for phone in taken:
        phone.close()


@pytest.fixture
def phone(chenjing, take):
    made = take("phone")
    made.sign_in("chenjing")
    made.prepare()
    return made


def held():
    """The activities of the sessions that were entered by hand."""
    return sorted(Session.objects.filter(batch=None).values_list("activity__name", flat=True))
