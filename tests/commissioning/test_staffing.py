"""A provider's manager, or the office, says who works on which of its projects."""

from datetime import date

import pytest

from guihua.commissioning.actions import staffing
from guihua.commissioning.models import Domain, Project
from guihua.core import audit
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Grant, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(programme):
    return Project.objects.get(number="GC-1")


@pytest.fixture
def member(programme, project):
    def make(username, role, name, organisation=project.provider):
        user = users.register(username, name=name, password="three quiet trees", by=audit.SYSTEM)
        users.appoint(user, role, programme, by=audit.SYSTEM, organisation=organisation, since=date(2020, 1, 1))
        return user

    return make


@pytest.fixture
def manager(member):
    return member("linzhiyuan", Role.MANAGER, "林志远")


@pytest.fixture
def worker(member):
    return member("chenjinquan", Role.WORKER, "陈锦泉")


def seen(worker):
    return list(Project.objects.visible_to(worker).values_list("number", flat=True))


def test_a_worker_sees_what_the_manager_assigns_and_no_more_what_is_taken(manager, worker, project):
    assert staffing.assign(worker, project.provider, [project], by=manager) == (1, 0)
    assert seen(worker) == ["GC-1"]
    assert staffing.assign(worker, project.provider, [project], by=manager) == (0, 0)
    assert staffing.assign(worker, project.provider, [], by=manager) == (0, 1)
    assert seen(worker) == []
    told = AuditRow.objects.filter(action__startswith="grant.").order_by("pk").values_list("action", "actor")
    assert list(told) == [("grant.given", manager.pk), ("grant.ended", manager.pk)]


def test_a_worker_is_given_no_project_of_another_provider(manager, worker, project):
    other = Project.objects.get(number="GC-1")
    elsewhere = Project.objects.exclude(provider=project.provider)
    assert staffing.assign(worker, project.provider, [*elsewhere, other], by=manager) == (1, 0)


def refused(deed):
    with pytest.raises(Refused) as no:
        deed()
    return no.value.sentence


def test_nobody_else_assigns_and_nobody_assigns_to_themselves(member, worker, manager, project, programme):
    finance = member("oujingwen", Role.FINANCE, "区静雯", None)
    only = "只有街道办公室和这个机构的负责人能分配项目。"
    assert refused(lambda: staffing.assign(worker, project.provider, [project], by=finance)) == only
    assert refused(lambda: staffing.assign(worker, project.provider, [project], by=worker)) == only
    users.appoint(manager, Role.WORKER, programme, by=audit.SYSTEM, organisation=project.provider)
    own = refused(lambda: staffing.assign(manager, project.provider, [project], by=manager))
    assert own == "不能给自己分配项目。请由别的同事来办。"


def test_who_left_is_assigned_nothing(worker, manager, project):
    users.dismiss(worker.memberships.get(), by=manager)
    said = refused(lambda: staffing.assign(worker, project.provider, [project], by=manager))
    assert said == f"陈锦泉现在不是「{project.provider}」的社工。"


@pytest.fixture
def confidential(project):
    Project.objects.filter(pk=project.pk).update(domain=Domain.objects.get(code="corrections"))
    return Project.objects.get(pk=project.pk)


@pytest.fixture
def suwanqing(member):
    return member("suwanqing", Role.OFFICE, "苏婉清", None)


def told(somebody):
    return [(one.words, one.address) for one in Notice.objects.filter(user=somebody)]


def test_the_office_is_told_that_a_manager_opened_a_confidential_project_and_not_to_whom(
    manager, worker, confidential, suwanqing
):
    for _time in range(2):
        staffing.assign(worker, confidential.provider, [confidential], by=manager)
    words = "保密项目「桂一同行」由机构负责人分配了一位社工。"
    assert told(suwanqing) == [(words, f"/projects/{confidential.pk}/")]
    assert (told(manager), seen(worker)) == ([], ["GC-1"])
    assert AuditRow.objects.filter(action="grant.given", actor=manager, object_id=confidential.pk).count() == 1


def test_nobody_is_told_of_an_open_project_nor_of_what_the_office_did_itself(manager, worker, project, suwanqing):
    staffing.assign(worker, project.provider, [project], by=manager)
    Project.objects.filter(pk=project.pk).update(domain=Domain.objects.get(code="corrections"))
    staffing.assign(worker, project.provider, [], by=suwanqing)
    staffing.assign(worker, project.provider, [project], by=suwanqing)
    assert told(suwanqing) == []


def test_a_manager_opens_no_confidential_project_to_themselves(manager, confidential, programme):
    users.appoint(manager, Role.WORKER, programme, by=audit.SYSTEM, organisation=confidential.provider)
    own = refused(lambda: staffing.assign(manager, confidential.provider, [confidential], by=manager))
    held = Grant.objects.filter(user=manager)
    assert (own, held.count()) == ("不能给自己分配项目。请由别的同事来办。", 0)
