"""What the rules say against a call and against what is done with it: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import buying, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import procurement_policy as rules
from guihua.commissioning.bid_policy import why_not_touch
from guihua.commissioning.models import CallState, Standing
from guihua.core import clock
from guihua.core.refusal import Refusal

Call = commissioning.Call
RELEASE, DEADLINE = "release", "deadline"  # the steps of a purchase that a call takes


def why_not_draft(user: Any, procurement: commissioning.Procurement) -> Refusal | None:
    """One call at a time, for a purchase that runs and whose bids are not in yet."""
    if refusal := why_not_touch(user, procurement):
        return refusal
    if procurement.project.is_bought:
        return Refusal("bought", _("项目已经签约，补登的采购不用再征集。"))
    if procurement.calls.standing().exists():
        return Refusal("exists", _("这次采购已经有征集公告。"))
    if DEADLINE in procurement.done:
        return Refusal("late", _("这次采购已经截止，不能再征集。"))
    return None


def why_not_change(user: Any, call: Call) -> Refusal | None:
    if refusal := policy.why_not_edit(user, call.procurement.project):
        return refusal
    if call.state != CallState.DRAFT:
        return Refusal("published", _("公告已经发布，不能再改。只能延长截止时间，或撤销后重新写。"))
    return None


def why_not_deadline(procurement: commissioning.Procurement, deadline: datetime) -> Refusal | None:
    """It is to come, and no earlier than the way of buying allows after what is published today, or was on its day."""
    if deadline <= clock.now():
        return Refusal("deadline", _("截止时间要晚于现在。"))
    step = procurement.method.steps.filter(code=DEADLINE).first()
    first = buying.first_day(step, _done_when_published(procurement)) if step else None
    if step and first and timezone.localdate(deadline) < first:
        said = rules.rule(step, first, step.least)
        return Refusal("deadline", _("「%(step)s」最早在 %(day)s%(rule)s。") % said)
    return None


def _done_when_published(procurement: commissioning.Procurement) -> dict[str, date]:
    if procurement.calls.filter(published_at__isnull=False).exists():  # one before it was withdrawn: the time runs anew
        return {**procurement.done, RELEASE: clock.today()}
    return {RELEASE: clock.today(), **procurement.done}


def release_due(procurement: commissioning.Procurement) -> commissioning.MethodStep | None:
    """The step that publishing takes; None where it was taken already, or the way of buying has none."""
    found: commissioning.MethodStep | None = procurement.method.steps.filter(code=RELEASE).first()
    return None if RELEASE in procurement.done else found


def why_not_publish(user: Any, call: Call, deadline: datetime) -> Refusal | None:
    procurement = call.procurement
    if refusal := why_not_change(user, call) or why_not_touch(user, procurement):
        return refusal
    if DEADLINE in procurement.done:
        return Refusal("late", _("这次采购已经截止，不能再征集。"))
    step = release_due(procurement)
    refusal = rules.why_not_on(procurement, step, clock.today(), "") if step else None
    return refusal or why_not_deadline(procurement, deadline)


def why_not_postpone(user: Any, call: Call, deadline: datetime) -> Refusal | None:
    """Later, and while it is open."""
    if refusal := why_not_touch(user, call.procurement) or _why_not_standing(call, Standing.OPEN):
        return refusal
    if deadline <= call.deadline:
        words = _("截止时间只能往后延，现在是 %(at)s。")
        return Refusal("deadline", words % {"at": shown(call.deadline)})
    return None


def why_not_withdraw(user: Any, call: Call) -> Refusal | None:
    """Until its seals are broken."""
    if refusal := policy.why_not_edit(user, call.procurement.project):
        return refusal
    return _why_not_standing(call, Standing.DRAFT, Standing.OPEN, Standing.CLOSED)


def why_not_unseal(user: Any, call: Call) -> Refusal | None:
    """After the deadline, once."""
    if refusal := why_not_touch(user, call.procurement):
        return refusal
    if call.is_open:
        return Refusal("sealed", _("%(at)s 才截止，之前不能开标。") % {"at": shown(call.deadline)})
    return _why_not_standing(call, Standing.CLOSED)


def _why_not_standing(call: Call, *fit: Standing) -> Refusal | None:
    if call.standing in fit:
        return None
    return Refusal("wrong-state", _("这份公告%(state)s，不能这样办。") % {"state": call.standing.label})


def shown(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
