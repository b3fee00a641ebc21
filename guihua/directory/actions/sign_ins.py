"""Sign-ins begin, are used, and end. The row is what counts: a session without a live row opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, secrecy
from guihua.core.refusal import refuse_if
from guihua.directory import accounts_policy as policy
from guihua.directory import devices, factor_policy, notices
from guihua.directory import models as directory
from guihua.directory.calc.networks import network_of
from guihua.directory.models import Ending, Factor, SignIn

KEPT_DAYS = 183  # network logs are kept for six months at least (Cybersecurity Law, article on logs)


@dataclass(frozen=True)
class Where:
    """From where somebody signs in: the browser's own mark, the secret that the forms of its pages bear from now on, the
    network address, and the User-Agent."""

    browser: str
    form: str
    address: str | None
    agent: str


def digest(secret: str) -> bytes:
    """Session keys and browser marks are long and random, so that a plain digest cannot be guessed back."""
    return sha256(secret.encode()).digest()


@transaction.atomic
def begin(user: directory.User, key: str, where: Where, *, by: Any, factor: Factor = Factor.PASSWORD) -> SignIn:
    """The user is signed in under a session key from now on, and has just typed the password."""
    now = timezone.now()
    sign_in, _made = SignIn.objects.update_or_create(
        key_hash=digest(key),
        defaults={
            "user": user,
            "browser_hash": digest(where.browser),
            "form_hash": digest(where.form),
            "started_at": now,
            "used_at": now,
            "confirmed_at": now,
            "factor": factor,
            "address": where.address,
            "agent": where.agent[:200],
            "place_index": _place(user, where),
            "ended_at": None,
            "ending": "",
        },
    )
    audit.record("sign_in.began", sign_in, by=by, user=user.pk, address=where.address, factor=factor)
    if _is_from_a_new_place(sign_in):
        notices.tell_of_new_place(sign_in)
    return sign_in


def _place(user: directory.User, where: Where) -> bytes:
    """Neither device nor network can be read from it, and two people at one desk have two."""
    return secrecy.blind_index(
        f"{user.pk} {devices.family(where.agent)} {network_of(where.address)}", purpose="sign-in place"
    )


def _is_from_a_new_place(sign_in: SignIn) -> bool:
    """The first one is expected by its owner, and so is one in a browser of theirs, whose network changes as a phone's does:
    a browser that bears its mark and still is of the same kind, since a mark can be copied into another."""
    others = SignIn.objects.placed_beside(sign_in)
    if not others.exists() or others.filter(place_index=sign_in.place_index).exists():
        return False
    marked = others.filter(browser_hash=sign_in.browser_hash).order_by().values_list("agent", flat=True).distinct()
    return devices.family(sign_in.agent) not in map(devices.family, marked)


@transaction.atomic
def confirm(sign_in: SignIn, *, by: Any) -> SignIn:
    """Its owner has typed the password again, and may change for a while by what they sign in."""
    sign_in = SignIn.objects.select_for_update(of=("self",)).get(pk=sign_in.pk)
    refuse_if(factor_policy.why_not_confirm(by, sign_in))
    sign_in.confirmed_at = timezone.now()
    sign_in.save(update_fields=["confirmed_at"])
    audit.record("sign_in.confirmed", sign_in, by=by)
    return sign_in


def used(sign_in: SignIn) -> None:
    """Notes that a page was opened. No deed of anybody's, so that the audit has no row of it."""
    SignIn.objects.filter(pk=sign_in.pk, ended_at=None).update(used_at=timezone.now())


@transaction.atomic
def end(sign_in: SignIn, because: Ending, *, by: Any) -> SignIn:
    """Its session opens nothing any more, from the next request on. Ended twice, the first reason stays."""
    sign_in = SignIn.objects.select_for_update(of=("self",)).get(pk=sign_in.pk)
    refuse_if(policy.why_not_end(by, sign_in))
    if sign_in.ended_at is None:
        _close(sign_in, because)
        audit.record("sign_in.ended", sign_in, by=by, user=sign_in.user_id, because=because)
    return sign_in


@transaction.atomic
def disown(sign_in: SignIn, *, by: Any) -> SignIn:
    """Its owner says that it was not they. It is over, if it was not, and its place and its browser are known no more."""
    sign_in = SignIn.objects.select_for_update(of=("self",)).get(pk=sign_in.pk)
    refuse_if(policy.why_not_disown(by, sign_in))
    if sign_in.ending != Ending.STRANGER:
        sign_in.ended_at, sign_in.ending = sign_in.ended_at or timezone.now(), Ending.STRANGER
        sign_in.save(update_fields=["ended_at", "ending"])
        audit.record("sign_in.disowned", sign_in, by=by, user=sign_in.user_id)
    return sign_in


@transaction.atomic
def end_all(user: directory.User, because: Ending, *, by: Any, but: SignIn | None = None) -> int:
    """Ends every sign-in of the user but one; returns how many."""
    open_ones = SignIn.objects.select_for_update(of=("self",)).filter(user=user, ended_at=None)
    rows = list(open_ones.exclude(pk=but.pk) if but else open_ones)
    for row in rows:
        refuse_if(policy.why_not_end(by, row))
        _close(row, because)
    if rows:
        audit.record("sign_in.all_ended", user, by=by, count=len(rows), because=because)
    return len(rows)


def renew_key(sign_in: SignIn, key: str) -> None:
    """The same sign-in goes on under a new session key, as after a change of password."""
    SignIn.objects.filter(pk=sign_in.pk).update(key_hash=digest(key))


@transaction.atomic
def forget_old() -> int:
    """Removes ended sign-ins after half a year; what they were stays in the audit. Returns how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    count, _by_model = SignIn.objects.filter(used_at__lt=old).delete()
    return count


def _close(sign_in: SignIn, because: Ending) -> None:
    sign_in.ended_at = timezone.now()
    sign_in.ending = because
    sign_in.save(update_fields=["ended_at", "ending"])
