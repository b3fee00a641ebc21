"""The month's list reaches further: what the office itself holds, campaigns, and a sign-in that ran out meanwhile."""

import pytest

from guihua.commissioning.models import Campaign
from guihua.core.models import AuditRow
from guihua.delivery.models import Session
from tests.access.test_typed import Browser, runs_out
from tests.delivery.test_entry_pages import desk, text
from tests.delivery.test_month_list_pages import PAPER, address, pasted, save, standing
from tests.delivery.test_recording import counted, worker
from tests.factories.accounts import account

__all__ = ["account", "desk", "worker"]
pytestmark = pytest.mark.django_db
OWN = "/record/projects/0/months/2022-03/"
TEA_DAY = "姓名\t3月12日 14:00 邻里茶会\t手机\n何敏\t√\t137 0013 7001\n未具名人数\t6\t\n"


def test_the_office_puts_a_month_of_what_it_holds_itself_on_record(client, account, programme):
    client.force_login(account("suwan", "office"))
    checked = pasted(client, TEA_DAY, where=OWN)
    saved = save(client, checked, **{"n0-form": "event", "n0-minutes": "60", "n0-activity": "邻里茶会"})
    assert "已保存：新登记 1 场，更正 0 场。" in text(saved)
    held = Session.objects.get(project=None, code="20220312-1")
    assert (held.subdistrict, counted(held)) == (programme, [("何敏", "served", 1), (None, "served", 6)])
    again = client.get(OWN).context["listed"]
    assert ([one.session.code for one in again.columns], [one.name for one in again.rows]) == (
        ["T1", "20220312-1"],
        ["何敏"],
    )
    assert AuditRow.objects.get(action="month_list.recorded").object_id == programme.pk


def test_the_offices_own_list_is_a_tap_away_from_the_choice_and_the_form_and_nobody_elses(desk, account):
    assert desk.get(OWN).status_code == 404
    desk.force_login(account("suwan", "office"))
    ways = [desk.get(page).content.decode() for page in ("/record/", "/record/new/?project=0")]
    assert ['href="/record/projects/0/months/"' in page for page in ways] == [True, True]
    assert desk.get("/record/projects/0/months/").url.startswith("/record/projects/0/months/20")


def test_a_new_session_can_be_of_a_campaign_and_shows_it(desk, programme):
    campaign = Campaign.objects.get(code="anti_fraud")
    checked = pasted(desk, PAPER)
    save(desk, checked, **{"n0-campaign": str(campaign.pk)})
    held = Session.objects.get(code="20220312-1")
    assert (held.activity.campaign, "反诈宣传" in text(desk.get(address()))) == (campaign, True)


def test_what_was_typed_is_there_again_after_the_sign_in_ran_out_and_was_not_saved(account, programme):
    account()
    tab = Browser()
    tab.sign_in()
    checked = tab.send(address(), standing(tab.get(address())) | {"pasted": PAPER, "deed": "paste"})
    of_the_shell = ("q", "next")
    said = {name: values for name, values in standing(checked).items() if name not in of_the_shell}
    said |= {"deed": "save", "n0-place": "二楼活动室"}
    runs_out(tab)
    tab.send(address(), said)
    assert tab.sign_in(next=address())["Location"] == address()
    again = tab.get(address())
    assert ("二楼活动室" in again.content.decode(), "还没有保存" in text(again)) == (True, True)
    assert set(standing(again)["came"]) == set(said["came"])
    assert not Session.objects.filter(code="20220312-1").exists()
    assert "已保存：新登记 1 场" in text(tab.get(tab.send(address(), standing(again) | {"deed": "save"})["Location"]))
