"""A social worker enters one session by hand."""

from datetime import date
from uuid import uuid4

import pytest

from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery import policy
from guihua.delivery.actions import recording
from guihua.delivery.actions.entries import Present
from guihua.delivery.models import Attendance, Codename, Form, Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Person, Role
from tests.factories import programmes
from tests.factories.accounts import SINCE, account
from tests.factories.entries import NEW, ZHANG, entry, present, project
from tests.factories.programmes import row, served

__all__ = ["account"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(programme, account):
    """陈静, who works on GC-1 for 榕声."""
    return works_on(account, "chenjing", "陈静", "GC-1")


def works_on(account, username, name, number):
    provider = Organisation.objects.get(credit_code=programmes.RONGSHENG)
    user = account(username, Role.WORKER, name=name, phone="", organisation=provider)
    users.grant(user, Role.WORKER, project(number), by=None, why="驻点", since=SINCE)
    return user


def counted(session):
    rows = session.attendances.order_by("part", "count").values_list("person__name", "part", "count")
    return sorted(rows, key=str)


def test_a_session_stands_with_its_people_and_its_head_count(worker):
    said = entry(roster=present("张晓丽", NEW) + present("李明辉", part="volunteer"), head_count=12)
    session = recording.record(project(), said, by=worker)
    assert (session.code, session.month, session.activity.name) == ("20220506-1", 202205, "围炉茶话")
    assert counted(session) == [
        ("何敏", "served", 1),
        ("张晓丽", "served", 1),
        ("李明辉", "volunteer", 1),
        (None, "served", 12),
    ]
    told = AuditRow.objects.get(action="session.recorded")
    assert (told.actor, told.details) == (worker, {"code": "20220506-1", "people": 3, "heads": 12})


def test_somebody_new_who_is_on_file_is_that_person_and_counts_once(worker):
    people = Person.objects.count()
    session = recording.record(project(), entry(roster=present("张晓丽", ZHANG)), by=worker)
    assert (Person.objects.count(), counted(session)) == (people, [("张晓丽", "served", 1)])


def test_sent_twice_it_is_one_session(worker):
    said = entry(roster=present("张晓丽"))
    first = recording.record(project(), said, by=worker)
    again = recording.record(project(), said, by=worker)
    assert (again.pk, Session.objects.filter(day=said.day).count()) == (first.pk, 1)


def test_sent_again_for_another_project_it_is_refused(worker, account):
    said = entry()
    recording.record(project(), said, by=worker)
    with pytest.raises(Refused, match="登记在别的项目里"):
        recording.record(project("GC-3"), said, by=account())


def test_the_next_session_of_a_day_gets_a_number_that_no_file_has_given(worker, programme, tmp_path):
    programmes.attendance(programme, tmp_path, row(code="20220506-2", 日期="2022-05-06", 未具名人数="3"))
    codes = [recording.record(project(), entry(), by=worker).code for _time in range(3)]
    assert codes == ["20220506-1", "20220506-3", "20220506-4"]


def test_only_what_the_form_of_service_tells_is_kept(worker):
    told = {"number": 3, "leader": "陈静", "topic": "邻里故事", "link": "https://example.org/live", "way": "phone"}
    session = recording.record(project(), entry(told=told), by=worker)
    assert (session.number, session.leader, session.topic, session.link, session.way) == (3, "陈静", "邻里故事", "", "")


def test_the_confidential_domain_gets_codenames_and_keeps_no_words(programme, account):
    confidant = works_on(account, "heqing", "何清", "GC-2")
    told = {"way": "home", "summary": "说起了家里的事"}
    said = entry(form=Form.CASEWORK, told=told, place="家里", roster=present(NEW))
    session = recording.record(project("GC-2"), said, by=confidant)
    assert (session.way, session.summary, session.place) == ("home", "", "")
    assert list(session.attendances.values_list("codename__code", "person")) == [("匿0002", None)]
    assert not Person.objects.filter(name="何敏").exists()


def test_a_codename_of_another_project_cannot_be_put_on_the_roster(programme, account, tmp_path):
    confidant = works_on(account, "heqing", "何清", "GC-2")
    other = programmes.PROJECTS[2].copy()
    other[1:3] = ["GC-9", "新生同行"]
    programmes.load(programme, "projects", tmp_path, [programmes.PROJECT_COLUMNS, other])
    programmes.attendance(programme, tmp_path, row("GC-9", "Z1", **served("林小雨", "13600136001")))
    theirs = Codename.objects.get(delivery_attendances__session__code="Z1")
    own = Codename.objects.get(delivery_attendances__session__code="B1")
    recording.record(project("GC-2"), entry(roster=[Present(own.pk)]), by=confidant)
    with pytest.raises(Refused, match="不在你能看到的人员里"):
        recording.record(project("GC-2"), entry(roster=[Present(theirs.pk)]), by=confidant)


def test_somebody_whom_the_worker_never_met_cannot_be_named_by_key(programme, worker, tmp_path):
    programmes.attendance(programme, tmp_path, row("GC-3", "C1", **served("林小雨", "13600136001")))
    stranger = Person.objects.get(name="林小雨")
    with pytest.raises(Refused, match="不在你能看到的人员里"):
        recording.record(project(), entry(roster=[Present(stranger.pk)]), by=worker)
    assert Attendance.objects.filter(person=stranger).count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE, Role.WORKER, Role.MANAGER}))
def test_others_record_nothing(programme, account, role):
    by = account("other", None, name="何敏")
    assert policy.why_not_record_session(by, programme, project()).code == "no-role"
    with pytest.raises(Refused, match="只有项目的社工、承接机构负责人和街道办公室"):
        recording.record(project(), entry(), by=by)


def test_a_worker_records_nothing_for_a_colleagues_project_nor_for_the_office(worker):
    with pytest.raises(Refused, match="只有项目的社工"):
        recording.record(project("GC-3"), entry(), by=worker)
    with pytest.raises(Refused, match="只有街道办公室能登记街道主办的场次"):
        recording.record(None, entry(), by=worker)


def test_the_office_records_what_it_holds_itself(programme, account):
    session = recording.record(None, entry(form=Form.TOUR, head_count=30), by=account())
    assert (session.project, session.code, session.subdistrict) == (None, "20220506-1", programme)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2999, 1, 1), "这一天还没有到。开展以后再登记。"),
        (date(2021, 12, 31), "街道从 2022 年才有项目，请核对日期。"),
    ],
)
def test_no_session_before_it_was_or_before_the_programme(worker, day, sentence):
    with pytest.raises(Refused) as refused:
        recording.record(project(), entry(day=day), by=worker)
    assert refused.value.sentence == sentence


def test_a_withdrawn_session_sent_once_more_stays_withdrawn(worker):
    said = entry(sent_as=uuid4())
    recording.withdraw(recording.record(project(), said, by=worker), by=worker, why="记错了项目")
    with pytest.raises(Refused, match="后来撤回了"):
        recording.record(project(), said, by=worker)
    assert recording.record(project(), entry(), by=worker).code == "20220506-2"
