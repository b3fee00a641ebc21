"""Who may answer a draft and until when, and what has to be over before it is published: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy

Entered = evaluation.RoundProject


def why_not_reply(user: Any, entered: Entered) -> Refusal | None:
    """The provider's manager, once, up to and including the last day. The server itself puts on file what was long ago."""
    own = commissioning.Project.objects.filter(pk=entered.project_id).managed_by(user)
    if user is not audit.SYSTEM and not own.exists():
        return Refusal("no-role", _("初稿由承接机构负责人回应。"))
    one = entered.round
    if one.is_published:
        return Refusal("published", _("结果已经公布，不能再回应。"))
    if not one.is_closed or one.reply_until is None:
        return Refusal("not-drafted", _("初稿还没有出来。"))
    if evaluation.Reply.objects.sent().filter(entered=entered).exists():
        return Refusal("sent", _("这个项目的回应已经交了，只能交一次。"))
    if user is not audit.SYSTEM and clock.today() > one.reply_until:
        return Refusal("late", _("回应已在 %(day)s 截止。") % {"day": one.reply_until})
    return None


def why_not_answer(user: Any, reply: evaluation.Reply) -> Refusal | None:
    """The office, until the results are published; it may word its answer anew."""
    if refusal := rubric_policy.why_not_keep(user, reply.entered.round.subdistrict_id):
        return refusal
    if reply.sent_at is None:
        return Refusal("not-sent", _("承接机构还没有交回应。"))
    if reply.entered.round.is_published:
        return Refusal("published", _("结果已经公布，不能再改答复。"))
    return None


def why_not_publish(user: Any, one: evaluation.Round) -> Refusal | None:
    """What providers may say has to be said, and answered: but for a round that was judged before it was put on file here."""
    if refusal := why_not_close(user, one):
        return refusal
    if user is audit.SYSTEM:
        return None
    if one.reply_until is None or clock.today() <= one.reply_until:
        words = _("承接机构到 %(day)s 为止可以回应，过了这一天才能公布。")
        return Refusal("reply-days", words % {"day": one.reply_until})
    if n := evaluation.Reply.objects.waiting().filter(entered__round=one).count():
        return Refusal("unanswered", _("还有 %(n)d 份回应没有答复，答复了才能公布。") % {"n": n})
    return None


def why_not_close(user: Any, one: evaluation.Round) -> Refusal | None:
    """Whether there is a draft that the office may publish once its time has come."""
    if refusal := rubric_policy.why_not_keep(user, one.subdistrict_id):
        return refusal
    if one.is_published:
        return Refusal("published", _("结果已经公布。"))
    if not one.is_closed:
        return Refusal("not-drafted", _("初稿还没有出来。"))
    return None
