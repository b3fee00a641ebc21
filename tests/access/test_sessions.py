"""A session ends: by itself, by its owner, or with the account."""

from datetime import timedelta

import pytest
from django.test import Client

from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.directory.actions import users
from guihua.directory.models import Ending, Role, SignIn
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; V2203A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 "
    "Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.42"
)


@pytest.fixture
def desk(client, account, sign_in):
    account()
    client.defaults["HTTP_USER_AGENT"] = FIREFOX
    sign_in(client)
    return client


@pytest.fixture
def phone(desk, sign_in):
    """The same person on a second device, from another address."""
    second = Client(headers={"User-Agent": WECHAT}, REMOTE_ADDR="198.51.100.7")
    sign_in(second)
    return second


def is_in(client):
    return client.get("/projects/").status_code == 200


def test_half_an_hour_without_a_page_ends_the_session(desk, later):
    later(SignIn.objects.get(), unused=29)
    assert is_in(desk)
    later(SignIn.objects.get(), unused=31)
    assert desk.get("/projects/")["Location"] == "/accounts/login/?next=%2Fprojects%2F&why=over"
    assert SignIn.objects.get().ending == Ending.IDLE


def test_twelve_hours_end_it_however_busy_it_was(desk, later):
    later(SignIn.objects.get(), old=12 * 60 - 1)
    assert is_in(desk)
    later(SignIn.objects.get(), old=12 * 60 + 1)
    assert not is_in(desk)
    assert SignIn.objects.get().ending == Ending.TOO_OLD


def test_the_limits_are_those_of_the_settings(desk, later, settings):
    settings.GUIHUA_IDLE_SECONDS = 300
    later(SignIn.objects.get(), unused=6)
    assert not is_in(desk)


def test_a_page_that_is_opened_keeps_the_session_alive(desk, later):
    later(SignIn.objects.get(), unused=20)
    before = SignIn.objects.get().used_at
    desk.get("/projects/")
    assert SignIn.objects.get().used_at - before > timedelta(minutes=19)


def test_a_page_that_asks_by_itself_how_far_a_job_is_does_not(desk, later):
    later(SignIn.objects.get(), unused=20)
    before = SignIn.objects.get().used_at
    desk.get("/projects/", headers={"Guihua-Unattended": "true"})
    assert SignIn.objects.get().used_at == before


def test_an_ended_session_does_not_come_back_with_its_cookie(desk):
    cookie = desk.cookies["session"].value
    desk.post("/accounts/logout/")
    thief = Client()
    thief.cookies["session"] = cookie
    assert not is_in(thief)
    assert SignIn.objects.get().ending == Ending.SIGNED_OUT


def test_one_sees_where_one_is_signed_in_the_own_place_first(desk, phone):
    rows = desk.get("/accounts/sign-ins/").context["rows"]
    assert [(str(r["device"].words), r["row"].address, r["is_here"]) for r in rows] == [
        ("Linux 电脑 · Firefox", "127.0.0.1", True),
        ("安卓手机 · 微信", "198.51.100.7", False),
    ]


def test_one_ends_the_sign_in_of_a_lost_phone(desk, phone):
    lost = SignIn.objects.get(address="198.51.100.7")
    assert is_in(phone)
    answer = desk.post(f"/accounts/sign-ins/{lost.pk}/ending/", follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert said == ["已经结束。那台设备再打开任何一页，都要重新登录。"]
    assert (is_in(desk), is_in(phone)) == (True, False)
    row = AuditRow.objects.get(action="sign_in.ended")
    assert (row.actor.username, row.details["because"]) == ("suwanqing", "ended")


def test_a_deed_is_audited_with_the_sign_in_that_it_came_by(desk, phone):
    for client in (desk, phone):
        client.post("/preferences/", {"theme": "dark"})
    came_by = list(AuditRow.objects.filter(action="user.preferred").order_by("pk").values_list("sign_in", flat=True))
    addresses = [SignIn.objects.get(pk=sign_in).address for sign_in in came_by]
    assert addresses == ["127.0.0.1", "198.51.100.7"]
    audit.record("tea.held", None, by=audit.SYSTEM)
    assert AuditRow.objects.latest("pk").sign_in is None


def test_one_ends_all_others_at_once(desk, phone, sign_in):
    third = Client()
    sign_in(third)
    desk.post("/accounts/sign-ins/others/ending/")
    assert [is_in(client) for client in (desk, phone, third)] == [True, False, False]


def test_nobody_ends_somebody_elses_sign_in(desk, account, sign_in):
    account("heming", phone="13800138112")
    other = Client()
    sign_in(other, "heming")
    theirs = SignIn.objects.get(user__username="heming")
    assert desk.post(f"/accounts/sign-ins/{theirs.pk}/ending/").status_code == 404
    assert is_in(other)


def change(client, **typed):
    new = {
        "old_password": PASSWORD,
        "new_password": "丹桂飘香十里-2023",
        "repeated_password": "丹桂飘香十里-2023",
    } | typed
    return client.post("/accounts/password/", new)


def test_a_new_password_ends_every_other_session_and_not_this_one(desk, phone, sign_in):
    assert change(desk)["Location"] == "/accounts/sign-ins/"
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert sign_in(Client(), password="丹桂飘香十里-2023")["Location"] == "/"
    assert AuditRow.objects.get(action="user.password_changed").details == {"ended": 1}


REFUSED = [
    ({"old_password": "wrong"}, "old_password", ["现在的密码不对。请再输一次。"]),
    ({"repeated_password": "另一个-2023-密码"}, "repeated_password", ["两次输入的新密码不一样。"]),
    ({"new_password": "short"}, "new_password", ["此密码太短，至少要包含 10 个字符。"]),
    ({"new_password": "suwanqing1"}, "new_password", ["密码跟 用户名 太相似了。"]),
    ({"new_password": "password123"}, "new_password", ["这个密码太常见了。"]),
    ({"new_password": ""}, "new_password", ["请填写新密码。"]),
]


@pytest.mark.parametrize(("typed", "field", "sentences"), REFUSED)
def test_a_password_that_will_not_do_is_refused_in_words(desk, typed, field, sentences):
    answer = change(desk, **typed)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, sentences)


def test_the_old_password_cannot_be_guessed_on_the_page_for_a_new_one(desk):
    answers = [change(desk, old_password=f"guess {n}").status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]


def test_a_disabled_account_sees_nothing_from_the_next_request_on(desk):
    user = SignIn.objects.get().user
    users.disable(user, by=audit.SYSTEM, why="离职")
    assert not is_in(desk)
    assert SignIn.objects.get().ending == Ending.DISABLED


def test_the_office_of_another_subdistrict_disables_nobody_here(desk, account):
    from guihua.core.refusal import Refused
    from tests.factories import programmes

    elsewhere = programmes.prepared("440605012", "狮山镇")
    stranger = account("stranger", Role.OFFICE, phone="13800138113", place=elsewhere)
    with pytest.raises(Refused) as refused:
        users.disable(SignIn.objects.get().user, by=stranger, why="")
    assert refused.value.sentence == "只有街道办公室能管理账号。需要时请联系办公室。"
