"""Who reads whose name at a session."""

import pytest

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.delivery import policy
from guihua.delivery.actions import names
from guihua.delivery.models import Attendance, Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role

pytestmark = pytest.mark.django_db
MASKED = [("张**", "服务对象", "138****8001"), ("李**", "志愿者", "138****8002")]
WHOLE = [("张晓丽", "服务对象", "138****8001"), ("李明辉", "志愿者", "138****8002")]


@pytest.fixture
def tea(programme):
    """The fireside tea of 桂一同行, at which 张晓丽 was served and 李明辉 helped."""
    return Session.objects.get(project__number="GC-1", code="A1")


@pytest.fixture
def somebody(programme):
    def make(role, *, at=None, project=None):
        user = users.register("somebody", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, role, programme, by=audit.SYSTEM, organisation=at)
        if project:
            users.grant(user, role, project, by=audit.SYSTEM, why="经办")
        return user

    return make


def seen(session, user):
    rows = session.attendances.by_name().order_by("pk")
    return [(one.name, one.part, one.phone) for one in names.read(session, rows, by=user)]


def readings():
    return [(row.actor.username, row.object_id, row.details) for row in AuditRow.objects.filter(action="names.read")]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.FINANCE, Role.AUDITOR])
def test_whoever_oversees_the_programme_reads_masked_names(tea, somebody, role):
    assert seen(tea, somebody(role)) == MASKED


def test_a_liaison_officer_of_the_project_reads_masked_names(tea, somebody):
    assert seen(tea, somebody(Role.LIAISON, project=tea.project)) == MASKED


def test_a_worker_of_the_project_reads_whole_names_and_no_whole_phone(tea, somebody):
    assert seen(tea, somebody(Role.WORKER, at=tea.project.provider, project=tea.project)) == WHOLE


def test_each_reading_of_whole_names_is_audited_and_names_nobody(tea, somebody):
    manager = somebody(Role.MANAGER, at=tea.project.provider)
    seen(tea, manager)
    seen(Session.objects.get(project__number="GC-2"), manager)
    assert readings() == [("somebody", tea.pk, {"people": 2})]


def test_masked_names_are_read_without_a_trace(tea, somebody):
    seen(tea, somebody(Role.OFFICE))
    assert readings() == []


def test_a_manager_reads_whole_names_at_sessions_of_the_own_organisation(tea, somebody):
    assert seen(tea, somebody(Role.MANAGER, at=tea.project.provider)) == WHOLE


def test_a_worker_of_another_project_of_the_provider_reads_no_whole_name(tea, somebody):
    other = Project.objects.get(number="GC-3")
    assert not policy.knows_names(somebody(Role.WORKER, at=other.provider, project=other), tea)


def test_a_manager_of_another_organisation_reads_no_whole_name(tea, somebody):
    code = "52440605MJL0000057"
    other = Organisation.objects.create(subdistrict=tea.subdistrict, name="向阳社工", credit_code=code, kind="provider")
    assert not policy.knows_names(somebody(Role.MANAGER, at=other), tea)


def test_nobody_of_a_confidential_domain_is_among_the_named(programme):
    assert Attendance.objects.filter(session__project__number="GC-2").exists()
    assert list(Attendance.objects.filter(session__project__number="GC-2").by_name()) == []
