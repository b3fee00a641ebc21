"""A person's rights at the office's window: a copy, consent and its withdrawal, and to be forgotten."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from stdnum.cn import ric

from guihua.core import audit, clock, secrecy
from guihua.core.models import AuditRow
from guihua.directory.actions import consents, details, people, subjects
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Consent, Person
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.everybody import BACKEND

__all__ = ["account"]
pytestmark = pytest.mark.django_db
PHONE, ID = "13700137001", "44060519800101001X"
GIVEN = {"purpose": "photos", "version": "2022-01", "given_on": "2022-03-01"}


@pytest.fixture
def office(client, account, programme):
    client.force_login(account(), backend=BACKEND)
    return client


@pytest.fixture
def he(programme, tmp_path):
    """何敏 came to the fireside tea, with an ID number."""
    row = programmes.row(code="A9", **programmes.served("何敏", PHONE, ID))
    programmes.attendance(programme, tmp_path, row)
    return Person.objects.get(name="何敏")


def ask(client, page, person, /, **typed):
    return client.post(reverse(f"desk:{page}", args=[person.pk]), typed)


@pytest.mark.parametrize(
    ("typed", "field"), [({"given_on": "2099-01-01"}, "given_on"), ({"given_on": "1990-01-01"}, "guardian")]
)
def test_what_is_wrong_with_a_consent_is_said_at_its_field(office, he, typed, field):
    answer = ask(office, "person_consents", he, **GIVEN | typed)
    assert (answer.status_code, list(answer.context["consent"].errors)) == (409, [field])
    assert Consent.objects.count() == 0


def test_everything_held_is_one_file_and_giving_it_is_kept(office, he):
    ask(office, "person_consents", he, **GIVEN)
    ask(office, "person_reading", he, field="phone", purpose="contact", words="通知活动改期")
    held = json.loads(ask(office, "person_copy", he, format="json").content)
    assert {part: len(things) for part, things in held.items()} == {
        "people": 1,
        "consents": 1,
        "readings": 1,
        "merges": 0,
        "attendances": 1,
        "shifts": 0,
        "stories": 0,
        "published_stories": 0,
    }
    (told,) = held["people"]
    assert (told["name"], told["phone"], told["id_number"]) == ("何敏", PHONE, ID)
    assert (held["readings"][0]["by"], held["attendances"][0]["day"]) == ("苏婉清", "2022-03-05")
    assert AuditRow.objects.filter(action="person.exported", object_id=he.pk).count() == 1


def test_the_copy_for_a_reader_is_a_workbook_whose_name_names_nobody(office, he):
    answer = ask(office, "person_copy", he, format="xlsx")
    assert "何敏" not in answer["Content-Disposition"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [row for row in sheet if row[2] in ("姓名", "证件号码")] == [
        ["登记", 1.0, "姓名", "何敏"],
        ["登记", 1.0, "证件号码", ID],
    ]


def test_consent_has_a_version_is_given_once_and_withdrawn(office, he):
    assert ask(office, "person_consents", he, **GIVEN).status_code == 302
    again = ask(office, "person_consents", he, **GIVEN)
    assert (again.status_code, "这个用途、这个版本已经同意过了。" in again.content.decode()) == (409, True)
    ask(office, "person_consents", he, **GIVEN | {"version": "2022-02"})
    ask(office, "consent_withdrawal", Consent.objects.get(version="2022-01"))
    assert list(Consent.objects.standing().values_list("version", flat=True)) == ["2022-02"]
    assert ask(office, "person_consents", he, **GIVEN).status_code == 302


def childs_number():
    digits = f"440605{clock.today().year - 9}0307002"
    return digits + ric.calc_check_digit(digits + "0")


def test_for_a_child_a_guardian_allows_and_stands_sealed(office, programme):
    (pk,) = people.resolve_many(programme, [Identity("何小敏", "", childs_number())], by=audit.SYSTEM).met
    child = Person.objects.get(pk=pk)
    today = clock.today().isoformat()
    refused = ask(office, "person_consents", child, **GIVEN | {"given_on": today})
    assert (refused.status_code, "请填写监护人" in refused.content.decode()) == (409, True)
    ask(office, "person_consents", child, **GIVEN | {"given_on": today, "guardian": "何敏（母亲）13700137001"})
    given = Consent.objects.get()
    opened = secrecy.opened(given.guardian, key=secrecy.unwrapped(child.data_key), place=consents.GUARDIAN)
    assert (opened, "何敏".encode() in bytes(given.guardian)) == ("何敏（母亲）13700137001", False)
    assert subjects.export(child, by=audit.SYSTEM)["consents"][0]["guardian"] == opened


def test_nobody_is_erased_by_a_slip(office, he):
    answer = ask(office, "person_erasure", he, name="何小敏", why="本人书面要求")
    assert (answer.status_code, "和登记的姓名不一样，没有删除。" in answer.content.decode()) == (422, True)
    assert Person.objects.filter(name="何敏").exists()


def test_who_is_erased_is_found_nowhere_any_more(office, he):
    details.correct(
        he, details.Details("何晓敏", PHONE, ID, None, "female", None), seen=0, by=audit.SYSTEM, why="本人来电"
    )
    he.refresh_from_db()
    ask(office, "person_consents", he, **GIVEN | {"guardian": "何大敏"})
    assert ask(office, "person_erasure", he, name="何晓敏", why="本人书面要求")["Location"] == "/people/"
    assert office.get(reverse("desk:person", args=[he.pk])).status_code == 404
    numbers = [PHONE, PHONE[-4:], ID]
    assert [office.post("/people/finding/", {"number": n}).context["found"] for n in numbers] == [[], [], []]
    assert not Person.history.exists()
    he.refresh_from_db()
    kept = [he.gender, bytes(he.born_on), he.phone_index, he.phone_tail_index, he.birthday_index]
    assert kept == ["", b"", None, None, None]
    with pytest.raises(secrecy.Destroyed):
        subjects.export(he, by=audit.SYSTEM)
