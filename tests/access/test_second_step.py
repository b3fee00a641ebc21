"""The second step of a sign-in: what is asked after the right password, and what opens."""

import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from guihua.core.inbox import Notice
from guihua.core.models import AuditRow
from guihua.directory.actions import factors
from guihua.directory.models import Authenticator, RecoveryCode, SignIn
from tests.factories.accounts import PASSWORD
from tests.factories.factors import signed_in

pytestmark = pytest.mark.django_db
STEP = "/accounts/second-step/"


@pytest.fixture
def suwanqing(account):
    return account()


@pytest.fixture
def app(app_of, suwanqing):
    return app_of(suwanqing)


@pytest.fixture
def codes(app, suwanqing):
    return factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(suwanqing))


def step(client, code):
    return client.post(STEP, {"one_time_password": code})


def is_in(client):
    return client.get("/projects/").status_code == 200


def test_after_the_password_the_code_of_the_app_is_asked_for(client, sign_in, app):
    assert sign_in(client, next="/projects/?year=2022")["Location"] == STEP
    assert not is_in(client)
    assert step(client, app.shows())["Location"] == "/projects/?year=2022"
    assert is_in(client)
    newest = SignIn.objects.latest("pk")
    assert (newest.factor, newest.get_factor_display()) == ("totp", "密码和验证器")


def test_who_has_no_second_factor_is_in_with_the_password(client, sign_in, suwanqing):
    assert sign_in(client)["Location"] == "/"
    assert SignIn.objects.get().factor == "password"


def test_a_code_is_taken_once_and_none_from_before_it(client, sign_in, app):
    sign_in(client)
    used = app.shows()
    assert step(client, used).status_code == 302
    other = Client()
    sign_in(other)
    assert [step(other, used).status_code, step(other, app.shows(ahead=-1)).status_code] == [422, 422]
    assert step(other, app.shows(ahead=1)).status_code == 302


def test_the_code_that_set_the_app_up_does_not_sign_in(client, sign_in, app_of, suwanqing, half_minutes):
    app = app_of(suwanqing)
    half_minutes.pass_by(-2)
    sign_in(client)
    assert step(client, app.shows()).status_code == 422


def test_a_wrong_code_is_told_in_words(client, sign_in, app):
    sign_in(client)
    answer = step(client, "000000")
    assert answer.status_code == 422
    assert answer.context["form"].errors["one_time_password"] == ["验证码不对，或者已经用过。等验证器换出下一个再填。"]


def test_wrong_codes_and_wrong_passwords_are_one_count_and_lock_the_account(client, sign_in, app):
    for _ in range(2):
        sign_in(client, password="wrong")
    sign_in(client)
    answers = [step(client, "000000").status_code for _ in range(3)]
    assert answers == [422, 422, 429]
    assert step(client, app.shows()).status_code == 429
    assert sign_in(Client()).status_code == 429
    assert "密码或验证码连续输错了 5 次。请 10 分钟后再试" in step(client, app.shows()).content.decode()


def test_who_is_locked_out_at_the_second_step_is_told_that_somebody_has_the_password(client, sign_in, app):
    sign_in(client)
    for _ in range(7):
        step(client, "000000")
    told = Notice.objects.filter(kind="factor.guessed").values_list("user__username", "params")
    assert list(told) == [("suwanqing", {"n": 5})]
    assert AuditRow.objects.filter(action="second_step.failed").count() == 1


def test_after_the_lock_the_right_code_opens_and_sets_the_count_back(client, sign_in, app):
    sign_in(client)
    for _ in range(5):
        step(client, "000000")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=11))
    assert step(client, app.shows()).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_the_right_password_alone_does_not_set_the_count_back(client, sign_in, app):
    for _ in range(4):
        sign_in(client, password="wrong")
    sign_in(client)
    assert step(client, "000000").status_code == 429


def test_what_was_typed_at_the_second_step_is_kept_nowhere(client, sign_in, app):
    sign_in(client)
    client.post(STEP, {"one_time_password": "765432"})
    client.post(STEP, {"credential": '{"signature": "765432"}'})
    assert [name for name, value in AccessAttempt.objects.values().get().items() if "765432" in str(value)] == []


def test_the_second_step_waits_five_minutes_and_then_leads_where_one_wanted_to_go(client, sign_in, app):
    sign_in(client, next="/projects/?year=2022")
    session = client.session
    session["second_step"] |= {"at": time.time() - 301}
    session.save()
    assert step(client, app.shows())["Location"] == "/accounts/login/?next=%2Fprojects%2F%3Fyear%3D2022&why=over"
    assert not is_in(client)


def test_the_second_step_is_bound_to_the_browser(client, sign_in, app):
    sign_in(client)
    assert step(Client(), app.shows())["Location"] == "/accounts/login/?next=%2F&why=over"


def test_a_password_changed_between_the_two_steps_ends_the_first(client, sign_in, app, suwanqing):
    sign_in(client)
    suwanqing.set_password("丹桂飘香十里-2023")
    suwanqing.save()
    assert step(client, app.shows())["Location"] == "/accounts/login/?next=%2F&why=over"


def test_an_account_disabled_between_the_two_steps_stays_shut(client, sign_in, app, suwanqing):
    sign_in(client)
    type(suwanqing).objects.update(is_active=False)
    assert step(client, app.shows())["Location"] == "/accounts/login/?next=%2F&why=over"


OUTSIDE = ["https://example.com/", "//example.com/", "javascript:alert(1)"]


@pytest.mark.parametrize("target", OUTSIDE)
def test_after_the_second_step_one_is_led_to_nobody_elses_page(client, sign_in, app, target):
    sign_in(client, next=target)
    assert step(client, app.shows())["Location"] == "/"


def test_the_session_has_another_key_after_each_step(client, sign_in, app):
    client.get("/accounts/login/")
    keys = [client.session.session_key]
    for go in (lambda: sign_in(client), lambda: step(client, app.shows())):
        go()
        keys.append(client.session.session_key)
    assert len(set(keys)) == 3


def test_a_recovery_code_opens_once_however_it_is_typed(client, sign_in, codes):
    sign_in(client)
    answer = client.post(STEP, {"one_time_password": f" {codes[0][:5]}-{codes[0][5:]} "}, follow=True)
    assert [str(said) for said in answer.context["messages"]] == [
        "用掉了一个恢复码，还剩 9 个。在「登录安全」里可以重新生成。"
    ]
    assert SignIn.objects.latest("pk").factor == "recovery"
    other = Client()
    sign_in(other)
    assert step(other, codes[0]).status_code == 422
    assert AuditRow.objects.get(action="recovery_code.used").details == {"left": 9}


def test_new_recovery_codes_take_the_place_of_the_old(client, sign_in, codes, suwanqing):
    newer = factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(suwanqing))
    sign_in(client)
    assert [step(client, codes[0]).status_code, step(client, newer[0]).status_code] == [422, 302]


def test_nobody_elses_recovery_code_opens(client, sign_in, account, app_of, codes):
    app_of(account("heming", phone="13800138112"))
    sign_in(client, "heming")
    assert step(client, codes[0]).status_code == 422


def test_the_database_shows_neither_the_secret_nor_the_codes(app, codes):
    kept = str([*Authenticator.objects.values(), *RecoveryCode.objects.values(), *AuditRow.objects.values()])
    assert [secret for secret in (app.secret, *codes) if secret in kept] == []


def test_what_was_typed_when_the_session_ran_out_comes_back_after_the_second_step(client, sign_in, app, later):
    sign_in(client)
    step(client, app.shows())
    page = client.get("/programme/words/")
    token = page.context["csrf_token"]
    later(SignIn.objects.latest("pk"), unused=31)
    sent = {"name": "禁毒宣传", "code": "drugs", "csrfmiddlewaretoken": str(token)}
    answer = client.post("/programme/words/", sent, headers={"Referer": "http://testserver/programme/words/"})
    assert answer["Location"] == "/accounts/login/?next=%2Fprogramme%2Fwords%2F&why=kept"
    assert sign_in(client, next="/programme/words/", why="kept")["Location"] == STEP
    assert "你填的内容还在" in client.get(STEP).content.decode()
    assert step(client, app.shows(ahead=1))["Location"] == "/programme/words/"
    assert 'value="禁毒宣传"' in client.get("/programme/words/").content.decode()


def test_a_second_step_without_a_valid_token_begins_anew(sign_in, app):
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post(STEP, {"one_time_password": "123456"}, headers={"Origin": "http://testserver"})
    assert answer["Location"] == "/accounts/login/?next=%2F"


def test_a_demonstrations_one_tap_asks_for_the_second_step_too(client, app, settings, suwanqing):
    from guihua.config.home import Demonstration

    settings.DEMONSTRATION = Demonstration(timezone.localdate(), 2022, "s", 1, PASSWORD)
    assert client.post("/accounts/login/demonstration/", {"username": "suwanqing"})["Location"] == STEP
