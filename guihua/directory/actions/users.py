"""Accounts, and the roles that people hold for a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guihua.core import audit, clock
from guihua.core.refusal import Refusal, Refused
from guihua.directory import models as directory
from guihua.directory.signing_in import phone_index


@transaction.atomic
def register(username: str, *, name: str, password: str, by: Any, phone: str = "") -> directory.User:
    """A new account. Refused where the name is taken or the password too weak."""
    user = directory.User(username=username, name=name, phone_index=phone_index(phone) if phone else None)
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


@transaction.atomic
def appoint(
    user: directory.User,
    role: directory.Role,
    subdistrict: directory.Subdistrict,
    *,
    by: Any,
    organisation: directory.Organisation | None = None,
    since: date | None = None,
) -> directory.Membership:
    """The user holds the role from a day (today where none is named)."""
    membership = directory.Membership.objects.create(
        user=user, subdistrict=subdistrict, organisation=organisation, role=role, since=since or clock.today()
    )
    audit.record("membership.appointed", membership, by=by, role=role, user=user.pk)
    return membership


@transaction.atomic
def grant(
    user: directory.User,
    role: directory.Role,
    kind: str,
    object_id: int,
    *,
    by: Any,
    why: str,
    since: date | None = None,
) -> directory.Grant:
    """The user may see one thing in one role, and `why` says for what reason."""
    given = directory.Grant.objects.create(
        user=user, role=role, kind=kind, object_id=object_id, since=since or clock.today(), why=why
    )
    audit.record("grant.given", given, by=by, role=role, on=f"{kind} {object_id}", user=user.pk)
    return given
