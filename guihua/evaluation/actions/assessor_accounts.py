"""Whoever is in the pool gets an account by a link of their own, and loses the role when they judge no more."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.actions import invitations, users
from guihua.directory.models import Role
from guihua.evaluation import assessor_account_policy as policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.assessor_numbers import phone_of

Assessor = evaluation.Assessor
Invited = evaluation.AssessorInvitation


@transaction.atomic
def invite(one: Assessor, *, by: Any) -> tuple[directory.Invitation, str]:
    """By a link that is shown this once. One that is out already opens nothing any more."""
    one = Assessor.objects.select_for_update(of=("self",)).get(pk=one.pk)
    refuse_if(policy.why_not_invite(by, one))
    for earlier in policy.out(one):
        invitations.withdraw(earlier.invitation, by=by)
    made, secret = invitations.invite(one.name, Role.ASSESSOR, one.subdistrict, by=by, phone=phone_of(one))
    Invited.objects.create(assessor=one, invitation=made)
    audit.record("assessor.invited", one, by=by, invitation=made.pk)
    return made, secret


@transaction.atomic
def invite_all(place: directory.Subdistrict, *, by: Any) -> list[tuple[Assessor, str]]:
    """Everybody of the pool who has no account and no link that is out, each with the secret of theirs."""
    waiting = policy.uninvited(place.pk)
    return [(one, invite(one, by=by)[1]) for one in waiting]


def on_accepted(*, invitation: directory.Invitation, user: directory.User, **_more: Any) -> None:
    """Within the transaction that takes the invitation. Of somebody who retired since, nothing is taken up."""
    invited = Invited.objects.filter(invitation=invitation).first()
    if invited is None:
        return
    one = Assessor.objects.select_for_update(of=("self",)).get(pk=invited.assessor_id)
    refuse_if(policy.why_not_take_up(one, user))
    one.user = user
    one.save(update_fields=["user"])
    audit.record("assessor.joined", one, by=user, user=user.pk)


def on_renewed(*, old: directory.Invitation, new: directory.Invitation, **_more: Any) -> None:
    """The new link is for whom the old one was."""
    invited = Invited.objects.filter(invitation=old).first()
    if invited:
        Invited.objects.create(assessor_id=invited.assessor_id, invitation=new)


def end_role(one: Assessor, *, by: Any) -> None:
    """Whoever judges no more opens nothing from the next request on; links that are out open nothing either."""
    for earlier in policy.out(one):
        invitations.withdraw(earlier.invitation, by=by)
    for held in _held(one).on(clock.today()):
        users.dismiss(held, by=by)


def give_role_back(one: Assessor, *, by: Any) -> None:
    """To an account that there is already."""
    if one.user and not _held(one).on(clock.today()).exists():
        users.appoint(one.user, Role.ASSESSOR, one.subdistrict, by=by)


def _held(one: Assessor) -> Any:
    return directory.Membership.objects.filter(user=one.user_id, subdistrict=one.subdistrict_id, role=Role.ASSESSOR)
