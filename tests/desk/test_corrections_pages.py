"""What is on file about somebody is corrected, and files that say the old or the new still mean them."""

import pytest
from django.urls import reverse
from stdnum.cn import ric

from guihua.core import audit, history
from guihua.core.models import AuditRow
from guihua.directory.actions import details, people
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Merge, Person, Resemblance
from tests.factories.accounts import account
from tests.factories.everybody import BACKEND

__all__ = ["account"]
pytestmark = pytest.mark.django_db
IDS = ["44060519800101001X", "440605198001010028", "440605199203040019"]
PHONE, NEW = "13700137001", "13900139009"


@pytest.fixture
def office(client, account, guicheng):
    client.force_login(account(), backend=BACKEND)
    return client


def enter(place, *whos):
    met = people.resolve_many(place, [Identity(*who) for who in whos], by=audit.SYSTEM).met
    return [Person.objects.get(pk=pk) for pk in met]


def stands_for(person):
    person.refresh_from_db()
    return person.merged_into or person


def save(client, person, **typed):
    form = {"seen": details.version_of(person), "name": person.name} | typed
    return client.post(reverse("desk:person_correction", args=[person.pk]), form)


def on_file(person):
    person.refresh_from_db()
    told = details.details(person)
    return told.name, told.phone, told.id_number


def test_a_new_phone_is_on_file_and_both_phones_mean_the_same_person(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    assert save(office, he, phone="139-0013 9009").status_code == 302
    assert on_file(he) == ("何敏", NEW, "")
    again = enter(guicheng, ("何敏", PHONE, ""), ("何敏", NEW, ""))
    assert {stands_for(one) for one in again} == {he}
    found = [office.post("/people/finding/", {"number": n}).context["found"] for n in (NEW, NEW[-4:], PHONE)]
    assert [[one["person"] for one in answer] for answer in found] == [[he], [he], []]


def test_an_id_number_that_was_missing_is_added_and_the_page_stays_theirs(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    save(office, he, id_number=IDS[0].lower())
    assert on_file(he) == ("何敏", PHONE, IDS[0])
    again = enter(guicheng, ("何敏", PHONE, IDS[0]), ("何敏", "", IDS[0]), ("何敏", PHONE, ""))
    assert {stands_for(one) for one in again} == {he}


def test_a_wrong_id_number_is_corrected_and_corrected_back(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, IDS[0]))
    for number in (IDS[1], IDS[2], IDS[0]):
        save(office, he, id_number=number)
        assert on_file(he) == ("何敏", PHONE, number)
        assert {stands_for(one) for one in enter(guicheng, ("何敏", "", IDS[0]), ("何敏", "", number))} == {he}


def test_somebody_elses_id_number_leads_to_the_question_whether_they_are_one(office, guicheng):
    he, other = enter(guicheng, ("何敏", PHONE, ""), ("何小敏", "", IDS[0]))
    answer = save(office, he, id_number=IDS[0])
    pair = Resemblance.objects.get()
    assert (answer.status_code, {pair.person, pair.other}) == (409, {he, other})
    text = answer.content.decode()
    assert ("这个证件号码已经登记在「何小敏」名下。" in text, reverse("desk:pair", args=[pair.pk]) in text) == (
        True,
        True,
    )
    assert on_file(he) == ("何敏", PHONE, "")


def test_phone_and_name_of_somebody_else_lead_there_too(office, guicheng):
    he, other = enter(guicheng, ("何敏", PHONE, ""), ("何敏", NEW, IDS[0]))
    answer = save(office, he, phone=NEW)
    assert "已经有一个「何敏」登记了这个手机。" in answer.content.decode()
    assert (Resemblance.objects.get().other, Merge.objects.count()) == (other, 0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("440605 19800101 001x", IDS[0]),
        ("440605800101001", IDS[0]),  # of 15 digits: 19, and the check digit
        ("e12345678", "E12345678"),
        ("H1234567890", "H1234567890"),
        ("４４０６０５１９８００１０１００１Ｘ", IDS[0]),
    ],
)
def test_id_numbers_are_taken_however_they_are_written(office, guicheng, typed, kept):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    save(office, he, id_number=typed)
    assert on_file(he)[2] == kept
    assert [one["person"] for one in office.post("/people/finding/", {"number": kept}).context["found"]] == [he]


def test_a_number_that_cannot_be_is_refused_without_repeating_it(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    wrong = IDS[0][:-1] + str((int(ric.calc_check_digit(IDS[0]).replace("X", "1")) + 1) % 10)
    answer = save(office, he, id_number=wrong)
    assert (answer.status_code, "证件号码的校验位不对" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("name", ["敏", "阿卜杜拉·麦麦提", "𠮷田𪚥", "何" * 30])
def test_names_of_any_length_and_script_are_kept_as_written(office, guicheng, name):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    save(office, he, name=f" {name} ")
    assert (on_file(he)[0], name in office.get(reverse("desk:person", args=[he.pk])).content.decode()) == (name, True)


def test_the_form_repeats_no_number(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, IDS[0]))
    text = office.get(reverse("desk:person_correction", args=[he.pk])).content.decode()
    assert [number for number in (PHONE, IDS[0]) if number in text] == []
    assert "137****7001" in text


def test_the_page_tells_what_was_changed_masked_and_the_audit_too(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, IDS[0]))
    save(office, he, phone=NEW, gender="female", why="本人来电")
    save(office, he, gender="female", id_number=IDS[1])
    deeds = office.get(reverse("desk:person", args=[he.pk])).context["deeds"]
    told = [(deed.by, deed.why, [(one.what, one.old, one.new) for one in deed.changes]) for deed in deeds]
    assert told == [
        ("苏婉清", "", [("证件号码", "440605********001X", "440605********0028")]),
        ("苏婉清", "本人来电", [("性别", "", "女"), ("手机", "137****7001", "139****9009")]),
    ]
    changes = [row.details["changes"] for row in AuditRow.objects.filter(action="person.corrected").order_by("pk")]
    assert changes[0]["phone"] == ["137****7001", "139****9009"]
    assert [number for number in (PHONE, NEW, *IDS) if number in str(changes)] == []
    assert list(history.misfits()) == []


def test_who_saves_over_somebody_elses_correction_is_shown_it_first(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    seen = details.version_of(he)
    save(office, he, name="何小敏")
    answer = save(office, he, name="何晓敏", seen=seen)
    assert (answer.status_code, on_file(he)[0]) == (409, "何小敏")
    assert [change.new for deed in answer.context["deeds"] for change in deed.changes] == ["何小敏"]
    assert save(office, he, name="何晓敏", seen=answer.context["form"]["seen"].value()).status_code == 302


def test_a_correction_that_changes_nothing_leaves_nothing_behind(office, guicheng):
    (he,) = enter(guicheng, ("何敏", PHONE, ""))
    save(office, he, phone=PHONE)
    assert (details.version_of(he), AuditRow.objects.filter(action="person.corrected").count()) == (0, 0)
