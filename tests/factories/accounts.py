"""Accounts of the small programme's people, each with a role, and how they sign in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role, SignIn

PASSWORD = "osmanthus-2022"
PHONE = "13800138111"
SINCE = date(2020, 1, 1)


@pytest.fixture
def account(request, guicheng):
    """An account of the office's, or in another role."""
    if "programme" in request.fixturenames:  # laid out before anybody is entered; afterwards it would be imported anew
        request.getfixturevalue("programme")

    def make(username="suwanqing", role=Role.OFFICE, *, name="苏婉清", phone=PHONE, place=guicheng, organisation=None):
        user = users.register(username, name=name, password=PASSWORD, by=audit.SYSTEM, phone=phone)
        if role is not None:
            users.appoint(user, role, place, by=audit.SYSTEM, organisation=organisation, since=SINCE)
        return user

    return make


@pytest.fixture
def sign_in():
    """Types into the sign-in page, as somebody with this browser would."""

    def go(client, username="suwanqing", password=PASSWORD, **more):
        return client.post("/accounts/login/", {"username": username, "password": password, **more})

    return go


@pytest.fixture
def later():
    """As if so many minutes had passed since a sign-in was used, or had begun."""

    def passed(sign_in, *, unused=0, old=0):
        now = timezone.now()
        SignIn.objects.filter(pk=sign_in.pk).update(
            used_at=now - timedelta(minutes=unused), started_at=now - timedelta(minutes=max(unused, old))
        )

    return passed
