"""Whom a file brought leaves with it, and whoever has more told of them stays."""

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning.models import Project
from guihua.core import audit, bulk, secrecy
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery import arrivals
from guihua.delivery.actions import codenames, undoing
from guihua.delivery.models import Attendance, Codename, ImportBatch
from guihua.directory.actions import consents, departures, details, merges, readings, subjects, users
from guihua.directory.models import ConsentPurpose, Person, PersonGram, PersonHandle, Purpose, Role, SealedField
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.programmes import DUTY_COLUMNS, row, served

__all__ = ["account"]
pytestmark = pytest.mark.django_db
HE = "何敏", "13700137001"
OU = "区淑仪", "13700137002"
NUMBER = "44060519800101001X"


def brought(place, folder, *rows):
    return ImportBatch.objects.get(pk=programmes.attendance(place, folder, *rows).counted.batch)


def called(name):
    return Person.objects.filter(name=name)


def foreseen(batch):
    people = arrivals.outlook(batch).people
    return len(people.going), dict(people.staying)


def happened(batch, by=audit.SYSTEM):
    people = undoing.undo(batch, by=by).people
    return len(people.going), dict(people.staying)


def test_whom_the_file_brought_leaves_with_it_and_whoever_was_there_stays(programme, tmp_path):
    before = set(Person.objects.values_list("name", flat=True))
    batch = brought(
        programme, tmp_path, row(code="N1", **served(*HE)), row(code="N1", **served("张晓丽", "13800138001"))
    )
    assert foreseen(batch) == happened(batch) == (1, {})
    assert set(Person.objects.values_list("name", flat=True)) == before
    assert PersonGram.objects.exclude(person__name__in=before).count() == 0
    told = AuditRow.objects.get(action="people.taken_out").details
    assert (told["gone"], told["stayed"]) == (1, 0)


def test_of_so_many_that_they_are_asked_for_by_the_first_and_the_last_the_same_leave(programme, tmp_path, monkeypatch):
    first = brought(programme, tmp_path, row(code="N1", **served(*HE)), row(code="N1", **served(*OU)))
    brought(programme, tmp_path, row(code="N2", **served("罗泽安", "13700137003")), row(code="N2", **served(*OU)))
    again = brought(
        programme, tmp_path, row(code="N3", **served(*HE)), row(code="N3", **served("谭秀兰", "13700137004"))
    )
    monkeypatch.setattr(bulk, "MOST_PARAMETERS", 1)
    assert foreseen(first) == happened(first) == (0, {"attendance": 2})
    assert foreseen(again) == happened(again) == (2, {})
    assert set(Person.objects.filter(phone_index__isnull=False).values_list("name", flat=True)) >= {"区淑仪", "罗泽安"}
    assert called("何敏").count() == called("谭秀兰").count() == 0


def test_the_same_file_brings_the_same_people_again(programme, tmp_path):
    rows = [row(code="N1", **served(*HE, NUMBER)), row(code="N1", **served(*OU)), row(code="N2", **served(*HE))]

    def entered():
        taken = Attendance.objects.filter(session__code__in=["N1", "N2"]).order_by("session__code", "person__name")
        return list(taken.values_list("session__code", "person__name", "person__merged_into__name", "count"))

    batch = brought(programme, tmp_path, *rows)
    before = entered()
    happened(batch)
    assert called("何敏").count() == called("区淑仪").count() == PersonHandle.objects.filter().count() == 0
    brought(programme, tmp_path, *rows)
    assert entered() == before


def test_people_on_duty_leave_too(programme, tmp_path):
    rows = [DUTY_COLUMNS, ["GC-1", "核酸采样点秩序维护", *HE, "2022-03-05", "08:00", "12:00"]]
    batch = ImportBatch.objects.get(pk=programmes.load(programme, "duty", tmp_path, rows).counted.batch)
    assert foreseen(batch) == happened(batch) == (1, {})
    assert called("何敏").count() == 0


def test_whoever_was_met_elsewhere_since_stays_and_leaves_with_the_last_file_in_any_order(programme, tmp_path):
    first = brought(programme, tmp_path, row(code="N1", **served(*HE)))
    second = brought(programme, tmp_path, row(code="N2", **served(*HE)))
    assert foreseen(first) == happened(first) == (0, {"attendance": 1})
    assert called("何敏").count() == 1
    assert foreseen(second) == happened(second) == (1, {})
    assert called("何敏").count() == 0


def test_whoever_was_entered_by_an_earlier_file_that_stands_is_not_asked_about(programme, tmp_path):
    brought(programme, tmp_path, row(code="N1", **served(*HE)))
    batch = brought(programme, tmp_path, row(code="N2", **served(*HE)))
    assert foreseen(batch) == happened(batch) == (0, {})
    assert called("何敏").count() == 1


def a_consent(he, by):
    consents.give(he, ConsentPurpose.SERVICE, version="2022-1", given_on=date(2022, 3, 5), by=by)


def a_reading(he, by):
    readings.read(he, SealedField.PHONE, purpose=Purpose.CONTACT, words="打电话通知", knows=True, by=by)


def an_edit(he, by):
    said = replace(details.details(he), gender="female")
    details.correct(he, said, seen=details.version_of(he), by=by)


def a_merge(he, by):
    merges.merge(called("张晓丽").get(), he, why="本人到窗口核对", by=by)


def a_merge_that_was_undone(he, by):
    made = merges.merge(called("张晓丽").get(), he, why="本人到窗口核对", by=by)
    merges.take_apart(made, by=by, why="认错了人")


def a_word_that_they_are_two(he, by):
    merges.say_different(he, called("张晓丽").get(), by=by)


@pytest.mark.parametrize(
    ("deed", "by_what"),
    [
        (a_consent, "consent"),
        (a_reading, "reading"),
        (an_edit, "edited"),
        (a_merge, "merge"),
        (a_merge_that_was_undone, "merge"),
        (a_word_that_they_are_two, "resemblance"),
    ],
)
def test_what_somebody_did_about_a_person_keeps_them(programme, tmp_path, account, deed, by_what):
    batch = brought(programme, tmp_path, row(code="N1", **served(*HE)), row(code="N1", **served(*OU)))
    deed(called("何敏").get(), account())
    assert foreseen(batch) == happened(batch) == (1, {by_what: 1})
    assert (called("何敏").count(), called("区淑仪").count()) == (1, 0)


def test_a_pair_that_waits_keeps_nobody(programme, tmp_path):
    batch = brought(programme, tmp_path, row(code="N1", **served(*HE)))
    merges.ask_about(called("何敏").get(), called("张晓丽").get(), by=audit.SYSTEM)
    assert happened(batch) == (1, {})


def test_whoever_was_taken_for_somebody_who_left_is_themselves_again(programme, tmp_path):
    brought(programme, tmp_path, row(code="N1", **served(*HE)))
    he = called("何敏").get()
    batch = brought(
        programme, tmp_path, row(code="N1", **served(*HE, NUMBER)), row(code="N2", **served("何敏", "", NUMBER))
    )
    he.refresh_from_db()
    assert he.merged_into.id_index is not None
    assert happened(batch) == (1, {})
    he.refresh_from_db()
    assert (he.same_as, he.merged_into) == (None, None)
    assert list(Attendance.objects.filter(session__code="N1").values_list("person", "count")) == [(he.pk, 1)]


def test_whoever_fitted_two_is_the_one_who_is_left(programme, tmp_path):
    brought(programme, tmp_path, row(code="N1", **served(*HE)), row(code="N2", **served(*HE, NUMBER)))
    batch = brought(programme, tmp_path, row(code="N3", **served(*HE, "440605198001010087")))
    he = called("何敏").get(id_index=None)
    assert he.merged_into is None
    happened(batch)
    he.refresh_from_db()
    assert he.merged_into == called("何敏").get(id_index__isnull=False)


def test_whoever_was_erased_stays_erased(programme, tmp_path):
    batch = brought(programme, tmp_path, row(code="N1", **served(*HE)))
    he = called("何敏").get()
    subjects.erase(he, by=audit.SYSTEM, why="本人要求")
    assert happened(batch) == (0, {})
    assert Person.objects.filter(pk=he.pk).count() == 1


def test_who_overlooks_the_register_takes_nobody_out(programme, account):
    with pytest.raises(Refused, match="只有街道办公室和机构负责人能撤销导入。需要时请联系办公室。"):
        departures.take_out(programme, [], by=account("auditor", Role.AUDITOR, phone="13800138112"))


def test_whoever_stands_behind_a_codename_is_forgotten_and_the_codename_given_to_nobody_else(programme, tmp_path):
    batch = brought(programme, tmp_path, row("GC-2", "B9", **served("何保密", "13700137003")))
    codename = Codename.objects.latest("pk")
    assert len(arrivals.outlook(batch).codenames.going) == 1
    assert undoing.undo(batch, by=audit.SYSTEM).codenames.going == [codename.pk]
    codename.refresh_from_db()
    assert (codename.data_key, codename.name) == (b"", b"")
    with pytest.raises(secrecy.Destroyed):
        secrecy.unwrapped(codename.data_key)
    brought(programme, tmp_path, row("GC-2", "B9", **served("何保密", "13700137003")))
    again = Attendance.objects.get(session__code="B9").codename
    assert (again.code, codename.code) == ("匿0003", "匿0002")


def test_a_codename_whose_name_was_read_stays(programme, tmp_path, account):
    batch = brought(programme, tmp_path, row("GC-2", "B9", **served("何保密", "13700137003")))
    codename = Codename.objects.latest("pk")
    project = Project.objects.get(number="GC-2")
    worker = account(role=Role.WORKER, organisation=project.provider)
    users.grant(worker, Role.WORKER, project, by=audit.SYSTEM, why="经办社工")
    codenames.read_names([codename], by=worker)
    assert dict(arrivals.outlook(batch).codenames.staying) == {"read": 1}
    assert dict(undoing.undo(batch, by=audit.SYSTEM).codenames.staying) == {"read": 1}
    codename.refresh_from_db()
    assert secrecy.unwrapped(codename.data_key)


def test_a_manager_takes_back_whom_their_own_file_brought(programme, tmp_path, account):
    manager = account(role=Role.MANAGER, organisation=Project.objects.get(number="GC-1").provider)
    batch = brought(programme, tmp_path, row(code="N1", **served(*HE)))
    ImportBatch.objects.filter(pk=batch.pk).update(by=manager)
    batch.refresh_from_db()
    assert happened(batch, by=manager) == (1, {})
