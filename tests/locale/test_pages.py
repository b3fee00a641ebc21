"""Every page in English: nothing is left in Chinese but names, and those are marked as Chinese."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.delivery.models import Session
from guihua.directory.actions import users
from guihua.directory.models import Role

pytestmark = pytest.mark.django_db
PASSWORD = "osmanthus-2022"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BARE = {"title", "option", "del", "style"}
"""Elements that cannot hold another, or whose words a browser speaks in the page's language whatever they are."""


class Unmarked(HTMLParser):
    """The Chinese words that stand outside every element of that language."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, bool]] = [("", False)]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_chinese = (dict(attrs).get("lang") or "").startswith("zh") or self.inside[-1][1] or tag in BARE
        if tag not in EMPTY:
            self.inside.append((tag, is_chinese))

    def handle_endtag(self, tag: str) -> None:
        while len(self.inside) > 1 and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if CHINESE.search(data) and not self.inside[-1][1]:
            self.found.append(data.strip())


def unmarked(page: str) -> list[str]:
    parser = Unmarked()
    parser.feed(page)
    return parser.found


@pytest.fixture
def reader(client, counted):
    """The office, which sees every page, reading English."""
    user = users.register("suwanqing", name="苏婉清", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, counted, by=audit.SYSTEM)
    client.post(reverse("directory:login"), {"username": "suwanqing", "password": PASSWORD})
    client.post(reverse("preferences"), {"language": "en"})
    return client


def addresses() -> list[str]:
    lists = [reverse(f"desk:{name}") for name in ("overview", "projects", "sessions", "organisations", "communities")]
    projects = [reverse("desk:project", args=[one.pk]) for one in Project.objects.all()]
    sessions = [reverse("desk:session", args=[one.pk]) for one in Session.objects.all()]
    figures = [f"/reports/2022/figures/{code}/" for code in ("attendance.sessions", "funding.committed", "duty.hours")]
    own = [reverse("commissioning:words"), reverse("directory:sign_ins"), reverse("directory:password")]
    return [*lists, *projects, *sessions, "/reports/2022/", *figures, *own, "/nowhere/"]


def test_a_page_in_english_marks_every_chinese_name(reader):
    pages = {address: reader.get(address, follow=True).content.decode() for address in addresses()}
    assert [address for address, page in pages.items() if '<html lang="en"' not in page] == []
    assert sorted({(re.sub("[0-9]+", "N", a), w) for a, p in pages.items() for w in unmarked(p)}) == []
