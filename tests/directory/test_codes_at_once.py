"""Two use the same code, or guess one, at the same moment, on PostgreSQL; and what would happen if nothing were locked."""

import threading
from functools import partial

import pytest
from django.test import RequestFactory

from guihua.directory import entering
from guihua.directory.actions import factors, second_steps
from guihua.directory.models import User
from tests.factories.at_once import PATIENCE, at_work, until_somebody_waits
from tests.factories.factors import signed_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def suwanqing(account):
    return account()


@pytest.fixture
def app(app_of, suwanqing):
    return app_of(suwanqing)


@pytest.fixture
def code(app, suwanqing):
    return factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(suwanqing))[0]


def opened_by(user, code, monkeypatch, way):
    """By what each of two gets in: one has used the code and not committed when the other uses it. The first is told first,
    whichever of their threads ends before the other."""
    has_used, may_commit, use = threading.Event(), threading.Event(), getattr(second_steps, way)
    found, slow = {}, []

    def slowly(*given, **named):
        factor = use(*given, **named)
        if not slow:
            slow.append(True)
            has_used.set()
            assert may_commit.wait(PATIENCE)
        return factor

    def go(who):
        found[who] = second_steps.by_code(user, code, by=user)

    monkeypatch.setattr(second_steps, way, slowly)
    with at_work(partial(go, 1)) as first:
        assert has_used.wait(PATIENCE)
        with at_work(partial(go, 2)) as second:
            until_somebody_waits()
            may_commit.set()
    assert (first, second) == ([], [])
    return [found[1], found[2]]


def without_lock(monkeypatch):
    monkeypatch.setattr(second_steps, "locked", lambda user: User.objects.get(pk=user.pk))


def test_a_recovery_code_used_twice_at_once_opens_once(suwanqing, code, monkeypatch):
    assert opened_by(suwanqing, code, monkeypatch, "_by_recovery_code") == ["recovery", None]


def test_without_the_lock_a_recovery_code_would_open_twice(suwanqing, code, monkeypatch):
    without_lock(monkeypatch)
    assert opened_by(suwanqing, code, monkeypatch, "_by_recovery_code") == ["recovery", "recovery"]


def test_a_code_of_an_app_used_twice_at_once_opens_once(suwanqing, app, monkeypatch):
    assert opened_by(suwanqing, app.shows(), monkeypatch, "_by_authenticator") == ["totp", None]


def test_without_the_lock_a_code_of_an_app_would_open_twice(suwanqing, app, monkeypatch):
    without_lock(monkeypatch)
    assert opened_by(suwanqing, app.shows(), monkeypatch, "_by_authenticator") == ["totp", "totp"]


def guesses(user, settings):
    """How many of two guesses at the same moment are looked at, where one wrong guess locks the account."""
    settings.AXES_FAILURE_LIMIT = 1
    has_guessed, may_commit, looked_at = threading.Event(), threading.Event(), []

    def guess():
        looked_at.append(True)
        has_guessed.set()
        if len(looked_at) == 1:
            assert may_commit.wait(PATIENCE)

    def go():
        entering.attempt(RequestFactory().post("/accounts/second-step/"), user, guess)

    with at_work(go) as first:
        assert has_guessed.wait(PATIENCE)
        with at_work(go) as second:
            until_somebody_waits(or_it=lambda: len(looked_at) == 2)
            may_commit.set()
    assert (first, second) == ([], [])
    return len(looked_at)


def test_a_burst_of_guesses_has_no_more_tries_than_there_are(suwanqing, settings):
    assert guesses(suwanqing, settings) == 1


def test_without_the_lock_each_of_a_burst_would_be_looked_at(suwanqing, settings, monkeypatch):
    monkeypatch.setattr(entering, "locked", lambda user: user)
    assert guesses(suwanqing, settings) == 2
