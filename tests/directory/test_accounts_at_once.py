"""Two leave the office at the same moment, and two come with one link, on PostgreSQL; and what would be without the lock."""

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.actions import invitations, users
from guihua.directory.models import Invitation, Membership, Role, User
from tests.factories.meeting import both

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
PASSWORD = "丹桂飘香十里-2023"


@pytest.fixture
def security(account):
    return account("heming", Role.SECURITY, name="何敏", phone="")


@pytest.fixture
def two(account):
    return [account(name, Role.OFFICE, name=name, phone="") for name in ("suwanqing", "heyan")]


def keep_the_office():
    held = Membership.objects.lasting().filter(role=Role.OFFICE)
    return sorted(one.user.username for one in held.select_related("user"))


def leave_at_once(two, security, monkeypatch):
    """The one is dismissed while the other's account is disabled."""
    one, other = two
    held = one.memberships.get()
    return both(
        lambda: users.dismiss(held, by=security),
        lambda: users.disable(other, by=security, why="离职"),
        pausing=(users, "_end_grants_without_role"),
        monkeypatch=monkeypatch,
    )


def test_of_two_who_leave_the_office_at_once_the_second_stays(two, security, monkeypatch):
    first, second = leave_at_once(two, security, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert second[0].sentence == "这是街道办公室最后一个能用的账号。请先任命另一位，再来办。"
    assert keep_the_office() == ["heyan"]


def test_without_the_lock_both_would_go(two, security, monkeypatch):
    monkeypatch.setattr(users, "_hold_offices", lambda _subdistricts: None)
    assert leave_at_once(two, security, monkeypatch) == ([], [])
    assert keep_the_office() == []


@pytest.fixture
def invited(guicheng):
    found, _secret = invitations.invite("陈锦泉", Role.LIAISON, guicheng, by=audit.SYSTEM)
    return found


def come_at_once(invited, monkeypatch):
    return both(
        lambda: invitations.accept_anew(invited, "chenjinquan", PASSWORD),
        lambda: invitations.accept_anew(invited, "somebody", PASSWORD),
        pausing=(invitations, "_take"),
        monkeypatch=monkeypatch,
    )


def test_of_two_who_come_with_one_link_the_second_is_told_that_it_was_used(invited, monkeypatch):
    first, second = come_at_once(invited, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert second[0].refusal.code == "used"
    assert list(User.objects.values_list("username", flat=True)) == ["chenjinquan"]


def test_without_the_lock_one_link_would_make_two_accounts(invited, monkeypatch):
    monkeypatch.setattr(invitations, "_locked", lambda one: Invitation.objects.get(pk=one.pk))
    assert come_at_once(invited, monkeypatch) == ([], [])
    assert sorted(User.objects.values_list("username", flat=True)) == ["chenjinquan", "somebody"]
