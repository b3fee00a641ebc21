"""Whoever is signed in from a place where they never were is told, and can end that sign-in."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guihua.core.inbox.models import Notice
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import sign_ins
from guihua.directory.calc.networks import network_of
from guihua.directory.devices import family
from guihua.directory.models import SignIn
from tests.access.test_sessions import FIREFOX, WECHAT

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(account, sign_in):
    """苏婉清 signs in with a browser that was never here, from an address."""
    account()

    def go(agent=FIREFOX, address="198.51.100.7", client=None):
        client = client or Client()
        client.defaults |= {"HTTP_USER_AGENT": agent, "REMOTE_ADDR": address}
        sign_in(client)
        return client

    return go


def told():
    return [one.words for one in Notice.objects.order_by("pk")]


NEWLY = "你的账号在没见过的设备或地方登录了：%s。不是你？点开，结束那次登录。"


def test_the_first_sign_in_of_all_tells_nothing(enter):
    enter()
    assert told() == []


def test_a_device_of_another_kind_is_told_of_and_so_is_another_network(enter):
    enter()
    enter(WECHAT)
    enter(FIREFOX, "203.0.113.7")
    assert told() == [NEWLY % "安卓手机 · 微信", NEWLY % "Linux 电脑 · Firefox"]


def test_nothing_is_told_of_the_desk_beside_nor_of_a_newer_firefox(enter):
    enter()
    enter(FIREFOX.replace("128", "140"), "198.51.100.200")
    assert told() == []


def test_a_phone_that_was_here_may_come_from_any_network(enter):
    phone = enter(WECHAT)
    phone.post("/accounts/logout/")
    enter(WECHAT, "203.0.113.7", phone)
    assert told() == []


def test_a_mark_that_was_copied_into_a_browser_of_another_kind_is_known_to_nobody(enter):
    phone = enter(WECHAT)
    phone.post("/accounts/logout/")
    enter(FIREFOX, "203.0.113.7", phone)
    assert told() == [NEWLY % "Linux 电脑 · Firefox"]


def is_no_stranger_of(desk, sign_in):
    desk.post(f"/accounts/sign-ins/{sign_in.pk}/ending/", {"stranger": "1"})


def test_a_stranger_who_was_sent_away_is_told_of_again_the_same_day_from_the_same_browser(enter):
    desk, stranger = enter(), enter(WECHAT)
    is_no_stranger_of(desk, SignIn.objects.get(agent=WECHAT))
    enter(WECHAT, client=stranger)
    enter(WECHAT)
    assert told() == [NEWLY % "安卓手机 · 微信"] * 2


def test_a_stranger_who_signed_out_first_is_known_no_more_either(enter):
    desk, stranger = enter(), enter(WECHAT)
    stranger.post("/accounts/logout/")
    is_no_stranger_of(desk, SignIn.objects.get(agent=WECHAT))
    enter(WECHAT, client=stranger)
    assert len(told()) == 2
    assert list(AuditRow.objects.filter(action="sign_in.disowned").values_list("actor__username", flat=True)) == [
        "suwanqing"
    ]


def test_only_its_owner_says_that_it_was_a_stranger(enter, account):
    enter()
    with pytest.raises(Refused, match="只有本人能说那次登录是不是自己。"):
        sign_ins.disown(SignIn.objects.get(), by=account("hemin", name="何敏", phone=""))


def test_one_place_is_told_of_once_a_day(enter):
    enter()
    for _time in range(2):
        enter(WECHAT)
    SignIn.objects.filter(agent=WECHAT).delete()
    enter(WECHAT)
    assert len(told()) == 1


def test_the_notice_leads_to_that_sign_in_which_is_ended_and_then_the_password_changed(enter):
    desk, stranger = enter(), enter(WECHAT)
    address = Notice.objects.get().address
    page = desk.get(address)
    assert page.context["asked"]["row"] == SignIn.objects.get(agent=WECHAT)
    assert "不是我，结束那次登录" in page.content.decode()
    ended = desk.post(f"/accounts/sign-ins/{page.context['asked']['row'].pk}/ending/", {"stranger": "1"})
    assert (ended["Location"], stranger.get("/").status_code) == ("/accounts/password/", 302)
    text = desk.get(address).content.decode()
    assert ["那次登录已经结束了" in text, "不是我，去改密码" in text] == [True, True]


def test_nobody_is_asked_about_anothers_sign_in(enter, account, sign_in):
    enter()
    account("hemin", name="何敏", phone="")
    other = Client()
    sign_in(other, "hemin")
    assert other.get(f"/accounts/sign-ins/?asked={SignIn.objects.order_by('pk')[0].pk}").context["asked"] is None


def test_a_row_keeps_no_network_in_words(enter):
    enter()
    held = bytes(SignIn.objects.get().place_index)
    assert (len(held), b"198.51" in held) == (32, False)


@given(st.ip_addresses(v=4), st.integers(0, 255))
def test_a_network_is_all_addresses_with_the_same_first_three_numbers(address, last):
    beside = ".".join([*str(address).split(".")[:3], str(last)])
    assert network_of(beside) == network_of(str(address)) == network_of(f"::ffff:{address}")


def test_a_network_of_the_newer_kind_is_that_of_a_household():
    assert network_of("2001:db8:7:1::5") == network_of("2001:db8:7:ffff::9") == "2001:db8:7::/48"
    assert (network_of("2001:db8:8::5"), network_of(None)) == ("2001:db8:8::/48", "")


def test_a_tablet_is_no_phone():
    assert family(WECHAT) != family(WECHAT.replace("Mobile ", ""))
