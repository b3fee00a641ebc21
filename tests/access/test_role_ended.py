"""A role is taken away in the middle of a form: what was typed is not lost, and the answer says why it was not saved."""

import pytest

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role

pytestmark = pytest.mark.django_db
TYPED = {"contact_name": "陈锦泉", "contact_phone": "0757-86781234"}


@pytest.fixture
def provider(programme):
    return Organisation.objects.filter(subdistrict=programme, kind="provider").order_by("name").first()


@pytest.fixture
def manager(account, provider, client, sign_in):
    manager = account("linzhiyuan", Role.MANAGER, name="林志远", phone="", organisation=provider)
    sign_in(client, "linzhiyuan")
    return manager


def send(client, provider, **more):
    return client.post(f"/organisations/{provider.pk}/editing/", TYPED | more)


def test_the_answer_says_that_the_role_ended_and_gives_back_what_was_typed(client, manager, provider):
    assert client.get(f"/organisations/{provider.pk}/editing/").status_code == 200
    users.dismiss(manager.memberships.get(), by=audit.SYSTEM)
    answer = send(client, provider)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert f"你在「{provider}」的机构负责人角色已经结束。有疑问请联系街道办公室。" in page
    assert [text in page for text in TYPED.values()] == [True, True]
    assert Organisation.objects.get(pk=provider.pk).contact_name != "陈锦泉"


def test_so_it_does_where_the_page_is_still_there_and_the_deed_is_refused(client, manager, provider, programme):
    users.appoint(manager, Role.AUDITOR, programme, by=audit.SYSTEM)
    users.dismiss(manager.memberships.get(role=Role.MANAGER), by=audit.SYSTEM)
    answer = send(client, provider)
    assert (answer.status_code, "陈锦泉" in answer.content.decode()) == (403, True)


def test_nothing_is_given_back_to_who_never_held_a_role_that_ended(client, manager, provider):
    answer = client.post("/organisations/999999/editing/", TYPED)
    assert (answer.status_code, "陈锦泉" in answer.content.decode()) == (404, False)


def test_a_number_that_nobody_shall_keep_is_not_given_back(client, manager):
    users.dismiss(manager.memberships.get(), by=audit.SYSTEM)
    answer = client.post("/people/finding/", {"number": "13800138001"})
    assert (answer.status_code, "13800138001" in answer.content.decode()) == (404, False)
