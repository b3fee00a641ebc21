"""Whoever is in the pool gets an account by a link of their own, sees what they judge and themselves, and nothing else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.actions import invitations
from guihua.directory.actions import users as accounts_of
from guihua.directory.models import Invitation, Membership, Role, User
from guihua.evaluation.actions import assessor_accounts as accounts
from guihua.evaluation.actions import assessors
from guihua.evaluation.models import Assessor, Round, Seat
from guihua.evaluation.pool import WorkSaid
from tests.factories import judging
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def hewen(everybody):
    """何文, in the pool, with a seat and no account."""
    one = judging.assessor("何文", phone="15400008888")
    panel = Seat.objects.get(assessor__name="专家乙", panel__entered__round__name="进行轮").panel
    Seat.objects.create(panel=panel, assessor=one)
    return one


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def accepted(one, username="hewen"):
    made, _secret = accounts.invite(one, by=User.objects.get(username="office"))
    return invitations.accept_anew(made, username, PASSWORD)


def test_the_office_sends_a_link_and_who_opens_it_sees_the_projects_that_they_judge(hewen):
    office, stranger = client_of(User.objects.get(username="office")), Client()
    page = office.post(reverse("evaluation:assessor_inviting", args=[hewen.pk])).content.decode()
    link = re.search(r'id="link" value="([^"]+)"', page)[1]
    stranger.get(link, follow=True)
    stranger.post(
        reverse("directory:accepting"),
        {"username": "hewen", "new_password": PASSWORD, "repeated_password": PASSWORD},
    )
    user = User.objects.get(username="hewen")
    hewen.refresh_from_db()
    assert (hewen.user, user.memberships.get().role) == (user, Role.ASSESSOR)
    own = client_of(user)
    assert "GC-1" in own.get(reverse("evaluation:my_visits")).content.decode()
    assert own.get(reverse("evaluation:own_profile"))["Location"] == reverse("evaluation:assessor", args=[hewen.pk])


def test_an_office_invites_its_assessors_also_where_others_run_accounts(hewen):
    """There are security administrators in 桂城."""
    assert Membership.objects.filter(role=Role.SECURITY, subdistrict=hewen.subdistrict).exists()
    made, _secret = accounts.invite(hewen, by=User.objects.get(username="office"))
    assert made.role == Role.ASSESSOR
    with pytest.raises(Refused, match="评估由街道办公室组织"):
        accounts.invite(hewen, by=User.objects.get(username="leader"))


def test_nobody_becomes_an_assessor_but_from_the_pool(hewen):
    """By the pages of accounts nobody would know whom they are."""
    security = client_of(User.objects.get(username="security"))
    page = security.get(reverse("directory:inviting", args=[hewen.subdistrict_id])).content.decode()
    assert ('value="liaison"' in page, 'value="assessor"' in page) == (True, False)


def test_a_second_link_shuts_the_first_and_one_made_anew_is_for_the_same_assessor(hewen):
    office = User.objects.get(username="office")
    first, _secret = accounts.invite(hewen, by=office)
    second, _secret = accounts.invite(hewen, by=office)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    third, _secret = invitations.renew(second, by=office)
    user = invitations.accept_anew(third, "hewen", PASSWORD)
    assert Assessor.objects.get(pk=hewen.pk).user == user


def test_all_who_have_none_are_invited_at_once_and_nobody_twice(hewen):
    office = client_of(User.objects.get(username="office"))
    address = reverse("evaluation:assessors_inviting")
    assert "何文" in office.get(address).content.decode()
    page = office.post(address).content.decode()
    assert (page.count('class="whole"') == Invitation.objects.filter(role=Role.ASSESSOR).count(), "何文" in page) == (
        True,
        True,
    )
    assert "没有要邀请的专家" in office.post(address).content.decode()


def test_whose_phone_has_an_account_already_takes_the_role_there(everybody):
    one = judging.assessor("何文", phone="15400009999")
    user = accounts_of.register("hewen", name="何文", password=PASSWORD, by=audit.SYSTEM, phone="15400009999")
    made, _secret = accounts.invite(one, by=User.objects.get(username="office"))
    with pytest.raises(Refused, match="已经有账号"):
        invitations.accept_anew(made, "hewen2", PASSWORD)
    invitations.accept_into(made, user, by=user)
    assert Assessor.objects.get(pk=one.pk).user == user


def test_who_judges_no_more_opens_nothing_from_the_next_request_on(hewen):
    user = accepted(hewen)
    own = client_of(user)
    assert own.get(reverse("evaluation:my_visits")).status_code == 200
    assessors.retire(hewen, why="调到外地", by=User.objects.get(username="office"))
    assert own.get(reverse("evaluation:my_visits")).status_code == 404
    assert own.get(reverse("evaluation:assessor", args=[hewen.pk])).status_code == 404
    assessors.take_back(hewen, by=User.objects.get(username="office"))
    assert own.get(reverse("evaluation:my_visits")).status_code == 200


def test_a_link_of_who_was_taken_out_of_the_pool_opens_nothing(hewen):
    made, _secret = accounts.invite(hewen, by=User.objects.get(username="office"))
    assessors.retire(hewen, why="调到外地", by=audit.SYSTEM)
    with pytest.raises(Refused, match="已经撤回"):
        invitations.accept_anew(made, "hewen", PASSWORD)


def test_one_says_oneself_where_one_works_but_not_what_one_knows(hewen):
    user = accepted(hewen)
    own, page = client_of(user), reverse("evaluation:assessor", args=[hewen.pk])
    assert "15400008888" in own.get(page).content.decode()
    assessors.employ(hewen, WorkSaid("远方大学"), by=user)
    assert "远方大学" in own.get(page).content.decode()
    assert own.get(reverse("evaluation:assessor_changing", args=[hewen.pk])).status_code == 403
    other = Assessor.objects.get(name="专家甲")
    assert own.get(reverse("evaluation:assessor", args=[other.pk])).status_code == 404
    assert own.get(reverse("evaluation:assessors")).status_code == 404


def test_home_leads_an_assessor_to_what_they_judge_and_shows_no_project(hewen):
    page = client_of(accepted(hewen)).get(reverse("desk:overview")).content.decode()
    assert ("等您打分" in page, reverse("evaluation:my_visits") in page) == (True, True)
    assert reverse("desk:projects") not in page
    assert Round.objects.visible_to(User.objects.get(username="hewen")).count() == 0
