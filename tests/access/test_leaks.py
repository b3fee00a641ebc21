"""Canaries: what must be read by nobody is put in, driven through everything, and looked for everywhere.

Ordinary people's phones and ID numbers stand in clear nowhere. Of whoever is served by a confidential domain the name
does not either, but on the page of that project's own worker.
"""

from __future__ import annotations

import io
import logging
import logging.config
from copy import deepcopy
from pathlib import Path
from urllib.parse import quote, quote_plus

import polars as pl
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from guihua.core import health
from guihua.core.models import AuditRow
from guihua.delivery.views.choosing import LONGEST_SEARCH
from guihua.directory.models import Resemblance, User
from guihua.reporting.actions import facts
from tests.access.reading import text_of
from tests.access.test_roles import FORMS, addressed, asked, lines, roles
from tests.factories import programmes
from tests.factories.everybody import BACKEND

pytestmark = pytest.mark.django_db
HIDDEN_NAME = "欧阳密语"
HIDDEN = [HIDDEN_NAME, "13977712345", "440605199003071233"]
ORDINARY_NAME = "司徒明月"
ORDINARY = ["13966654321", "440605198805054321"]
CANARIES = HIDDEN + ORDINARY
SEARCHABLE = ["desk:people", "desk:projects", "desk:sessions", "desk:organisations", "desk:communities"]
OF_ONE = ["person", "person_correction", "person_rights"]
EXPORTED = [*SEARCHABLE, "reporting:figure"]


def with_check_digit(number):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return number[:17] + "10X98765432"[sum(int(n) * w for n, w in zip(number[:17], weights, strict=True)) % 11]


HIDDEN[2], ORDINARY[1] = with_check_digit(HIDDEN[2]), with_check_digit(ORDINARY[1])
CANARIES = HIDDEN + ORDINARY
SEARCHED = [HIDDEN_NAME, ORDINARY_NAME, *HIDDEN[1:], *ORDINARY]


def canaries_in(text, but=()):
    return [canary for canary in CANARIES if canary not in but and canary in text]


@pytest.fixture
def logged():
    """Everything that anything logs, at every level, as the product's own handler writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    made = logging.config.DictConfigurator(settings.LOGGING)
    handler.setFormatter(made.configure_formatter(deepcopy(settings.LOGGING["formatters"]["json"])))
    heard = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    levels = [(logger, logger.level, logger.disabled) for logger in heard]
    for logger in heard:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    logging.root.addHandler(handler)
    yield stream
    logging.root.removeHandler(handler)
    for logger, level, disabled in levels:
        logger.setLevel(level)
        logger.disabled = disabled


@pytest.fixture
def told(everybody, tmp_path, logged, capsys):
    """The canaries, brought in by the command that users have."""
    rows = [
        programmes.row("GC-2", "K1", 活动名称="访谈", 服务形式="个案", **programmes.served(*HIDDEN)),
        programmes.row("GC-1", "K2", **programmes.served(ORDINARY_NAME, *ORDINARY)),
    ]
    file = programmes.write(tmp_path / "canaries.csv", [programmes.ATTENDANCE_COLUMNS, *rows])
    call_command("import_file", "attendance", file, subdistrict="440605011")
    assert canaries_in("".join(capsys.readouterr())) == []
    return everybody


def every_answer(told, who):
    """Every address in this role, once as it is; lists and figures exported; lists searched for each canary.

    What the table of roles says is hidden is asked by somebody who has nothing and by somebody of another place: it is
    one page for all.
    """
    known = told.objects()
    cells = " ok" * len(roles())
    pages = [
        *(f"GET desk:session {code}" for code in ("K1", "K2")),
        *(f"GET desk:{name} {ORDINARY_NAME}" for name in OF_ONE),
    ]
    for line in [*lines(), *(f"{page}{cells}" for page in pages)]:
        if line.split()[-len(roles()) :][roles().index(who)] == "–" and who not in ("nobody", "stranger"):
            continue
        method, name, words = asked(line)
        address = addressed(name, words, who, known)
        if method == "POST":
            yield line, told.clients[who].post(address, FORMS.get(name, {}))
            told.clients[who] = signed_in_again(who)
            continue
        yield line, told.clients[who].get(address, {"q": " ".join(SEARCHED)})
        if name in EXPORTED:
            yield line, told.clients[who].get(address, {"export": "xlsx"})
        for one in SEARCHED if name in SEARCHABLE and who in ("office", "confidant") else []:
            yield line, told.clients[who].get(address, {"q": one})


def signed_in_again(who):
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(User.objects.get(username=who), backend=BACKEND)
    return client


def without_echo(text):
    """What somebody searched for stands, maybe cut short, in the box that they typed it into, and in the addresses of that list."""
    whole = " ".join(SEARCHED)
    for one in [whole, whole[:LONGEST_SEARCH], *SEARCHED]:
        for echo in (one, quote(one), quote_plus(one), quote(quote_plus(one))):
            text = text.replace(f'value="{echo}"', "").replace(f"q={echo}", "").replace(f"q%3D{echo}", "")
    return text


def names_page(told, who):
    return told.clients[who].post(reverse("desk:names", args=[told.objects()["K1"]]))


def test_the_confidential_projects_own_worker_alone_reads_the_name(told):
    read = [who for who in roles() if HIDDEN_NAME in names_page(told, who).content.decode()]
    assert read == ["confidant"]
    assert canaries_in(names_page(told, "confidant").content.decode(), but=[HIDDEN_NAME]) == []


def test_no_format_of_the_report_and_no_fact_tells_a_canary(told, tmp_path):
    facts.refresh(told.place, full=True)
    for kind in ("json", "html", "xlsx"):
        call_command("report", "2022", format=kind, out=tmp_path / kind, subdistrict="440605011")
        assert canaries_in(text_of((tmp_path / kind).read_bytes())) == [], kind
    files = list(Path(settings.GUIHUA_FACTS).rglob("*.parquet"))
    assert files
    for file in files:
        assert canaries_in(pl.read_parquet(file).write_csv()) == [], file.name


def deal_with(told):
    """The canaries typed into every form about people: found by, read, corrected, merged, likened, given out, erased."""
    office, one = told.clients["office"], told.objects()[ORDINARY_NAME]
    for number in [*ORDINARY, *HIDDEN[1:], ORDINARY[0][-4:]]:
        for who in ("office", "worker", "confidant", "stranger"):
            office_found = told.clients[who].post(reverse("desk:people_finding"), {"number": number})
            assert canaries_in(without_echo(office_found.content.decode())) == [], (who, number)
    reading = {"purpose": "contact", "words": "通知活动改期"}
    for field, number in (("phone", ORDINARY[0]), ("id_number", ORDINARY[1])):
        read = office.post(reverse("desk:person_reading", args=[one]), reading | {"field": field})
        assert number in read.content.decode()
    typed = {"seen": 0, "name": ORDINARY_NAME, "phone": ORDINARY[0], "id_number": HIDDEN[2]}
    corrected = office.post(reverse("desk:person_correction", args=[one]), typed)
    assert (corrected.status_code, canaries_in(corrected.content.decode())) == (302, [])
    for name in OF_ONE:
        assert canaries_in(office.get(reverse(f"desk:{name}", args=[one])).content.decode()) == [], name
    office.post(reverse("desk:pairs_looking"))
    for pair in Resemblance.objects.values_list("pk", flat=True):
        assert canaries_in(office.get(reverse("desk:pair", args=[pair])).content.decode()) == []
    assert ORDINARY[0] in office.post(reverse("desk:person_copy", args=[one]), {"format": "json"}).content.decode()
    office.post(reverse("desk:person_erasure", args=[one]), {"name": ORDINARY_NAME, "why": "本人书面要求"})


def test_what_is_done_about_people_tells_no_number_but_on_the_page_that_was_asked_for_it(told, logged):
    deal_with(told)
    assert told_at_rest() == set()
    text = logged.getvalue()
    assert [one for one in CANARIES if one in text] == []
    actions = ["person.read", "person.corrected", "person.exported", "person.erased", "resemblances.looked_for"]
    assert [one for one in actions if not AuditRow.objects.filter(action=one).exists()] == []


def clear(value):
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def fails(*_):
    raise RuntimeError(f"{HIDDEN_NAME} {ORDINARY_NAME} {' '.join(CANARIES)}")


def told_on_pages(told, who):
    return {
        (line, canary)
        for line, answer in every_answer(told, who)
        for canary in canaries_in(without_echo(text_of(answer.getvalue()) + answer.headers.get("Location", "")))
    }


def told_at_rest():
    return {
        (model.__name__, canary)
        for model in apps.get_models()
        for row in model.objects.values()
        for canary in canaries_in(" ".join(map(clear, row.values())))
    }


def go_wrong(told, monkeypatch, tmp_path):
    """Names, phones and ID numbers where none belong, and an error of ours that quotes them."""
    office, stranger = told.clients["office"], told.clients["anonymous"]
    office.get(f"/{ORDINARY_NAME}/", {"q": HIDDEN_NAME}, headers={"User-Agent": ORDINARY_NAME})
    office.get("/projects/99999/", {"q": HIDDEN_NAME}, headers={"Referer": f"http://testserver/?q={ORDINARY_NAME}"})
    stranger.post(
        "/accounts/login/?next=/sessions/%3Fq=" + HIDDEN_NAME, {"username": ORDINARY[0], "password": HIDDEN[1]}
    )
    stranger.get("/healthz", headers={"Host": f"{ORDINARY[0]}.example"})
    strict = type(office)(enforce_csrf_checks=True)
    strict.post(f"/projects/?q={HIDDEN_NAME}", {"name": ORDINARY_NAME})
    monkeypatch.setattr(health, "PARTS", {"database": fails})
    assert office.get("/healthz", {"q": ORDINARY_NAME}).status_code == 500
    bad = programmes.row("GC-1", "K3", **programmes.served(ORDINARY_NAME, "1396665432", HIDDEN[2][:-1]))
    file = programmes.write(tmp_path / "bad.csv", [programmes.ATTENDANCE_COLUMNS, bad])
    with pytest.raises(CommandError):
        call_command("import_file", "attendance", file, subdistrict="440605011")


def lines_told(logged):
    """The lines of the log in which a canary stands, in whatever spelling."""
    spelt = [*SEARCHED, *(ascii(one).strip("'") for one in SEARCHED), *map(quote, SEARCHED)]
    return [line for line in logged.getvalue().splitlines() if any(one in line for one in spelt)]


def not_heard(logged, *events):
    return [one for one in events if one not in logged.getvalue()]


@pytest.mark.slow  # every address in every role, several times: in the full run once, on SQLite
@pytest.mark.parametrize("who", roles())
def test_no_page_no_table_and_no_log_tells_a_canary_whatever_is_asked(told, logged, who):
    assert told_on_pages(told, who) == set()
    assert told_at_rest() == set()
    assert lines_told(logged) == []
    assert not_heard(logged, "request_finished") == [], "the test heard less than it believes"


def test_no_table_and_no_log_tells_a_canary_whatever_goes_wrong(told, logged, monkeypatch, tmp_path):
    names_page(told, "confidant")
    go_wrong(told, monkeypatch, tmp_path)
    assert told_at_rest() == set()
    assert AuditRow.objects.filter(action="codenames.read").exists()
    assert lines_told(logged) == []
    events = ["request_finished", "request_failed", "RuntimeError", "axes", "django.security"]
    assert not_heard(logged, *events) == [], "the test heard less than it believes"
