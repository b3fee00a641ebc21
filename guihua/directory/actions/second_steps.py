"""The second step of a sign-in: a code is right once. All hold the account's row, so that two at once are one after another."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, secrecy
from guihua.directory import models as directory
from guihua.directory import passkeys
from guihua.directory.actions import factors
from guihua.directory.actions.factors import SECRET_PLACE, code_index, locked
from guihua.directory.calc import one_time
from guihua.directory.models import Authenticator, Factor, RecoveryCode


@transaction.atomic
def by_code(user: directory.User, typed: str, *, by: Any) -> Factor | None:
    """By what the code proves that it is they: their app's, or one on paper. None where it is neither, or was used."""
    user, digits = locked(user), one_time.digits_of(typed)
    if len(digits) == one_time.DIGITS:
        return _by_authenticator(user, digits)
    return _by_recovery_code(user, digits, by=by)


def _by_authenticator(user: directory.User, digits: str) -> Factor | None:
    app = Authenticator.objects.filter(user=user).first()
    if app is None:
        return None
    secret = secrecy.opened(app.secret, key=secrecy.unwrapped(app.data_key), place=SECRET_PLACE)
    step = one_time.step_of(secret, digits, now=factors.step_now(), after=app.last_step)
    if step is None:
        return None
    app.last_step, app.used_at = step, timezone.now()
    app.save(update_fields=["last_step", "used_at"])
    return Factor.TOTP


def _by_recovery_code(user: directory.User, digits: str, *, by: Any) -> Factor | None:
    unused = RecoveryCode.objects.filter(user=user, used_at=None)
    found = unused.filter(code_index=code_index(digits)).first()
    if found is None:
        return None
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    audit.record("recovery_code.used", user, by=by, left=unused.count())
    return Factor.RECOVERY


@transaction.atomic
def by_passkey(user: directory.User, host: str, asked: passkeys.Asked | None, answer: str, *, by: Any) -> Factor | None:
    """By a passkey of theirs that signed what was asked at this host. None where it did not, or nothing was asked."""
    user = locked(user)
    if asked is None:
        return None
    try:
        found, uses = passkeys.proven(user.passkeys.all(), host, asked, answer)
    except passkeys.Unproven:
        return None
    found.uses, found.used_at = uses, timezone.now()
    found.save(update_fields=["uses", "used_at"])
    return Factor.PASSKEY
