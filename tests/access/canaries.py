"""What must be read by nobody, and where it is looked for: in answers, in tables and in the log."""

import re
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.db import connection

from guihua.delivery.views.choosing import LONGEST_SEARCH
from tests.access.reading import text_of

HIDDEN_NAME = "欧阳密语"
ORDINARY_NAME = "司徒明月"
WRITES = re.compile(r'(?:INTO|UPDATE(?: OR \w+)?)\s+"?(\w+)', re.IGNORECASE)


def with_check_digit(number):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return number[:17] + "10X98765432"[sum(int(n) * w for n, w in zip(number[:17], weights, strict=True)) % 11]


HIDDEN = [HIDDEN_NAME, "13977712345", with_check_digit("440605199003071233")]
ORDINARY = ["13966654321", with_check_digit("440605198805054321")]
CANARIES = HIDDEN + ORDINARY
SEARCHED = [HIDDEN_NAME, ORDINARY_NAME, *HIDDEN[1:], *ORDINARY]


def canaries_in(text, but=()):
    return [canary for canary in CANARIES if canary not in but and canary in text]


def without_echo(text):
    """What somebody searched for stands, maybe cut short, in the box that they typed it into, and in the addresses of that list."""
    whole = " ".join(SEARCHED)
    for one in [whole, whole[:LONGEST_SEARCH], *SEARCHED]:
        for echo in (one, quote(one), quote_plus(one), quote(quote_plus(one))):
            text = text.replace(f'value="{echo}"', "").replace(f"q={echo}", "").replace(f"q%3D{echo}", "")
    return text


def told_by(answer):
    return canaries_in(without_echo(text_of(answer.getvalue()) + answer.headers.get("Location", "")))


def told_at_rest(tables=None):
    """In every row there is, or in those of some tables."""
    return {
        (model.__name__, canary)
        for model in apps.get_models()
        if tables is None or model._meta.db_table in tables
        for row in model.objects.values()
        for canary in canaries_in(" ".join(map(_clear, row.values())))
    }


class Written:
    """The tables that were written to meanwhile, also where what was written is undone afterwards."""

    def __enter__(self):
        self.tables = set()
        self.listening = connection.execute_wrapper(self._hear)
        self.listening.__enter__()
        return self

    def __exit__(self, *raised):
        self.listening.__exit__(*raised)

    def _hear(self, execute, sql, *rest):
        if not sql.startswith("SELECT"):  # which writes nothing, and is long
            self.tables.update(WRITES.findall(sql))
        return execute(sql, *rest)


def lines_told(logged):
    """The lines of the log in which a canary stands, in whatever spelling."""
    spelt = [*SEARCHED, *(ascii(one).strip("'") for one in SEARCHED), *map(quote, SEARCHED)]
    return [line for line in logged.getvalue().splitlines() if any(one in line for one in spelt)]


def not_heard(logged, *events):
    return [one for one in events if one not in logged.getvalue()]


def _clear(value):
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
