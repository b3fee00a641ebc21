"""Invitations: made, withdrawn, made anew, and accepted once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import invitations_policy as policy
from guihua.directory import models as directory
from guihua.directory import signals
from guihua.directory.actions import links, users
from guihua.directory.models import Invitation, Role


@transaction.atomic
def invite(
    name: str,
    role: Role,
    subdistrict: directory.Subdistrict,
    *,
    by: Any,
    organisation: directory.Organisation | None = None,
    community: directory.Community | None = None,
    phone: str = "",
) -> tuple[Invitation, str]:
    """Somebody is asked to take a role; returned with the secret of the link, which is kept nowhere."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)  # of two at once one is told
    index = users.index_of_phone(phone) if phone else None
    place = {"subdistrict": subdistrict, "organisation": organisation, "community": community}
    wanted = Invitation(name=name, role=role, phone_index=index, **place)
    refuse_if(policy.why_not_invite(by, wanted))
    refuse_if(policy.why_not_invite_twice(wanted, timezone.now()))
    return _made(wanted, by)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Any) -> Invitation:
    """Its link opens nothing any more."""
    invitation = _locked(invitation)
    refuse_if(policy.why_not_withdraw(by, invitation, timezone.now()))
    _close(invitation, by)
    return invitation


@transaction.atomic
def renew(invitation: Invitation, *, by: Any) -> tuple[Invitation, str]:
    """The same invitation with a new link and a new week; the old link opens nothing any more."""
    old = _locked(invitation)
    refuse_if(policy.why_not_renew(by, old, timezone.now()))
    if old.withdrawn_at is None:
        _close(old, by)
    place = {"subdistrict": old.subdistrict, "organisation": old.organisation, "community": old.community}
    made, secret = _made(Invitation(name=old.name, role=old.role, phone_index=old.phone_index, **place), by)
    signals.invitation_renewed.send(Invitation, old=old, new=made)
    return made, secret


@transaction.atomic
def accept_anew(invitation: Invitation, username: str, password: str) -> directory.User:
    """Who was invited has an account now, and the role from today. It was given by who invited them."""
    invitation = _locked(invitation)
    refuse_if(policy.why_not_accept_anew(invitation, timezone.now()))
    index = bytes(invitation.phone_index) if invitation.phone_index is not None else None
    user = users.register(username, name=invitation.name, password=password, by=invitation.by, index=index)
    _take(invitation, user)
    return user


@transaction.atomic
def accept_into(invitation: Invitation, user: directory.User, *, by: Any) -> directory.User:
    """Somebody with an account takes the role there."""
    invitation = _locked(invitation)
    refuse_if(policy.why_not_accept_into(by, invitation, timezone.now()))
    _take(invitation, user)
    return user


def _made(wanted: Invitation, by: Any) -> tuple[Invitation, str]:
    refuse_if(policy.why_not_invite(by, wanted))
    secret = links.new_secret()
    for name, value in links.fresh(secret, by).items():
        setattr(wanted, name, value)
    wanted.save(force_insert=True)
    audit.record("invitation.made", wanted, by=by, role=wanted.role)
    return wanted, secret


def _locked(invitation: Invitation) -> Invitation:
    """Of two who come with the same link at once, the second waits, and finds it used."""
    rows = Invitation.objects.select_for_update(of=("self",))
    found: Invitation = rows.select_related("subdistrict", "organisation", "community", "by").get(pk=invitation.pk)
    return found


def _close(invitation: Invitation, by: Any) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record("invitation.withdrawn", invitation, by=by)


def _take(invitation: Invitation, user: directory.User) -> None:
    users.appoint(
        user,
        Role(invitation.role),
        invitation.subdistrict,
        by=invitation.by,
        organisation=invitation.organisation,
        community=invitation.community,
        invitation=invitation.pk,
    )
    invitation.used_at, invitation.account = timezone.now(), user
    invitation.save(update_fields=["used_at", "account"])
    audit.record("invitation.accepted", invitation, by=user, user=user.pk)
    signals.invitation_accepted.send(Invitation, invitation=invitation, user=user)
