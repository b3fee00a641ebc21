"""Who leaves or moves sees on the next request what they still hold, and nothing else."""

from datetime import date, timedelta

import pytest

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.models import Codename
from guihua.directory.actions import users
from guihua.directory.models import Grant, Membership, Organisation, OrganisationKind, Role
from tests.factories import programmes
from tests.factories.accounts import SINCE

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def project(programme):
    """The confidential one."""
    return Project.objects.get(number="GC-2")


@pytest.fixture
def office(account):
    return account()


@pytest.fixture
def worker(account, project):
    """Works on it, and is signed in."""
    worker = account("denguohui", Role.WORKER, name="邓国辉", phone="13800138114", organisation=project.provider)
    users.grant(worker, Role.WORKER, project, by=audit.SYSTEM, why="经办社工", since=SINCE)
    return worker


@pytest.fixture
def meets(client, project, sign_in):
    """What the project's page answers to somebody."""

    def asked(user):
        if "_auth_user_id" not in client.session:
            sign_in(client, user.username)
        return client.get(f"/projects/{project.pk}/").status_code

    return asked


@pytest.fixture
def elsewhere(guicheng, project):
    """Another provider."""
    return Organisation.objects.create(
        subdistrict=guicheng, name="木棉社工中心", credit_code="52440605MJL0000025", kind=OrganisationKind.PROVIDER
    )


def test_an_ended_role_loses_its_sight_on_the_next_request(worker, office, meets):
    assert meets(worker) == 200
    users.dismiss(worker.memberships.get(), by=office)
    assert meets(worker) == 404


def test_a_role_that_began_today_ends_today(account, office, programme, meets):
    finance = account("oujingwen", role=None, name="区静雯", phone="13800138115")
    held = users.appoint(finance, Role.FINANCE, programme, by=office)
    assert meets(finance) == 200
    users.dismiss(held, by=office)
    assert meets(finance) == 404
    assert AuditRow.objects.get(action="membership.ended").details["until"] == clock.today().isoformat()


def test_a_role_lasts_through_its_last_day(worker, office):
    held = users.dismiss(worker.memberships.get(), by=office, last_day=clock.today())
    assert held.last_day == clock.today()
    assert Membership.objects.on(clock.today()).filter(pk=held.pk).count() == 1
    assert Membership.objects.on(clock.today() + ONE_DAY).filter(pk=held.pk).count() == 0


def test_a_role_that_would_end_before_it_begins_never_begins(account, office, programme):
    soon = users.appoint(account("heming", None, phone=""), Role.AUDITOR, programme, by=office, since=date(2199, 1, 1))
    assert users.dismiss(soon, by=office).until == date(2199, 1, 1)
    assert Membership.objects.on(date(2199, 1, 1)).filter(pk=soon.pk).count() == 0


def test_an_ended_role_is_not_brought_back_by_a_later_last_day(worker, office):
    held = users.dismiss(worker.memberships.get(), by=office)
    with pytest.raises(Refused) as refused:
        users.dismiss(held, by=office, last_day=clock.today() + ONE_DAY)
    assert refused.value.sentence == "这个角色已经结束。要恢复，请重新任命。"
    users.appoint(worker, Role.WORKER, held.subdistrict, by=office, organisation=held.organisation)
    assert worker.memberships.on(clock.today()).count() == 1


def test_with_a_workers_role_goes_what_was_granted_in_it(worker, office):
    users.dismiss(worker.memberships.get(), by=office)
    assert Grant.objects.on(clock.today()).count() == 0


def test_who_moved_to_another_provider_keeps_nothing_of_the_first(worker, office, elsewhere, meets):
    first = worker.memberships.get()
    users.appoint(worker, Role.WORKER, first.subdistrict, by=office, organisation=elsewhere)
    assert (meets(worker), Codename.objects.readable_by(worker).exists()) == (200, True)
    users.dismiss(first, by=office)
    assert (meets(worker), Codename.objects.readable_by(worker).exists()) == (404, False)


def test_a_project_that_moved_to_another_provider_is_no_more_its_former_workers(worker, project, elsewhere, meets):
    assert meets(worker) == 200
    Project.objects.filter(pk=project.pk).update(provider=elsewhere)
    assert meets(worker) == 404


def test_nobody_holds_the_same_role_at_the_same_place_twice(worker, office):
    held = worker.memberships.get()
    with pytest.raises(Refused) as refused:
        users.appoint(worker, held.role, held.subdistrict, by=office, organisation=held.organisation)
    assert refused.value.sentence == "邓国辉已经是这里的社工。"


def test_the_office_appoints_grants_and_dismisses_in_its_own_subdistrict_alone(worker, project, account):
    beside = programmes.prepared("440605012", "狮山镇")
    stranger = account("stranger", Role.OFFICE, phone="13800138113", place=beside)
    provider = project.provider
    deeds = {
        "appoint here": lambda: users.appoint(stranger, Role.OFFICE, project.subdistrict, by=stranger),
        "appoint there": lambda: users.appoint(stranger, Role.MANAGER, beside, by=stranger, organisation=provider),
        "grant": lambda: users.grant(stranger, Role.LIAISON, project, by=stranger, why="想看"),
        "dismiss": lambda: users.dismiss(worker.memberships.get(), by=stranger),
        "disable": lambda: users.disable(worker, by=stranger, why=""),
    }
    said = {}
    for name, deed in deeds.items():
        with pytest.raises(Refused) as refused:
            deed()
        said[name] = refused.value.sentence
    ours_alone = "只有街道办公室能管理账号。需要时请联系办公室。"
    assert said == dict.fromkeys(deeds, ours_alone) | {"appoint there": f"「{provider}」不在这个街道。"}


def test_an_account_without_a_role_is_disabled_by_nobody_but_the_server(worker, office, account):
    nobody = account("nobody", role=None, phone="")
    for somebody in (worker, office):
        with pytest.raises(Refused):
            users.disable(nobody, by=somebody, why="")
    assert users.disable(nobody, by=audit.SYSTEM, why="").is_active is False
