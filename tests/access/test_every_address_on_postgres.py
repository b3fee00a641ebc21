"""What the office and a provider's manager may open and send, asked once on PostgreSQL: `*_pages` modules run on SQLite alone."""

import pytest

from tests.access.test_every_address import HAS_A_SEARCH
from tests.access.test_roles import FORMS, addressed, asked, cell_of, lines, roles, undone

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize("who", ["office", "manager"])
def test_each_address_answers_on_postgres_as_on_sqlite(everybody, who):
    known, met, said = everybody.objects(), {}, {}
    for line in lines():
        cell = line.split()[roles().index(who) - len(roles())]
        if cell != "–":
            said[line], met[line] = cell, cell_of(ask(everybody.clients[who], line, who, known))
    assert met == said


def ask(client, line, who, known):
    """Where there is a search, it is searched, too."""
    method, name, words = asked(line)
    address, form = addressed(name, words, who, known), FORMS.get(name, {})
    with undone(client):
        answer = client.get(address) if method == "GET" else client.post(address, form)
    if method == "GET" and HAS_A_SEARCH.search(answer.getvalue()):
        with undone(client):
            answer = client.get(address, {"q": "围炉 zhang"})
    return answer
