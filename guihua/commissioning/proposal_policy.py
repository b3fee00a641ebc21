"""What stands against a proposal being written, sent, taken back or looked at: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import call_policy
from guihua.commissioning.models import Call, CallState, Proposal, ProposalState, Standing
from guihua.core import audit, measures
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users

MOST_FILES = 30


def why_not_begin(user: Any, call: Call, organisation: directory.Organisation) -> Refusal | None:
    """By the manager of a provider that is asked, while the call is open."""
    if refusal := why_not_run(user, organisation):
        return refusal
    if not call.providers().filter(pk=organisation.pk).exists():
        return Refusal("not-asked", _("这份公告没有邀请「%(name)s」。") % {"name": organisation})
    return _why_not_open(call)


def why_not_run(user: Any, organisation: directory.Organisation) -> Refusal | None:
    """A provider's proposal is its manager's alone."""
    runs = users.organisations_of(user, users.Role.MANAGER) if user is not audit.SYSTEM else []
    if user is audit.SYSTEM or organisation.pk in runs:
        return None
    return Refusal("no-role", _("只有「%(name)s」的机构负责人能写响应方案。") % {"name": organisation})


def _why_not_open(call: Call) -> Refusal | None:
    if call.state == CallState.WITHDRAWN:
        return Refusal("withdrawn", _("街道办公室撤销了这份征集公告。您写的还在，可以看。"))
    if call.standing != Standing.OPEN:
        words = _("征集已在 %(at)s 截止，不能再改，也不能再提交。您写的还在，可以看。")
        return Refusal("late", words % {"at": call_policy.shown(call.deadline)})
    return None


def why_not_write(user: Any, proposal: Proposal) -> Refusal | None:
    """While it is a draft and the call is open."""
    if refusal := why_not_run(user, proposal.organisation) or _why_not_open(proposal.call):
        return refusal
    if proposal.state != ProposalState.DRAFT:
        return Refusal("submitted", _("响应方案已经提交。要改，先撤回。"))
    return None


def why_not_add_file(user: Any, proposal: Proposal) -> Refusal | None:
    if refusal := why_not_write(user, proposal):
        return refusal
    if proposal.files.count() >= MOST_FILES:
        return Refusal("too-many", _("最多放 %(n)s 个文件。") % {"n": MOST_FILES})
    return None


def why_not_submit(user: Any, proposal: Proposal) -> Refusal | None:
    """Before the deadline, and whole."""
    if refusal := why_not_write(user, proposal):
        return refusal
    if gaps := missing(proposal):
        return Refusal("incomplete", _("还不能提交：%(what)s") % {"what": "".join(gaps)})
    return None


def why_not_withdraw(user: Any, proposal: Proposal) -> Refusal | None:
    """Before the deadline."""
    if refusal := why_not_run(user, proposal.organisation) or _why_not_open(proposal.call):
        return refusal
    if proposal.state != ProposalState.SUBMITTED:
        return Refusal("draft", _("响应方案还没有提交。"))
    return None


def missing(proposal: Proposal) -> list[str]:
    """What has to be there before it is sent, a sentence each."""
    said = [
        (not proposal.plan, _("服务方案没有写。")),
        (not proposal.staff, _("人员安排没有写。")),
        (not proposal.indicators.exists(), _("指标一条也没有。")),
        (proposal.indicators.filter(target=None).exists(), _("有的指标没有目标。")),
        (not proposal.budget_fen(), _("预算没有填。")),
    ]
    gaps = [sentence for is_missing, sentence in said if is_missing]
    gaps += [_("缺「%(paper)s」。") % {"paper": one} for one in missing_papers(proposal)]
    return gaps + _sums(proposal)


def missing_papers(proposal: Proposal) -> list[str]:
    """What the call asks for and no file is."""
    there = set(proposal.files.values_list("paper", flat=True))
    return [one for one in proposal.call.names_of_papers if one not in there]


def _sums(proposal: Proposal) -> list[str]:
    whole, quote = proposal.budget_fen(), proposal.quote_fen
    if not whole or quote is None or quote == whole:
        return []
    words = _("报价 %(quote)s 元，预算合计 %(whole)s 元，差 %(by)s 元。")
    return [words % {"quote": _yuan(quote), "whole": _yuan(whole), "by": _yuan(abs(whole - quote))}]


def warnings(proposal: Proposal) -> list[str]:
    """What does not keep it from being sent, and may keep it from winning."""
    more = (proposal.quote_fen or proposal.budget_fen()) - proposal.call.procurement.budget_fen
    return [_("报价比采购预算多 %(yuan)s 元，不能成交。") % {"yuan": _yuan(more)}] if more > 0 else []


def _yuan(fen: int) -> str:
    return f"{measures.yuan(fen):,}"
