"""People whom a file brings are compared with those on file by themselves, and the office hears of it once."""

import pytest
from django.core.management import call_command

from guihua.core import audit, jobs
from guihua.core.inbox import Notice
from guihua.core.jobs import Job
from guihua.directory.actions import people
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Resemblance
from tests.factories import programmes
from tests.factories.imports import checked, does
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
WORK = "pairs.look_for"


def brought(office, *rows):
    does(office, checked(office, *rows), "recording")
    jobs.do_waiting()


def noted():
    return [(pair.person.name, pair.other.name) for pair in Resemblance.objects.select_related("person", "other")]


def told():
    return [(notice.user.name, notice.params, notice.address) for notice in Notice.objects.filter(kind="pairs.found")]


def test_somebody_who_may_be_on_file_already_is_found_after_the_import_and_told_once(office):
    brought(office, row(code="N1", **served("张丽", "13800138001")))
    assert noted() == [("张晓丽", "张丽")]
    assert told() == [("苏婉清", {"n": 1}, "/people/pairs/")]


def test_people_who_were_there_before_are_not_compared_again(office, programme):
    people.resolve_many(programme, [Identity("李辉", "13800138002", "")], by=audit.SYSTEM)
    brought(office, row(code="N1", **served("张丽", "13800138001")))
    assert noted() == [("张晓丽", "张丽")]


def test_a_household_waits_until_somebody_looks(office):
    brought(office, row(code="N1", **served("李明", "13800138001")))
    assert (noted(), told()) == ([("张晓丽", "李明")], [])


def test_a_file_that_brings_nobody_new_compares_nobody(office):
    brought(office, row(code="N1", 未具名人数="9"))
    assert Job.objects.filter(name=WORK).count() == 0


def test_who_sent_the_file_does_not_own_the_comparison(office):
    brought(office, row(code="N1", **served("张丽", "13800138001")))
    assert Job.objects.get(name=WORK).asked_by is None


def test_a_name_copied_wrong_at_one_phone_is_likely_and_no_household(office):
    brought(office, row(code="N1", **served("陈未", "13700137001")))
    brought(office, row(code="N2", **served("陈末", "13700137001")))
    assert (noted(), told()) == ([("陈未", "陈末")], [("苏婉清", {"n": 1}, "/people/pairs/")])


def test_the_command_has_them_compared_as_the_page_does(office, programme, tmp_path):
    path = programmes.write(
        tmp_path / "more.csv", [programmes.ATTENDANCE_COLUMNS, row(code="N1", **served("张丽", "13800138001"))]
    )
    call_command("import_file", "attendance", str(path), "--dry-run")
    assert Job.objects.filter(name=WORK).count() == 0
    call_command("import_file", "attendance", str(path))
    jobs.do_waiting()
    assert noted() == [("张晓丽", "张丽")]
    call_command("import_file", "attendance", str(path))
    assert Job.objects.filter(name=WORK).count() == 1
