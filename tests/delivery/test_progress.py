"""How far a project is follows from its records, in the transaction that changes them."""

from datetime import date

import pytest

from guihua.commissioning.models import Measure, Progress
from guihua.core.promises import kept
from guihua.delivery import promises
from guihua.delivery.actions import changed, findings, recording, undoing
from guihua.delivery.calc.findings import Finding
from guihua.delivery.calc.groups import group_of
from guihua.delivery.models import FindingKind, Form, ImportBatch, Session
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.entries import NEW, entry, present, project
from tests.factories.programmes import row, served

__all__ = ["account"]
pytestmark = pytest.mark.django_db
PROMISED = next(one for one in promises.PROMISES if one.code == "progress")


def told(number="GC-1", month=202205):
    rows = Progress.objects.filter(project__number=number, month=month)
    return {Measure(row.measure): row.value for row in rows}


def test_a_session_counts_in_its_month_by_its_form_and_its_people_once_in_the_term(programme, account):
    office = account()
    recording.record(project(), entry(roster=present("张晓丽", NEW), head_count=12), by=office)
    assert told() == {
        Measure.SESSIONS: 1,
        Measure.PERSON_TIMES: 14,
        Measure.PEOPLE: 1,
    }  # 张晓丽 and the group began in March
    recording.record(project(), entry(day=date(2022, 6, 3), roster=present("张晓丽"), head_count=0), by=office)
    assert told(month=202206) == {Measure.SESSIONS: 1, Measure.PERSON_TIMES: 1}


def test_what_is_reported_is_what_the_records_come_to_whatever_happens_to_them(programme, account, tmp_path):
    office = account()
    one = recording.record(project(), entry(roster=present("张晓丽", NEW), head_count=12), by=office)
    recording.correct(
        one, entry(day=date(2022, 7, 6), roster=present("张晓丽"), head_count=9), by=office, why="日期记错"
    )
    assert (told(), told(month=202207)[Measure.PERSON_TIMES]) == ({}, 10)
    programmes.attendance(programme, tmp_path, row(code="F9", 日期="2022-05-07", **served("罗小燕", "13600136001")))
    assert told()[Measure.PEOPLE] == 1
    undoing.undo(ImportBatch.objects.latest("pk"), by=office)
    assert told() == {}
    recording.withdraw(Session.objects.get(pk=one.pk), by=office, why="重复登记")
    assert told(month=202207) == {}
    found = kept(PROMISED)
    assert (found.broken, found.looked_at > 0) == (0, True)
    Progress.objects.filter(measure=Measure.SESSIONS).update(value=99)
    assert kept(PROMISED).broken > 0


def test_a_group_is_one_however_its_parts_are_called(programme, account):
    office = account()
    for day, name in (
        (3, "照顾者互助小组（第 1 节）"),
        (10, "照顾者互助小组（第 2 节）"),
        (17, "照顾者互助小组第三节"),
    ):
        recording.record(project(), entry(day=date(2022, 5, day), activity=name, head_count=5), by=office)
    assert told()[Measure.GROUPS] == 1


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("亲子手作小组 2", "亲子手作小组"),
        ("亲子手作小组(2)", "亲子手作小组"),
        ("亲子手作小组-第十二讲", "亲子手作小组"),
        ("第 2 期", "第 2 期"),
        ("夕阳红合唱队", "夕阳红合唱队"),
    ],
)
def test_the_part_at_the_end_of_a_name_is_not_the_group(name, group):
    assert group_of(name) == group


def test_a_case_is_somebody_who_was_served_not_a_meeting(programme, account):
    office = account()
    for day in (3, 10):
        said = entry(form=Form.CASEWORK, activity="困境家庭支持", day=date(2022, 5, day), roster=present("张晓丽"))
        recording.record(project(), said, by=office)
    assert told()[Measure.CASES] == 1


def test_a_session_without_records_is_missing_until_somebody_says_that_it_is_so(programme, account):
    office = account()
    one = recording.record(project(), entry(), by=office)
    assert told()[Measure.UNRECORDED] == 1
    provider = project().provider
    findings.confirm(provider, 202205, Finding(FindingKind.NO_RECORDS, one.pk), by=office, why="下雨取消")
    assert Measure.UNRECORDED not in told()


def test_a_confidential_project_tells_counts_as_any_other(programme):
    assert told("GC-2", 202203) == {
        Measure.CASES: 1,
        Measure.SESSIONS: 1,
        Measure.PERSON_TIMES: 1,
        Measure.PEOPLE: 1,
    }


def test_records_of_an_older_release_are_reported_once(programme):
    before = list(Progress.objects.order_by("project", "month", "measure").values_list("measure", "value", "last_on"))
    Progress.objects.all().delete()
    assert (changed.report_missing(), changed.report_missing()) == (3, 0)
    rows = Progress.objects.order_by("project", "month", "measure")
    assert list(rows.values_list("measure", "value", "last_on")) == before
