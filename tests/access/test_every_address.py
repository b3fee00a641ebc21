"""Every address in every role, once: what is met there is what the table of roles says, and it tells no canary.

What is done at an address is undone at once, so that each line of the table is met at the same things. Who writes about
people then does for good all that their role may do, and reads again what it may read.
"""

import re
from urllib.parse import urlencode

import pytest
from django.http import HttpResponseNotFound
from django.test import Client
from django.views.defaults import page_not_found

from guihua.config import urls
from guihua.directory.models import User
from tests.access.canaries import ORDINARY_NAME, SEARCHED, Written, lines_told, not_heard, told_at_rest, told_by
from tests.access.test_roles import FORMS, addressed, asked, cell_of, lines, of_places, roles, undone
from tests.factories.everybody import BACKEND

pytestmark = pytest.mark.django_db
HAS_A_SEARCH = re.compile(rb'class="(?:filters|search-page)')
LISTS = {f"desk:{name}" for name in ("people", "projects", "sessions", "organisations", "communities")}
WRITERS = {"office", "manager", "worker", "confidant"}
CANARIES_OWN = [
    *(f"GET desk:session {code}" for code in ("K1", "K2")),
    *(f"GET desk:{name} {ORDINARY_NAME}" for name in ("person", "person_correction", "person_rights")),
]


class Walk:
    """One role's way through every address. `told` is where a canary was read, `searched` where canaries were searched for."""

    def __init__(self, everybody, who):
        self.everybody, self.who, self.known = everybody, who, everybody.objects()
        self.told, self.searched = set(), set()

    def meet(self, line):
        """What is met at a line of the table, and all that leads on from it tells no canary."""
        answer = self.ask_and_undo(line)
        method, name, _words = asked(line)
        if method == "GET":
            for more in self.also_asked(name, answer):
                self.ask_and_undo(line, more)
        return cell_of(answer)

    def also_asked(self, name, answer):
        """Searched for the canaries, where there is a search; exported; and what is not shown, by those who have the least."""
        if HAS_A_SEARCH.search(answer.getvalue()):
            self.searched.add(name)
            yield {"q": " ".join(SEARCHED)}
            if name in LISTS and self.who in ("office", "confidant"):
                yield from ({"q": one} for one in SEARCHED)
        elif answer.status_code != 200 and self.who in ("nobody", "stranger", "anonymous"):
            yield {"q": " ".join(SEARCHED)}
        if name in LISTS or name == "reporting:figure":
            yield {"export": "xlsx"}

    def ask_and_undo(self, line, more=None):
        with undone(self.everybody.clients[self.who]) as client, Written() as written:
            answer = self.ask(client, line, more)
            self.told |= {(line, *one) for one in told_at_rest(written.tables)}
        return answer

    def ask(self, client, line, more=None):
        method, name, words = asked(line)
        address, form = addressed(name, words, self.who, self.known), FORMS.get(name, {})
        if more:
            address += ("&" if "?" in address else "?") + urlencode(more)
        answer = client.get(address) if method == "GET" else client.post(address, form)
        self.told |= {(line, more and str(more), canary) for canary in told_by(answer)}
        return answer

    def do_all_and_look_again(self, may):
        """For good; who was signed out by it comes in again."""
        general = set(of_places())
        for line in may:
            if line.startswith("POST"):
                self.ask(self.everybody.clients[self.who], line)
                self.everybody.clients[self.who] = signed_in_again(self.who)
        for line in may:
            if line.startswith("GET") and line in general:
                self.ask(self.everybody.clients[self.who], line)


def signed_in_again(who):
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(User.objects.get(username=who), backend=BACKEND)
    return client


@pytest.fixture
def drawn_once(monkeypatch):
    """The page of what is not found tells nothing but its reader's own frame (`404.html`): it is drawn for the first that
    is asked for and not found, and the first that is sent, and not another six hundred times in each role."""
    drawn = set()

    def not_found(request, exception):
        if request.method in drawn:
            return HttpResponseNotFound(f"{exception} {request.path}")
        drawn.add(request.method)
        return page_not_found(request, exception)

    monkeypatch.setattr(urls, "handler404", not_found, raising=False)
    return drawn


@pytest.mark.slow  # every address in every role: in the full run once, on SQLite
@pytest.mark.parametrize("who", roles())
def test_every_role_meets_what_the_table_says_and_nothing_tells_it_a_canary(told, logged, drawn_once, who):
    walk, said = Walk(told, who), {line: line.split()[roles().index(who) - len(roles())] for line in lines()}
    met = {line: walk.meet(line) for line in lines()}
    for page in CANARIES_OWN:
        walk.meet(page + " ok" * len(roles()))
    if who in WRITERS:
        walk.do_all_and_look_again([line for line, cell in said.items() if cell == "ok"])
    assert (walk.told, told_at_rest(), lines_told(logged)) == (set(), set(), [])
    assert not_heard(logged, "request_finished") == [], "the test heard less than it believes"
    assert drawn_once == {line.split()[0] for line, cell in met.items() if cell == "–"}
    assert walk.searched >= (LISTS if who == "office" else set())
    assert met == said
