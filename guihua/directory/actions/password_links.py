"""A new password for who forgot theirs: who runs the account gives a link, and its owner chooses the password."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import accounts_policy
from guihua.directory import invitations_policy as policy
from guihua.directory import models as directory
from guihua.directory.actions import links, sign_ins, users
from guihua.directory.models import Ending, PasswordLink


@transaction.atomic
def make(user: directory.User, *, by: Any) -> tuple[PasswordLink, str]:
    """A link to a new password, returned with its secret, which is kept nowhere. The old password holds until it is used;
    an earlier link opens nothing any more."""
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_if(accounts_policy.why_not_give_password(by, user))
    now = timezone.now()
    PasswordLink.objects.filter(user=user).waiting_at(now).update(withdrawn_at=now)
    secret = links.new_secret()
    made = PasswordLink.objects.create(user=user, **links.fresh(secret, by))
    audit.record("user.password_link_made", user, by=by)
    return made, secret


@transaction.atomic
def use(link: PasswordLink, new: str) -> directory.User:
    """The account has a new password, and every sign-in of before is over. A second factor stays as it was."""
    rows = PasswordLink.objects.select_for_update(of=("self",)).select_related("user", "by")
    link = rows.get(pk=link.pk)
    refuse_if(policy.why_not_use(link, timezone.now()))
    user = directory.User.objects.select_for_update(of=("self",)).get(pk=link.user_id)
    users.set_password(user, new)
    ended = sign_ins.end_all(user, Ending.PASSWORD, by=audit.SYSTEM)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    audit.record("user.password_link_used", user, by=user, ended=ended)
    return user
