"""A person asks what is held about them, and to be forgotten; the figures stay."""

import pytest

from guihua.core import audit, secrecy
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery import subject as delivery_subject
from guihua.delivery.actions import codenames
from guihua.delivery.models import Attendance, Codename
from guihua.directory.actions import subjects
from guihua.directory.models import Person, PersonHandle, Role
from guihua.reporting import annual
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes

pytestmark = pytest.mark.django_db
ID = "440605198805054325"


@pytest.fixture
def zhang(programme, tmp_path):
    """张晓丽 by phone, and once more with her ID number: one person, met in two ways."""
    row = programmes.row(code="A9", **programmes.served("张晓丽", "13800138001", valid(ID)))
    programmes.attendance(programme, tmp_path, row)
    return Person.objects.get(name="张晓丽", merged_into=None)


def valid(number):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return number[:17] + "10X98765432"[sum(int(n) * w for n, w in zip(number[:17], weights, strict=True)) % 11]


def figures(place):
    facts.refresh(place, full=True)
    account = annual.report(open_book(place.code), 2022)
    return {code: figure["value"] for code, figure in account["figures"].items()}, account["tables"]


def test_everything_held_is_given_in_clear_and_the_reading_is_kept(zhang):
    held = subjects.export(zhang, by=audit.SYSTEM)["people"]
    assert sorted((one["name"], one["phone"], one["id_number"]) for one in held) == [
        ("张晓丽", "13800138001", ""),
        ("张晓丽", "13800138001", valid(ID)),
    ]
    attended = delivery_subject.export(zhang)["attendances"]
    assert [(a["day"], a["part"]) for a in attended] == [
        ("2022-03-05", "served"),
        ("2022-03-05", "served"),
        ("2022-04-01", "volunteer"),
    ]
    assert AuditRow.objects.get(action="person.exported").object_id == zhang.pk


def test_who_is_forgotten_cannot_be_read_again_not_even_from_what_was_copied_before(zhang):
    copied = bytes(zhang.phone)
    assert subjects.erase(zhang, by=audit.SYSTEM, why="本人要求") == 2
    gone = Person.objects.get(pk=zhang.pk)
    with pytest.raises(secrecy.Destroyed):
        secrecy.opened(copied, key=secrecy.unwrapped(gone.data_key), place="directory_person.phone")
    with pytest.raises(secrecy.Destroyed):
        subjects.export(gone, by=audit.SYSTEM)
    assert (gone.name, bytes(gone.phone), PersonHandle.objects.filter(person=gone).count()) == ("（已删除）", b"", 0)
    assert not Person.objects.filter(name="张晓丽").exists()
    assert AuditRow.objects.get(action="person.erased").details == {"rows": 2, "why": "本人要求"}


def test_every_figure_and_table_stays_when_somebody_is_forgotten(zhang, programme):
    before = figures(programme)
    subjects.erase(zhang, by=audit.SYSTEM, why="本人要求")
    assert figures(programme) == before


def test_the_same_name_and_phone_met_later_is_somebody_new(zhang, programme, tmp_path):
    subjects.erase(zhang, by=audit.SYSTEM, why="本人要求")
    programmes.attendance(programme, tmp_path, programmes.row(code="A8", **programmes.served("张晓丽", "13800138001")))
    assert Person.objects.get(name="张晓丽").pk != zhang.pk


def test_the_office_alone_forgets_somebody(zhang, account, programme):
    finance = account("oujingwen", Role.FINANCE, name="区静雯")
    with pytest.raises(Refused) as refused:
        subjects.erase(zhang, by=finance, why="")
    assert refused.value.sentence == "只有街道办公室能删除个人信息。需要时请联系办公室。"


def test_the_office_alone_gives_out_what_is_held_about_somebody(zhang, account, programme):
    with pytest.raises(Refused) as refused:
        subjects.export(zhang, by=account("oujingwen", Role.FINANCE, name="区静雯"))
    assert refused.value.sentence == "只有街道办公室能导出个人信息。需要时请联系办公室。"
    assert not AuditRow.objects.filter(action="person.exported").exists()


def test_behind_a_codename_stands_nobody_any_more_once_forgotten(programme):
    codename = Codename.objects.get()
    (held,) = delivery_subject.export_codename(codename)["codenames"]
    assert (held["name"], held["phone"]) == ("王保密", "13900139001")
    before = figures(programme)
    assert codenames.erase(codename, by=audit.SYSTEM, why="本人要求") == 1
    assert AuditRow.objects.filter(action="codename.erased").count() == 1
    codename.refresh_from_db()
    with pytest.raises(secrecy.Destroyed):
        delivery_subject.export_codename(codename)
    assert (codename.code, figures(programme)) == ("匿0001", before)
    assert Attendance.objects.filter(codename=codename).count() == 1
