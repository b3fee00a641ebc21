"""An authenticator app in somebody's hand, and the browser at which they set it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from guihua.directory.actions import factors, sign_ins
from guihua.directory.calc import one_time
from guihua.directory.models import SignIn, User

LONG_AGO = 55_000_000  # half-minutes since 1970


@dataclass
class HalfMinutes:
    """The clock by which codes are made: it stands until it is told to go on."""

    now: int = LONG_AGO

    def pass_by(self, count: int = 1) -> None:
        self.now += count


@dataclass
class App:
    """What the phone shows."""

    secret: str
    clock: HalfMinutes

    def shows(self, *, ahead: int = 0) -> str:
        return one_time.code_of(self.secret, self.clock.now + ahead)


@pytest.fixture
def half_minutes(monkeypatch: Any) -> HalfMinutes:
    clock = HalfMinutes()
    monkeypatch.setattr(factors, "step_now", lambda: clock.now)
    return clock


def signed_in(user: User, key: str = "desk") -> SignIn:
    return sign_ins.begin(user, key, sign_ins.Where("browser", "form", "127.0.0.1", "Firefox"), by=user)


@pytest.fixture
def app_of(half_minutes: HalfMinutes) -> Any:
    """Sets up an app for somebody; a minute later it is there to be used."""

    def set_up(user: User, here: SignIn | None = None) -> App:
        app = App(one_time.new_secret(), half_minutes)
        factors.add_authenticator(user, app.secret, app.shows(), by=user, here=here or signed_in(user))
        half_minutes.pass_by(2)
        return app

    return set_up
