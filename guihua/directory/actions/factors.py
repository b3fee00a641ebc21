"""What somebody signs in with beside the password: added, removed, and taken away by whoever runs the account."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from fido2.webauthn import AttestedCredentialData

from guihua.core import audit, secrecy
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import factor_policy, notices, passkeys
from guihua.directory import models as directory
from guihua.directory.actions import sign_ins
from guihua.directory.calc import one_time
from guihua.directory.models import Authenticator, Ending, Factor, Passkey, RecoveryCode, SignIn, factors

SECRET_PLACE = "directory_authenticator.secret"  # noqa: S105 - a column's name


def locked(user: directory.User) -> directory.User:
    """Whoever changes or uses a factor holds the account's row, so that no code opens twice."""
    return directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def step_now() -> int:
    return one_time.step_at(timezone.now().timestamp())


@transaction.atomic
def add_authenticator(user: directory.User, secret: str, typed: str, *, by: Any, here: SignIn) -> Authenticator:
    """An app's codes open the account from now on, instead of those of an earlier app. Refused where the code that was
    typed is not the app's; it opens nothing afterwards."""
    user = _changing(user, by=by, here=here)
    step = one_time.step_of(secret, one_time.digits_of(typed), now=step_now(), after=0)
    if step is None:
        refuse_if(Refusal("wrong-code", _("验证码不对。看看手机上现在的 6 位数字，手机的时间也要准。")))
    data_key, plain = secrecy.new_wrapped_key()
    sealed = secrecy.sealed(secret, key=plain, place=SECRET_PLACE)
    given = {"data_key": data_key, "secret": sealed, "last_step": step, "added_at": timezone.now(), "used_at": None}
    added, _made = Authenticator.objects.update_or_create(user=user, defaults=given)
    _strengthened(here, Factor.TOTP)
    _tell_and_end_others(user, "authenticator", "added", by=by, here=here)
    return added


@transaction.atomic
def remove_authenticator(user: directory.User, *, by: Any, here: SignIn) -> None:
    user = _changing(user, by=by, here=here)
    found = Authenticator.objects.filter(user=user).first()
    if found is None:
        return
    refuse_if(factor_policy.why_not_remove(user, found))
    found.delete()
    _after_removal(user, "authenticator", by=by, here=here)


@transaction.atomic
def add_passkey(
    user: directory.User, name: str, credential: AttestedCredentialData, *, by: Any, here: SignIn
) -> Passkey:
    """A device opens the account from now on. Refused where another account has the same one."""
    user = _changing(user, by=by, here=here)
    refuse_if(factor_policy.why_not_add_passkey(user))
    try:
        with transaction.atomic():
            added = Passkey.objects.create(user=user, name=name, **passkeys.sealed(credential))
    except IntegrityError as known:
        raise Refused(Refusal("known", _("这个通行密钥已经添加过了。"))) from known
    _strengthened(here, Factor.PASSKEY)
    _tell_and_end_others(user, "passkey", "added", by=by, here=here)
    return added


@transaction.atomic
def rename_passkey(passkey: Passkey, name: str, *, by: Any, here: SignIn) -> Passkey:
    user = _changing(passkey.user, by=by, here=here)
    passkey.name = name
    passkey.save(update_fields=["name"])
    audit.record("passkey.renamed", user, by=by, passkey=passkey.pk)
    return passkey


@transaction.atomic
def remove_passkey(passkey: Passkey, *, by: Any, here: SignIn) -> None:
    user = _changing(passkey.user, by=by, here=here)
    refuse_if(factor_policy.why_not_remove(user, passkey))
    passkey.delete()
    _after_removal(user, "passkey", by=by, here=here)


@transaction.atomic
def make_recovery_codes(user: directory.User, *, by: Any, here: SignIn) -> list[str]:
    """Ten new codes, shown once: the earlier ones open nothing any more."""
    user = _changing(user, by=by, here=here)
    refuse_if(factor_policy.why_not_make_recovery_codes(user))
    codes = one_time.new_paper_codes()
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, code_index=code_index(code)) for code in codes])
    audit.record("recovery_codes.made", user, by=by, count=len(codes))
    return codes


@transaction.atomic
def reset(user: directory.User, *, by: Any, why: str) -> None:
    """Everything that the user shows beside the password is gone, as for a lost phone: the password alone opens until they
    add something anew. They are told by whom and why, and every sign-in of theirs ends."""
    user = locked(user)
    refuse_if(factor_policy.why_not_reset(by, user, why))
    _forget(user)
    ended = sign_ins.end_all(user, Ending.FACTOR, by=audit.SYSTEM)
    row = audit.record("factor.reset", user, by=by, why=why.strip(), ended=ended)
    notices.tell(user, notices.RESET, row.pk, name=str(by or _("系统管理员")), why=why.strip())


def code_index(code: str) -> bytes:
    return secrecy.blind_index(code, purpose="recovery code")


def _changing(user: directory.User, *, by: Any, here: SignIn) -> directory.User:
    user = locked(user)
    refuse_if(factor_policy.why_not_change(by, user, SignIn.objects.filter(pk=here.pk).first()))
    return user


def _strengthened(here: SignIn, factor: Factor) -> None:
    """Who has just shown a factor is signed in by it."""
    SignIn.objects.filter(pk=here.pk).update(factor=factor)


def _after_removal(user: directory.User, which: str, *, by: Any, here: SignIn) -> None:
    """Without any factor left there is nothing for a recovery code to stand in for."""
    if not factors.has_factor(user):
        _forget(user)
        _strengthened(here, Factor.PASSWORD)
    _tell_and_end_others(user, which, "removed", by=by, here=here)


def _forget(user: directory.User) -> None:
    for kind in (Authenticator, Passkey, RecoveryCode):
        kind.objects.filter(user=user).delete()


def _tell_and_end_others(user: directory.User, which: str, deed: str, *, by: Any, here: SignIn) -> None:
    ended = sign_ins.end_all(user, Ending.FACTOR, by=by, but=here)
    row = audit.record(f"factor.{deed}", user, by=by, factor=which, ended=ended)
    notices.tell(user, notices.ADDED if deed == "added" else notices.REMOVED, row.pk, factor=which)
