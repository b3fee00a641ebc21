"""「登录安全」: by what one signs in is changed by oneself alone, after the password, and one is told of it."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import factors
from guihua.directory.calc import one_time
from guihua.directory.models import Authenticator, Ending, Passkey, RecoveryCode, SignIn, User
from tests.factories import passkeys
from tests.factories.accounts import PASSWORD
from tests.factories.factors import signed_in

pytestmark = pytest.mark.django_db
SECURITY = "/accounts/security/"
LOCALHOST = {"SERVER_NAME": "localhost"}


@pytest.fixture
def suwanqing(account):
    return account()


@pytest.fixture
def desk(client, suwanqing, sign_in):
    client.defaults |= LOCALHOST
    sign_in(client)
    return client


@pytest.fixture
def phone(desk, sign_in):
    second = Client(**LOCALHOST)
    sign_in(second)
    return second


def is_in(client):
    return client.get("/projects/").status_code == 200


def set_up(desk, half_minutes):
    """As somebody would: the secret is read from the page and told to the app."""
    page = desk.get(f"{SECURITY}authenticator/")
    code = one_time.code_of(page.context["secret"].replace(" ", ""), half_minutes.now)
    return desk.post(f"{SECURITY}authenticator/", {"one_time_password": code})


def test_an_app_is_set_up_by_its_code_and_ten_recovery_codes_are_shown_once(desk, half_minutes):
    assert set_up(desk, half_minutes)["Location"] == f"{SECURITY}codes/"
    shown = desk.get(f"{SECURITY}codes/").context["codes"]
    assert (len(shown), {len(code) for code in shown}) == (10, {11})
    text = desk.get(f"{SECURITY}codes/text/")
    assert text.content.decode().splitlines()[2:] == shown
    assert text["Content-Disposition"] == 'attachment; filename="guihua-recovery-codes.txt"'
    desk.post(f"{SECURITY}codes/kept/")
    assert [desk.get(f"{SECURITY}codes/{part}")["Location"] for part in ("", "text/")] == [SECURITY, SECURITY]


def test_a_wrong_code_sets_up_nothing_and_the_secret_stays(desk, half_minutes):
    before = desk.get(f"{SECURITY}authenticator/").context["secret"]
    answer = desk.post(f"{SECURITY}authenticator/", {"one_time_password": "000000"})
    assert (answer.status_code, answer.context["secret"]) == (422, before)
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_readable_in_the_session(desk, half_minutes):
    secret = desk.get(f"{SECURITY}authenticator/").context["secret"].replace(" ", "")
    assert secret not in str(dict(desk.session.items()))


def test_adding_a_factor_ends_every_other_session_and_is_told(desk, phone, half_minutes):
    set_up(desk, half_minutes)
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert set(SignIn.objects.exclude(ended_at=None).values_list("ending", flat=True)) == {Ending.FACTOR}
    assert SignIn.objects.get(ended_at=None).factor == "totp"
    assert [(one.kind, one.params) for one in Notice.objects.all()] == [("factor.added", {"factor": "authenticator"})]


def test_without_a_password_just_now_it_is_asked_for_again(desk, half_minutes):
    set_up(desk, half_minutes)
    SignIn.objects.update(confirmed_at=timezone.now() - timedelta(seconds=301))
    asked = [
        desk.get(f"{SECURITY}authenticator/"),
        desk.post(f"{SECURITY}authenticator/removing/"),
        desk.post(f"{SECURITY}codes/making/"),
        desk.get(f"{SECURITY}passkeys/new/"),
    ]
    assert {one["Location"].partition("?")[0] for one in asked} == {f"{SECURITY}confirming/"}
    assert Authenticator.objects.count() == 1
    answer = desk.post(f"{SECURITY}confirming/", {"password": PASSWORD, "next": f"{SECURITY}authenticator/"})
    assert answer["Location"] == f"{SECURITY}authenticator/"
    desk.post(f"{SECURITY}authenticator/removing/")
    assert not Authenticator.objects.exists()


def test_the_password_cannot_be_guessed_where_it_is_asked_for_again(desk):
    answers = [desk.post(f"{SECURITY}confirming/", {"password": f"guess {n}"}).status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]


def test_after_the_password_one_is_led_to_nobody_elses_page(desk):
    answer = desk.post(f"{SECURITY}confirming/", {"password": PASSWORD, "next": "https://example.com/"})
    assert answer["Location"] == SECURITY


def test_the_last_factor_takes_the_recovery_codes_with_it(desk, half_minutes):
    set_up(desk, half_minutes)
    assert RecoveryCode.objects.count() == 10
    desk.post(f"{SECURITY}authenticator/removing/")
    assert (RecoveryCode.objects.count(), SignIn.objects.get(ended_at=None).factor) == (0, "password")


def test_another_phone_takes_the_place_of_the_first(desk, half_minutes, app_of, suwanqing):
    first = app_of(suwanqing, SignIn.objects.get())
    set_up(desk, half_minutes)
    assert Authenticator.objects.count() == 1
    other = Client()
    other.post("/accounts/login/", {"username": "suwanqing", "password": PASSWORD})
    half_minutes.pass_by(2)
    assert other.post("/accounts/second-step/", {"one_time_password": first.shows()}).status_code == 422


def test_nobody_changes_the_factors_of_somebody_else(account, suwanqing, app_of):
    app_of(suwanqing)
    heming = account("heming", phone="13800138112")
    here = signed_in(heming, "elsewhere")
    with pytest.raises(Refused) as refused:
        factors.remove_authenticator(suwanqing, by=heming, here=here)
    assert refused.value.sentence == "只能改自己的登录验证。"


def test_who_is_asked_for_it_at_another_browser_has_not_confirmed_here(account, suwanqing):
    heming = account("heming", phone="13800138112")
    with pytest.raises(Refused) as refused:
        factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(heming))
    assert refused.value.sentence == "先再输一次密码，确认是你本人。"


def test_without_a_factor_there_are_no_recovery_codes(suwanqing):
    with pytest.raises(Refused) as refused:
        factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(suwanqing))
    assert refused.value.sentence == "先添加验证器或通行密钥，再生成恢复码。"


def add_passkey(desk, device, name="办公室电脑", **more):
    asked = json.loads(desk.get(f"{SECURITY}passkeys/new/").context["asked"])
    return desk.post(f"{SECURITY}passkeys/new/", {"name": name, "credential": device.makes(asked, **more)})


def prove(client, sign_in, device, **more):
    sign_in(client)
    asked = json.loads(client.get("/accounts/second-step/").context["asked"])
    return client.post("/accounts/second-step/", {"credential": device.shows(asked, **more)})


@pytest.fixture
def device(desk):
    made = passkeys.Device()
    add_passkey(desk, made)
    return made


def test_a_passkey_is_added_and_opens_the_account(desk, device, sign_in):
    other = Client(**LOCALHOST)
    assert prove(other, sign_in, device)["Location"] == "/"
    assert is_in(other)
    assert SignIn.objects.latest("pk").factor == "passkey"
    assert Passkey.objects.get().uses == 1


def test_an_answer_of_another_site_is_no_passkey(desk, device, sign_in):
    device.origin = "http://evil.example"
    assert prove(Client(**LOCALHOST), sign_in, device).status_code == 422
    device.origin = passkeys.HERE
    assert prove(Client(**LOCALHOST), sign_in, device, host="evil.example").status_code == 422


def test_an_answer_opens_once(desk, device, sign_in):
    other = Client(**LOCALHOST)
    sign_in(other)
    asked = json.loads(other.get("/accounts/second-step/").context["asked"])
    answer = device.shows(asked)
    assert other.post("/accounts/second-step/", {"credential": answer}).status_code == 302
    again = Client(**LOCALHOST)
    sign_in(again)
    again.get("/accounts/second-step/")
    assert again.post("/accounts/second-step/", {"credential": answer}).status_code == 422


def test_a_copy_of_a_passkey_is_told_by_its_count(desk, device, sign_in):
    copy = passkeys.Device(key=device.key, credential_id=device.credential_id)
    assert prove(Client(**LOCALHOST), sign_in, device).status_code == 302
    assert prove(Client(**LOCALHOST), sign_in, copy).status_code == 422


def test_a_passkey_that_counts_nothing_opens_each_time(desk, device, sign_in):
    for _ in range(2):
        device.uses = -1
        assert prove(Client(**LOCALHOST), sign_in, device).status_code == 302


@pytest.mark.parametrize("answer", ["", "x", "{}", "[]", '{"id": "AA", "rawId": "AA", "response": {}}'])
def test_what_is_no_answer_of_a_browser_is_refused(desk, device, sign_in, answer):
    other = Client(**LOCALHOST)
    sign_in(other)
    other.get("/accounts/second-step/")
    assert other.post("/accounts/second-step/", {"credential": answer}).status_code == 422
    desk.get(f"{SECURITY}passkeys/new/")
    assert desk.post(f"{SECURITY}passkeys/new/", {"name": "平板", "credential": answer}).status_code == 422
    assert Passkey.objects.count() == 1


def test_wrong_passkeys_lock_the_account_like_wrong_codes(desk, device, sign_in):
    stranger = passkeys.Device()
    other = Client(**LOCALHOST)
    assert [prove(other, sign_in, stranger).status_code for _ in range(5)] == [422, 422, 422, 422, 429]


def test_one_device_is_not_added_twice(desk, device):
    assert add_passkey(desk, device).context["form"].non_field_errors() == ["这个通行密钥已经添加过了。"]


def test_a_passkey_is_renamed_and_removed(desk, device):
    key = Passkey.objects.get()
    desk.post(f"{SECURITY}passkeys/{key.pk}/", {"name": "旧电脑"})
    assert Passkey.objects.get().name == "旧电脑"
    desk.post(f"{SECURITY}passkeys/{key.pk}/removing/")
    assert not Passkey.objects.exists()
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == ["factor.added", "factor.removed"]


def test_somebody_elses_passkey_is_not_there(desk, account):
    passkeys.given(account("heming", phone="13800138112"))
    key = Passkey.objects.get()
    assert desk.get(f"{SECURITY}passkeys/{key.pk}/").status_code == 404
    assert desk.post(f"{SECURITY}passkeys/{key.pk}/removing/").status_code == 404


def test_the_office_clears_the_factors_of_who_lost_the_phone_and_they_are_told_why(desk, account, app_of, suwanqing):
    heming = account("heming", name="何明", phone="13800138112")
    app_of(heming)
    factors.reset(heming, by=suwanqing, why="手机丢了，当面核对过身份证")
    assert not Authenticator.objects.filter(user=heming).exists()
    assert not SignIn.objects.filter(user=heming, ended_at=None).exists()
    told = Notice.objects.get(user=heming, kind="factor.reset")
    assert told.params == {"name": "苏婉清", "why": "手机丢了，当面核对过身份证"}
    assert AuditRow.objects.get(action="factor.reset").actor == suwanqing


@pytest.mark.parametrize(
    ("who", "why", "sentence"),
    [
        ("suwanqing", "手机丢了", "不能清除自己的登录验证。请另一位管账号的人来做。"),
        ("heming", " ", "请写明原因，本人会看到。"),
        ("chenyu", "手机丢了", "陈玉没有第二步验证，不用清除。"),
    ],
)
def test_factors_are_cleared_for_somebody_else_and_for_a_reason(account, app_of, suwanqing, who, why, sentence):
    for name, called, number in (("heming", "何明", "13800138112"), ("chenyu", "陈玉", "13800138113")):
        account(name, name=called, phone=number)
    for name in ("suwanqing", "heming"):
        app_of(User.objects.get(username=name))
    with pytest.raises(Refused) as refused:
        factors.reset(User.objects.get(username=who), by=suwanqing, why=why)
    assert refused.value.sentence == sentence


def test_the_server_may_clear_the_factors_of_the_only_one_in_the_office(suwanqing, app_of):
    app_of(suwanqing)
    factors.reset(suwanqing, by=audit.SYSTEM, why="手机丢了")
    assert not Authenticator.objects.exists()
