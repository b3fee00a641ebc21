"""Accounts, and the roles that people hold for a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from guihua.core import audit, clock
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.core.sheets import BadCell
from guihua.core.tenancy import TenantRow
from guihua.directory import accounts_policy, policy
from guihua.directory import models as directory
from guihua.directory.actions import sign_ins
from guihua.directory.models import Ending
from guihua.directory.signing_in import as_phone, phone_index, phone_of


@transaction.atomic
def register(
    username: str, *, name: str, password: str, by: Any, phone: str = "", index: bytes | None = None
) -> directory.User:
    """A new account; `index` is that of its phone where only it is known. Refused where the name is taken or looks like a
    phone, or the password is too weak."""
    refuse_if(accounts_policy.why_not_register(by))
    username = directory.User.normalize_username(username)
    if phone_of(username):
        raise Refused(Refusal("weak", _("用户名不能是手机号，否则分不清是谁在登录。")))
    user = directory.User(username=username, name=name, phone_index=index_of_phone(phone) if phone else index)
    try:
        user.clean_fields(exclude=["password"])
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(Refusal("weak", " ".join(weak.messages))) from weak
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(Refusal("taken", _("用户名或手机号已有人用。"))) from taken
    audit.record("user.registered", user, by=by, username=username)
    return user


def index_of_phone(phone: str) -> bytes:
    """By what an account is found again by its phone. Refused where it is none."""
    try:
        return phone_index(as_phone(phone))
    except BadCell as bad:
        raise Refused(Refusal("bad-phone", str(bad))) from bad


@transaction.atomic
def appoint(
    user: directory.User,
    role: directory.Role,
    subdistrict: directory.Subdistrict,
    *,
    by: Any,
    organisation: directory.Organisation | None = None,
    community: directory.Community | None = None,
    since: date | None = None,
    last_day: date | None = None,
    invitation: int | None = None,
) -> directory.Membership:
    """The user holds the role from a day (today where none is named), for ever or through a last day. `invitation` is the
    key of the one that they accepted."""
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    membership = directory.Membership(
        user=user,
        subdistrict=subdistrict,
        organisation=organisation,
        community=community,
        role=role,
        since=since or clock.today(),
        until=last_day + timedelta(days=1) if last_day else None,
    )
    refuse_if(accounts_policy.why_not_appoint(by, membership))
    membership.save(force_insert=True)
    told = {"invitation": invitation} if invitation else {}
    audit.record("membership.appointed", membership, by=by, role=role, user=user.pk, **told)
    return membership


@transaction.atomic
def grant(
    user: directory.User,
    role: directory.Role,
    thing: TenantRow,
    *,
    by: Any,
    why: str,
    since: date | None = None,
    organisation: directory.Organisation | None = None,
) -> directory.Grant:
    """The user may see one thing in a role that they hold there, and `why` says for what reason. `organisation`: whose
    thing it is, where its manager may give it to their own workers."""
    refuse_if(policy.why_not_grant(by, role, thing, organisation))
    given = directory.Grant.objects.create(
        user=user,
        role=role,
        kind=str(thing._meta.model_name),
        object_id=thing.pk,
        since=since or clock.today(),
        why=why,
    )
    audit.record("grant.given", thing, by=by, role=role, user=user.pk, why=why)
    return given


@transaction.atomic
def change_password(
    user: directory.User, old: str, new: str, *, by: Any, here: directory.SignIn | None = None
) -> directory.User:
    """One's own password; every sign-in but the one here ends. Refused where the old one is wrong or the new too weak."""
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_if(accounts_policy.why_not_change_password(by, user, old))
    set_password(user, new)
    ended = sign_ins.end_all(user, Ending.PASSWORD, by=by, but=here)
    audit.record("user.password_changed", user, by=by, ended=ended)
    return user


def set_password(user: directory.User, new: str) -> None:
    """Part of a verb that holds the account's row. Refused where the password is too weak."""
    try:
        validate_password(new, user)
    except ValidationError as weak:
        raise Refused(Refusal("weak", " ".join(weak.messages))) from weak
    user.set_password(new)
    user.save(update_fields=["password"])


@transaction.atomic
def rename(user: directory.User, name: str, *, by: Any) -> directory.User:
    """How the person is called from now on."""
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_if(accounts_policy.why_not_rename(by, user))
    told = audit.changes(directory.User, {"name": user.name}, {"name": name})
    user.name = name
    user.save(update_fields=["name"])
    if told:
        audit.record("user.renamed", user, by=by, **told)
    return user


@transaction.atomic
def disable(user: directory.User, *, by: Any, why: str) -> directory.User:
    """Nobody signs in to the account any more, and whoever is signed in sees nothing from the next request on."""
    _hold_offices(user.memberships.filter(role=directory.Role.OFFICE).values_list("subdistrict", flat=True))
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_if(accounts_policy.why_not_disable(by, user, why=why))
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_ins.end_all(user, Ending.DISABLED, by=audit.SYSTEM)
    audit.record("user.disabled", user, by=by, why=why)
    return user


@transaction.atomic
def enable(user: directory.User, *, by: Any, why: str) -> directory.User:
    """One signs in to the account again, with the roles that it still holds."""
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_if(accounts_policy.why_not_enable(by, user, why=why))
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("user.enabled", user, by=by, why=why)
    return user


@transaction.atomic
def dismiss(membership: directory.Membership, *, by: Any, last_day: date | None = None) -> directory.Membership:
    """The role ends after its last day, or at once, from the next request on; and with it what was granted in it.

    A role that would end before it begins never begins.
    """
    if membership.role == directory.Role.OFFICE:
        _hold_offices([membership.subdistrict_id])
    membership = directory.Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    until = max(clock.today() if last_day is None else last_day + timedelta(days=1), membership.since)
    refuse_if(accounts_policy.why_not_dismiss(by, membership, until))
    membership.until = until
    membership.save(update_fields=["until"])
    ended = _end_grants_without_role(membership, until)
    audit.record("membership.ended", membership, by=by, user=membership.user_id, until=until.isoformat(), grants=ended)
    return membership


def _end_grants_without_role(membership: directory.Membership, until: date) -> int:
    """Grants in the role end, unless the user holds it elsewhere: there some of them may belong."""
    others = membership.user.memberships.filter(role=membership.role).exclude(pk=membership.pk)
    if others.on(clock.today()).exists():
        return 0
    longer = Q(until=None) | Q(until__gt=until)
    return membership.user.grants.filter(longer, role=membership.role).update(until=until)


def _hold_offices(subdistricts: Iterable[int]) -> None:
    """Of two who leave the same office at once, the second waits: else each would find the other there, and both go."""
    held = directory.Subdistrict.objects.select_for_update(no_key=True).filter(pk__in=list(subdistricts))
    list(held.order_by("pk"))
