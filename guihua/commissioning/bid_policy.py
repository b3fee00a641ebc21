"""What stands against a purchase being touched, and against a bid being invited, entered or taken back: `None`, or why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.models import ProcurementState
from guihua.core import clock
from guihua.core.refusal import Refusal

Procurement = commissioning.Procurement


def why_not_touch(user: Any, procurement: Procurement) -> Refusal | None:
    if refusal := policy.why_not_edit(user, procurement.project):
        return refusal
    if procurement.state != ProcurementState.RUNNING:
        return Refusal("wrong-state", _("这次采购%(state)s，不能再改。") % {"state": procurement.get_state_display()})
    return None


def why_not_bid(user: Any, procurement: Procurement, organisation: Any, on: date) -> Refusal | None:
    """Until the deadline, once each, of the same sub-district."""
    if refusal := why_not_touch(user, procurement):
        return refusal
    if organisation.subdistrict_id != procurement.subdistrict_id:
        return Refusal("elsewhere", _("「%(name)s」不在这个街道。") % {"name": organisation})
    if on > clock.today():
        return Refusal("too-early", _("日期还没有到。"))
    deadline = procurement.done.get("deadline")
    if deadline is not None and on > deadline:
        words = _("「%(name)s」在截止日期 %(day)s 以后才提交，不能接收。")
        return Refusal("late", words % {"name": organisation, "day": deadline.isoformat()})
    return None


def why_not_enter_bid(user: Any, procurement: Procurement, organisation: Any, on: date) -> Refusal | None:
    return why_not_bid(user, procurement, organisation, on) or why_not_past_the_call(procurement)


def why_not_past_the_call(procurement: Procurement) -> Refusal | None:
    """While a call is out, what comes in comes by it, sealed, and its deadline is the deadline."""
    if procurement.calls.out().exists():
        return Refusal("call", _("征集公告正在进行，响应从公告进来，开标时自动登记。"))
    return None


def why_not_invite(user: Any, procurement: Procurement, organisation: Any) -> Refusal | None:
    if refusal := why_not_bid(user, procurement, organisation, clock.today()):
        return refusal
    if procurement.bids.filter(organisation=organisation).exists():
        return Refusal("invited", _("「%(name)s」已经在名单里。") % {"name": organisation})
    if procurement.calls.out().filter(is_by_invitation=False).exists():
        return Refusal("to-all", _("征集公告已经对所有承接机构发布，不用再邀请。"))
    return None


def why_not_withdraw_bid(user: Any, bid: commissioning.Bid) -> Refusal | None:
    """Until the deadline has passed."""
    if refusal := why_not_touch(user, bid.procurement):
        return refusal
    if "deadline" in bid.procurement.done:
        return Refusal("late", _("已经截止，不能再撤回。"))
    return why_not_past_the_call(bid.procurement)
