"""Who runs roles and accounts, and what nobody may do to themselves or to the last of the office."""

from datetime import date, timedelta

import pytest
from django.test import Client

from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import sign_ins, users
from guihua.directory.models import Ending, Organisation, OrganisationKind, Role, SignIn, User
from tests.factories.accounts import PASSWORD, SINCE

pytestmark = pytest.mark.django_db
OFFICE_ALONE = "只有街道办公室能管理账号。需要时请联系办公室。"
SECURITY_ALONE = "只有安全管理员能管理账号。需要时请联系安全管理员。"


@pytest.fixture
def office(account):
    return account()


@pytest.fixture
def provider(programme):
    return Organisation.objects.filter(subdistrict=programme, kind="provider").order_by("name").first()


@pytest.fixture
def worker(account, provider):
    return account("chenjinquan", Role.WORKER, name="陈锦泉", phone="", organisation=provider)


@pytest.fixture
def manager(account, provider):
    return account("linzhiyuan", Role.MANAGER, name="林志远", phone="", organisation=provider)


@pytest.fixture
def security(account):
    return account("heming", Role.SECURITY, name="何敏", phone="")


def refused(deed):
    with pytest.raises(Refused) as no:
        deed()
    return no.value.sentence


def test_the_office_runs_roles_until_there_is_a_security_administrator_and_then_they_alone(
    office, worker, programme, account
):
    users.appoint(worker, Role.LIAISON, programme, by=office)
    security = account("heming", Role.SECURITY, name="何敏", phone="")
    assert refused(lambda: users.appoint(worker, Role.AUDITOR, programme, by=office)) == SECURITY_ALONE
    assert refused(lambda: users.dismiss(worker.memberships.first(), by=office)) == SECURITY_ALONE
    assert users.appoint(worker, Role.AUDITOR, programme, by=security).role == Role.AUDITOR
    users.disable(security, by=audit.SYSTEM, why="离职")
    assert users.appoint(worker, Role.FINANCE, programme, by=office).role == Role.FINANCE


def test_a_manager_appoints_and_dismisses_workers_of_their_own_organisation_and_nobody_else(
    manager, worker, programme, provider
):
    elsewhere = Organisation.objects.create(
        subdistrict=programme, name="木棉社工中心", credit_code="52440605MJL0000025", kind=OrganisationKind.PROVIDER
    )
    held = users.dismiss(worker.memberships.get(), by=manager)
    again = users.appoint(worker, Role.WORKER, programme, by=manager, organisation=provider)
    assert (held.until, again.since) == (clock.today(), clock.today())
    tries = [
        lambda: users.appoint(worker, Role.MANAGER, programme, by=manager, organisation=provider),
        lambda: users.appoint(worker, Role.WORKER, programme, by=manager, organisation=elsewhere),
        lambda: users.appoint(worker, Role.LIAISON, programme, by=manager),
        lambda: users.disable(worker, by=manager, why="离职"),
        lambda: users.rename(worker, "陈金泉", by=manager),
    ]
    assert [refused(one) for one in tries] == [OFFICE_ALONE] * len(tries)


def test_nobody_appoints_dismisses_or_disables_themselves(office, account, programme):
    account("heming", Role.OFFICE, name="何敏", phone="")
    assert refused(lambda: users.appoint(office, Role.AUDITOR, programme, by=office)) == (
        "不能任命自己。请由别的同事来办。"
    )
    assert refused(lambda: users.dismiss(office.memberships.get(), by=office)) == (
        "不能结束自己的角色。请由别的同事来办。"
    )
    assert refused(lambda: users.disable(office, by=office, why="离职")) == "不能停用自己的账号。请由别的同事来办。"


LAST = "这是街道办公室最后一个能用的账号。请先任命另一位，再来办。"


@pytest.mark.parametrize("leaves", ["is dismissed", "is disabled"])
def test_the_last_of_the_office_stays(office, security, leaves):
    def leave(who):
        if leaves == "is disabled":
            return users.disable(who, by=security, why="离职")
        return users.dismiss(who.memberships.get(), by=security)

    assert refused(lambda: leave(office)) == LAST


def test_who_keeps_the_office_only_for_a_while_or_later_or_with_a_shut_account_is_no_other(
    office, security, account, programme
):
    soon = clock.today() + timedelta(days=30)
    fleeting, future, shut = (account(name, None, name=name, phone="") for name in ("fleeting", "future", "shut"))
    users.appoint(fleeting, Role.OFFICE, programme, by=security, last_day=soon)
    users.appoint(future, Role.OFFICE, programme, by=security, since=soon)
    users.appoint(shut, Role.OFFICE, programme, by=security)
    users.disable(shut, by=security, why="休假")
    held = office.memberships.get()
    assert refused(lambda: users.dismiss(held, by=security)) == LAST
    assert users.dismiss(held, by=security, last_day=soon).last_day == soon


def test_the_servers_commands_may_dismiss_the_last(office):
    assert users.dismiss(office.memberships.get(), by=audit.SYSTEM).until == clock.today()


def test_a_role_may_be_given_for_a_time(office, worker, programme):
    held = users.appoint(worker, Role.LIAISON, programme, by=office, last_day=date(2199, 6, 30))
    assert (held.until, held.last_day) == (date(2199, 7, 1), date(2199, 6, 30))
    assert (
        refused(
            lambda: users.appoint(
                worker, Role.AUDITOR, programme, by=office, since=date(2199, 6, 30), last_day=date(2199, 6, 29)
            )
        )
        == "最后一天不能早于开始的那一天。"
    )


def test_who_could_see_until_today_is_not_said_to_have_left_long_ago(office, worker, programme):
    held = users.appoint(worker, Role.LIAISON, programme, by=office, since=date(2020, 1, 1))
    assert refused(lambda: users.dismiss(held, by=office, last_day=clock.today() - timedelta(days=2))) == (
        "最后一天不能早于昨天，到今天为止对方还看得到。要马上结束，请空着。"
    )
    assert users.dismiss(held, by=office, last_day=clock.today() - timedelta(days=1)).until == clock.today()


def test_a_role_held_before_and_after_may_be_given_in_between(office, worker, programme):
    users.appoint(worker, Role.LIAISON, programme, by=office, since=date(2199, 6, 1))
    between = users.appoint(worker, Role.LIAISON, programme, by=office, last_day=date(2199, 5, 31))
    assert between.last_day == date(2199, 5, 31)


def test_a_disabled_account_is_restored_with_its_roles_and_both_say_why(office, worker, sign_in, client):
    users.disable(worker, by=office, why="产假")
    assert sign_in(client, "chenjinquan").status_code == 200
    users.enable(worker, by=office, why="回来了")
    assert sign_in(client, "chenjinquan").status_code == 302
    rows = AuditRow.objects.filter(action__in=["user.disabled", "user.enabled"]).order_by("pk")
    assert [(row.action, row.actor, row.details["why"]) for row in rows] == [
        ("user.disabled", office, "产假"),
        ("user.enabled", office, "回来了"),
    ]


def test_disabled_twice_restored_twice_and_without_a_reason_is_refused(office, worker):
    assert refused(lambda: users.enable(worker, by=office, why="回来了")) == "这个账号正在用，不用恢复。"
    assert refused(lambda: users.disable(worker, by=office, why=" ")) == "请写明为什么，至少 2 个字。"
    users.disable(worker, by=office, why="离职")
    assert refused(lambda: users.disable(worker, by=office, why="离职")) == "这个账号已经停用了。"
    assert refused(lambda: users.enable(worker, by=office, why="")) == "请写明为什么，至少 2 个字。"


def test_an_account_is_made_by_who_may_give_a_role_alone(office, manager, worker):
    for by in (office, manager):
        made = users.register(f"new-{by.username}", name="新人", password=PASSWORD, by=by)
        assert AuditRow.objects.get(action="user.registered", object_id=made.pk).actor == by
    assert refused(lambda: users.register("new", name="新人", password=PASSWORD, by=worker)) == OFFICE_ALONE


def test_the_audit_tells_of_a_new_name_without_writing_either_out(office, worker):
    users.rename(worker, "陈金泉", by=office)
    assert AuditRow.objects.get(action="user.renamed").details == {"name": ["陈**", "陈**"]}
    assert User.objects.get(username="chenjinquan").name == "陈金泉"


def opened(user, sign_in):
    sign_in(Client(), user.username)
    return SignIn.objects.get(user=user)


def test_a_sign_in_is_ended_by_its_owner_by_who_runs_the_account_and_by_a_workers_manager(
    office, manager, worker, sign_in
):
    row = opened(worker, sign_in)
    other = refused(lambda: sign_ins.end(opened(office, sign_in), Ending.KEPT, by=manager))
    assert other == "只能结束自己的登录。"
    sign_ins.end(row, Ending.KEPT, by=manager)
    told = AuditRow.objects.get(action="sign_in.ended", object_id=row.pk)
    assert (told.actor, told.details) == (manager, {"user": worker.pk, "because": "kept"})


def test_a_manager_ends_no_sign_in_of_who_holds_another_role_besides(office, manager, worker, programme, sign_in):
    row = opened(worker, sign_in)
    users.appoint(worker, Role.LIAISON, programme, by=office, since=SINCE)
    assert refused(lambda: sign_ins.end(row, Ending.KEPT, by=manager)) == "只能结束自己的登录。"
    assert sign_ins.end(row, Ending.KEPT, by=office).ending == Ending.KEPT
