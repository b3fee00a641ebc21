"""Who of the pool may get an account: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.evaluation import models as evaluation
from guihua.evaluation.assessor_policy import why_not_keep_one

Assessor = evaluation.Assessor
Invited = evaluation.AssessorInvitation


def why_not_invite(user: Any, one: Assessor) -> Refusal | None:
    if refusal := why_not_keep_one(user, one):
        return refusal
    if one.user_id:
        return Refusal("has-account", _("这位专家已经有账号了。"))
    return None


def why_not_take_up(one: Assessor, user: directory.User) -> Refusal | None:
    """Of two who come with two links, one is the assessor; and one account is one assessor of a sub-district."""
    if one.retired_at:
        return Refusal("void", _("街道办公室已经把您从评估专家名单里去掉了。请联系街道办公室。"))
    if one.user_id or Assessor.objects.filter(subdistrict=one.subdistrict_id, user=user).exists():
        return Refusal("taken", _("这位专家已经有账号了。"))
    return None


def out(one: Assessor) -> QuerySet[Invited]:
    """Those whose links still open something."""
    waiting = directory.Invitation.objects.waiting_at(clock.now())
    return Invited.objects.filter(assessor=one, invitation__in=waiting).select_related("invitation")


def uninvited(place: int) -> QuerySet[Assessor]:
    """Those of the pool who have neither an account nor a link that is out."""
    waiting = directory.Invitation.objects.waiting_at(clock.now())
    asked = Invited.objects.filter(invitation__in=waiting).order_by().values("assessor")
    return Assessor.objects.filter(subdistrict=place).without_account().exclude(pk__in=asked).order_by("name", "pk")
