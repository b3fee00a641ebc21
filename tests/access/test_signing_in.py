"""Who gets in, and what somebody who does not is told."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils import timezone

from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import SignIn
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "suwanqing",
        " suwanqing ",
        "13800138111",
        "１３８００１３８１１１",
        "+86 138-0013-8111",
        "８６ 13800138111",
        "138 0013 8111",
    ],
)
def test_one_signs_in_by_username_or_phone_however_it_is_written(client, account, sign_in, typed):
    account()
    assert sign_in(client, typed)["Location"] == "/"
    assert client.get("/projects/").status_code == 200


def test_a_username_cannot_be_somebodys_phone(guicheng):
    with pytest.raises(Refused) as refused:
        users.register("13800138111", name="何敏", password=PASSWORD, by=audit.SYSTEM)
    assert refused.value.sentence == "用户名不能是手机号，否则分不清是谁在登录。"


def test_a_username_is_kept_as_it_will_be_typed(client, sign_in, guicheng):
    users.register("ｈｅｍｉｎ", name="何敏", password=PASSWORD, by=audit.SYSTEM)
    assert sign_in(client, "hemin")["Location"] == "/"
    with pytest.raises(Refused) as refused:
        users.register("hemin", name="何敏", password=PASSWORD, by=audit.SYSTEM)
    assert refused.value.sentence == "用户名或手机号已有人用。"


@pytest.mark.parametrize("phone", ["1380013811", "0757-86781234", "何敏"])
def test_an_account_has_no_phone_that_nobody_could_sign_in_with(guicheng, phone):
    with pytest.raises(Refused) as refused:
        users.register("hemin", name="何敏", password=PASSWORD, by=audit.SYSTEM, phone=phone)
    assert refused.value.sentence == "这不是手机号码。手机号码有 11 位，以 13 到 19 开头。"


def said(answer):
    return list(answer.context["form"].non_field_errors())


def test_unknown_disabled_and_wrong_are_told_apart_by_nothing(client, account, sign_in):
    account()
    disabled = account("heming", phone="13800138112")
    users.disable(disabled, by=audit.SYSTEM, why="离职")
    answers = [said(sign_in(client, name, word)) for name, word in NOT_IN]
    assert answers == [["用户名（或手机号）与密码不符。连续输错 5 次，账号会锁定 10 分钟。"]] * len(NOT_IN)


NOT_IN = [("suwanqing", "wrong"), ("nobody", PASSWORD), ("heming", PASSWORD), ("13900139000", PASSWORD)]


@pytest.mark.parametrize("typed", ["suwanqing", "nobody", "13900139000"])
def test_a_password_is_hashed_once_whether_the_account_exists_or_not(
    client, account, sign_in, settings, monkeypatch, typed
):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    account()
    hashed = []
    hash_as_ever = Argon2PasswordHasher.encode
    verify_as_ever = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashed.append("encode") or hash_as_ever(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: hashed.append("verify") or verify_as_ever(*a))
    sign_in(client, typed, "wrong")
    assert len(hashed) == 1


def fail(client, sign_in, times, username="suwanqing"):
    for _ in range(times):
        answer = sign_in(client, username, "wrong")
    return answer


def test_the_fifth_wrong_password_locks_the_account_for_its_phone_too_and_says_for_how_long(client, account, sign_in):
    account()
    assert fail(client, sign_in, 4).status_code == 200
    locking = fail(client, sign_in, 1, "13800138111")
    assert locking.status_code == 429
    assert "密码连续输错了 5 次。请 10 分钟后再试；忘了密码请联系街道办公室。" in locking.content.decode()
    assert sign_in(client).status_code == 429
    assert AuditRow.objects.filter(action="sign_in.locked").count() == 1


def test_the_minutes_of_the_lock_come_from_the_settings_and_run_down(client, account, sign_in, settings):
    settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME = 2, 0.5
    account()
    assert said(fail(client, sign_in, 1)) == ["用户名（或手机号）与密码不符。连续输错 2 次，账号会锁定 30 分钟。"]
    assert "密码连续输错了 2 次。请 30 分钟后再试" in fail(client, sign_in, 1).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=12))
    assert "请 18 分钟后再试" in sign_in(client).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert sign_in(client).status_code == 302


def test_trying_on_does_not_lengthen_the_lock(client, account, sign_in):
    account()
    fail(client, sign_in, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=7))
    assert "请 3 分钟后再试" in fail(client, sign_in, 3).content.decode()


def test_success_sets_the_count_back(client, account, sign_in):
    account()
    fail(client, sign_in, 4)
    sign_in(client)
    client.post("/accounts/logout/")
    assert fail(client, sign_in, 4).status_code == 200


def test_the_lock_holds_whatever_browser_and_address_the_guesser_has(client, account, sign_in):
    account()
    for n in range(5):
        answer = client.post(
            "/accounts/login/",
            {"username": "suwanqing", "password": "wrong"},
            REMOTE_ADDR=f"203.0.113.{n}",
            headers={"User-Agent": f"guesser {n}"},
        )
    assert answer.status_code == 429


def test_sixty_wrong_passwords_of_changing_forwarded_addresses_are_five_tries(client, account, sign_in):
    """What a stranger writes into X-Forwarded-For is nobody's word, and the account is what is counted."""
    account()
    typed = {"username": "suwanqing", "password": "wrong"}
    codes = [
        client.post("/accounts/login/", typed, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in range(60)
    ]
    assert codes == [200] * 4 + [429] * 56
    assert sum(row.failures_since_start for row in AccessAttempt.objects.all()) == 5
    assert sign_in(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=11))
    assert sign_in(client)["Location"] == "/"


def test_a_password_typed_into_the_wrong_field_is_kept_nowhere(client, account, sign_in):
    sign_in(client, PASSWORD, "suwanqing", next="/sessions/?q=张晓丽")
    kept = AccessAttempt.objects.values().get()
    assert [name for name, value in kept.items() if PASSWORD in str(value) or "张晓丽" in str(value)] == []


OUTSIDE = ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "https:///example.com"]


@pytest.mark.parametrize("target", OUTSIDE)
def test_after_the_sign_in_one_is_led_to_nobody_elses_page(client, account, sign_in, target):
    account()
    assert sign_in(client, next=target)["Location"] == "/"


def test_after_the_sign_in_one_is_led_where_one_wanted_to_go(client, account, sign_in):
    account()
    assert client.get("/projects/?year=2022")["Location"] == "/accounts/login/?next=%2Fprojects%2F%3Fyear%3D2022"
    assert sign_in(client, next="/projects/?year=2022")["Location"] == "/projects/?year=2022"


def test_the_session_has_another_key_after_the_sign_in(client, account, sign_in):
    account()
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted


def test_the_database_holds_neither_the_session_key_nor_the_browsers_mark(client, account, sign_in):
    account()
    sign_in(client)
    row = SignIn.objects.values().get()
    secrets = [client.session.session_key, client.cookies["browser"].value]
    assert [secret for secret in secrets if secret in str(row)] == []


@pytest.mark.parametrize("typed", ["\0", "suwanqing\0", " "])
def test_what_no_account_can_be_called_is_refused_like_any_other(client, account, sign_in, typed):
    account()
    assert sign_in(client, typed).status_code == 200
    assert not SignIn.objects.exists()
