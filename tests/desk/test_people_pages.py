"""The register of people as each role meets it: who is there, under which numbers, and how a whole number is read."""

import pytest
from django.urls import reverse
from stdnum.cn import ric

from guihua.core import clock
from guihua.core.models import AuditRow
from guihua.directory import people_policy
from guihua.directory.models import Person, Reading, Role
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.everybody import BACKEND

__all__ = ["account"]
pytestmark = pytest.mark.django_db
PHONE, ID = "13800138001", "440605198805054321"
WHY = {"field": "phone", "purpose": "contact", "words": "通知周六活动改期"}


@pytest.fixture
def office(client, account, programme):
    client.force_login(account(), backend=BACKEND)
    return client


def childs_number():
    """The ID number of somebody who is not ten yet."""
    digits = f"440605{clock.today().year - 9}0307002"
    return digits + ric.calc_check_digit(digits + "0")


def zhang():
    return Person.objects.get(name="张晓丽", subdistrict__code="440605011", merged_into=None)


def page(name="张晓丽"):
    return reverse("desk:person", args=[Person.objects.get(name=name, subdistrict__code="440605011").pk])


def named(client, address="/people/", **query):
    return [line[0].value for line in client.get(address, query).context["shown"].lines]


def found(client, number):
    answer = client.post("/people/finding/", {"number": number})
    return [one["person"].name for one in answer.context["found"] or []]


def test_the_office_lists_everybody_who_gave_a_name_but_those_of_the_vault(office):
    assert named(office) == ["张晓丽", "李明辉", "陈志强"]


def test_a_worker_lists_whom_they_met_on_their_own_project(everybody):
    assert named(everybody.clients["worker"]) == ["张晓丽", "李明辉", "陈志强"]
    assert named(everybody.clients["confidant"]) == []
    assert named(everybody.clients["stranger"]) == ["张晓丽", "狮志强"]


def test_of_the_session_that_a_worker_may_not_see_the_page_says_nothing(everybody, tmp_path):
    row = programmes.row("GC-3", "C1", 活动名称="驻校晨读", **programmes.served("张晓丽", PHONE))
    programmes.attendance(everybody.place, tmp_path, row)
    told = {who: everybody.clients[who].get(page()).content.decode() for who in ("office", "worker")}
    assert {who: "驻校晨读" in text for who, text in told.items()} == {"office": True, "worker": False}
    lists = {who: everybody.clients[who].get("/people/").context["shown"].page for who in told}
    times = {who: next(one.times_met for one in page if one.name == "张晓丽") for who, page in lists.items()}
    assert times == {"office": 3, "worker": 2}


def test_from_a_session_who_knows_its_people_goes_on_to_their_pages(everybody):
    session = reverse("desk:session", args=[everybody.objects()["A1"]])
    there = {who: page() in everybody.clients[who].get(session).content.decode() for who in ("worker", "office")}
    assert there == {"worker": True, "office": False}  # at a session the office reads masked names


def test_the_list_tells_when_somebody_was_met_last_how_often_and_on_how_many_projects(office):
    (first, *_others) = office.get("/people/").context["shown"].lines
    assert [str(cell.value) for cell in first] == ["张晓丽", "138****8001", "", "2022-04-01", "1", "2"]


def test_who_turned_out_to_be_another_is_shown_as_them(office, programme, tmp_path):
    row = programmes.row(code="A9", **programmes.served("张晓丽", PHONE, "44060519800101001X"))
    programmes.attendance(programme, tmp_path, row)
    as_met = Person.objects.get(name="张晓丽", id_index=None)
    answer = office.get(reverse("desk:person", args=[as_met.pk]))
    assert answer["Location"] == reverse("desk:person", args=[zhang().pk])
    about = office.get(answer["Location"]).context["about"]
    assert (about.phones, about.id_numbers) == (["138****8001"], ["440605********001X"])
    assert about.birthday.isoformat() == "1980-01-01"


@pytest.mark.parametrize("typed", ["8001", "13800138001", "+86 138-0013-8001", "１３８００１３８００１"])
def test_somebody_is_found_by_tail_or_whole_phone_however_it_is_typed(office, typed):
    assert found(office, typed) == ["张晓丽"]


def test_somebody_is_found_by_a_whole_id_number_and_by_no_part_of_it(office, programme, tmp_path):
    row = programmes.row(code="A9", **programmes.served("何敏", "", "44060519800101001X"))
    programmes.attendance(programme, tmp_path, row)
    assert found(office, "44060519800101001x") == ["何敏"]
    assert found(office, "440605198001010") == []


def test_nobody_finds_whom_they_may_not_know(everybody):
    heard = {who: found(everybody.clients[who], "8001") for who in ("office", "worker", "confidant", "stranger")}
    assert heard == {"office": ["张晓丽"], "worker": ["张晓丽"], "confidant": [], "stranger": ["张晓丽"]}
    assert found(everybody.clients["office"], "13900139001") == []  # of the vault


def test_a_whole_phone_is_shown_once_and_who_read_it_why_is_kept(office):
    answer = office.post(page() + "reading/", WHY)
    assert (PHONE in answer.content.decode(), answer["Cache-Control"]) == (True, "no-store")
    assert PHONE not in office.get(page()).content.decode()
    read = Reading.objects.get()
    assert (read.person, read.by.username, read.field, read.words) == (zhang(), "suwanqing", "phone", WHY["words"])
    details = AuditRow.objects.get(action="person.read").details
    assert details == {"field": "phone", "purpose": "contact", "why": WHY["words"]}


def test_who_opened_whose_page_is_audited(office):
    office.get(page())
    seen = AuditRow.objects.get(action="person.seen")
    assert (seen.actor.username, seen.object_id) == ("suwanqing", zhang().pk)


@pytest.mark.parametrize("words", ["", "  ", "看看"])
def test_without_a_reason_nothing_is_shown(office, words):
    answer = office.post(page() + "reading/", WHY | {"words": words})
    page_of_mistake = answer.content.decode()
    assert (answer.status_code in (409, 422), PHONE in page_of_mistake) == (True, False)
    assert "<title>错误：" in page_of_mistake
    assert Reading.objects.count() == 0


def test_who_reads_very_many_is_asked_to_wait(office, monkeypatch):
    monkeypatch.setattr(people_policy, "MOST_READ_AN_HOUR", 2)
    answers = [office.post(page() + "reading/", WHY) for _ in range(3)]
    assert [PHONE in answer.content.decode() for answer in answers] == [True, True, False]
    assert "一小时里最多看 2 次完整号码。请过一会儿再看。" in answers[2].content.decode()


def test_a_worker_reads_phones_of_grown_people_whom_they_met_and_no_id_number(everybody, tmp_path):
    rows = [
        programmes.row(code="A9", **programmes.served("何敏", "13700137001", "44060519800101001X")),
        programmes.row(code="A9", **programmes.served("何小敏", "13700137001", childs_number())),
    ]
    programmes.attendance(everybody.place, tmp_path, *rows)
    asked = [(name, field) for name in ("何敏", "何小敏") for field in ("phone", "id_number")]
    worker = everybody.clients["worker"]
    answers = {one: worker.post(page(one[0]) + "reading/", WHY | {"field": one[1]}) for one in asked}
    shown = {one: answer.context["read"] for one, answer in answers.items()}
    assert shown == {asked[0]: ["13700137001"], asked[1]: None, asked[2]: None, asked[3]: None}
    assert everybody.clients["office"].post(page("何小敏") + "reading/", WHY).context["read"] == ["13700137001"]


@pytest.mark.parametrize("role", [Role.FINANCE, Role.AUDITOR, Role.LIAISON])
def test_who_needs_no_people_finds_no_way_to_them(client, account, programme, role):
    client.force_login(account("oujingwen", role), backend=BACKEND)
    assert client.get("/people/").status_code == 404
    assert "/people/" not in client.get("/").content.decode()
