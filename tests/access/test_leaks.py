"""Canaries: what must be read by nobody is put in, driven through everything, and looked for everywhere.

Ordinary people's phones and ID numbers stand in clear nowhere. Of whoever is served by a confidential domain the name
does not either, but on the page of that project's own worker.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from guihua.core import health
from guihua.core.models import AuditRow
from guihua.directory.models import Resemblance
from guihua.reporting.actions import facts
from tests.access.canaries import (
    CANARIES,
    HIDDEN,
    HIDDEN_NAME,
    ORDINARY,
    ORDINARY_NAME,
    canaries_in,
    lines_told,
    not_heard,
    told_at_rest,
    without_echo,
)
from tests.access.reading import text_of
from tests.access.test_roles import roles
from tests.factories import programmes

pytestmark = pytest.mark.django_db
OF_ONE = ["person", "person_correction", "person_rights"]


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


def fails(*_):
    raise RuntimeError(f"{HIDDEN_NAME} {ORDINARY_NAME} {' '.join(CANARIES)}")


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


def test_no_table_and_no_log_tells_a_canary_whatever_goes_wrong(told, logged, monkeypatch, tmp_path):
    names_page(told, "confidant")
    go_wrong(told, monkeypatch, tmp_path)
    assert told_at_rest() == set()
    assert AuditRow.objects.filter(action="codenames.read").exists()
    assert lines_told(logged) == []
    events = ["request_finished", "request_failed", "RuntimeError", "axes", "django.security"]
    assert not_heard(logged, *events) == [], "the test heard less than it believes"
