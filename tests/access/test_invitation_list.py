"""The list of invitations: what stands in it, what expired, and the views that are kept of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.core.listing.models import SavedView
from guihua.directory.actions import invitations as acts
from guihua.directory.models import Invitation, Organisation, Role

pytestmark = pytest.mark.django_db
LIST = "/accounts/invitations/"


@pytest.fixture
def office(account, client, sign_in):
    user = account()
    sign_in(client)
    return user


@pytest.fixture
def invited(office, programme):
    """陈锦泉 and 梁少芬 are invited; the link of 梁少芬 expired yesterday, that of 何巧云 was withdrawn."""
    provider = Organisation.objects.filter(subdistrict=programme, kind="provider").order_by("name").first()
    for name in ("陈锦泉", "梁少芬", "何巧云"):
        acts.invite(name, Role.WORKER, programme, by=office, organisation=provider)
    yesterday = timezone.now() - timedelta(days=1)
    Invitation.objects.filter(name="梁少芬").update(expires_at=yesterday)
    acts.withdraw(Invitation.objects.get(name="何巧云"), by=office)


def names(answer):
    return sorted(str(line[0].value) for line in answer.context["shown"].lines)


def test_the_list_spares_its_reader_what_expired_or_was_withdrawn_until_asked(client, invited):
    assert names(client.get(LIST)) == ["陈锦泉"]
    assert names(client.get(LIST, {"state": "expired"})) == ["梁少芬"]
    assert names(client.get(LIST, {"state": "every"})) == ["何巧云", "梁少芬", "陈锦泉"]
    assert names(client.get(LIST, {"state": "nonsense"})) == ["陈锦泉"]


def test_it_says_how_many_expired_and_leads_there(client, invited):
    assert ("已过期 1", "?state=expired", "clock") in client.get(LIST).context["shown"].listing.ways


def test_an_expired_one_is_issued_again_with_a_new_link(client, invited):
    page = f"{LIST}{Invitation.objects.get(name='梁少芬').pk}/"
    assert "重新发出" in client.get(page).content.decode()
    assert client.post(f"{page}renewing/").context["link"].startswith("http")
    assert names(client.get(LIST)) == ["梁少芬", "陈锦泉"]
    assert names(client.get(LIST, {"state": "expired"})) == []


@pytest.mark.parametrize("address", [LIST, "/accounts/"])
def test_a_view_of_it_is_kept_under_a_name(client, office, address):
    client.post(
        f"{address}?state=expired&columns=name,state" if address == LIST else f"{address}?role=worker",
        {"view": "要跟进"},
    )
    view = SavedView.objects.get()
    shown = client.get(address + view.address).context
    assert [str(tab.label) for tab in shown["views"].tabs if tab.is_here] == ["要跟进"]
    assert shown["views"].left_out == []
