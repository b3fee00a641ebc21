"""What a notice says of a purchase, and whether it may be published: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, procurement_policy
from guihua.commissioning.models import STEP_OF, BidState, NoticeKind, ProcurementState
from guihua.core import clock
from guihua.core.refusal import Refusal

Procurement = commissioning.Procurement
Text = commissioning.FileVersion | None
PDF = ".pdf"
STANDING = {ProcurementState.RUNNING, ProcurementState.AWARDED}
SAYS_WHY = {NoticeKind.SINGLE, NoticeKind.FAILED, NoticeKind.WITHDRAWN}  # which are nothing without the office's words


def said(procurement: Procurement, kind: str) -> dict[str, Any]:
    """The facts of such a notice as they are now: these columns, and no more, are what the public learns."""
    project = procurement.project
    facts: dict[str, Any] = {
        "year": project.year.year,
        "number": project.number,
        "name": project.name,
        "method": procurement.method.name,
        "category": procurement.category.name,
        "is_tender": procurement.method.is_tender,
        "budget_fen": procurement.budget_fen,
    }
    more = {NoticeKind.SINGLE: _single, NoticeKind.AWARD: _award, NoticeKind.CONTRACT: _contract}.get(NoticeKind(kind))
    return facts | (more(procurement) if more else {})


def _single(procurement: Procurement) -> dict[str, Any]:
    (bid,) = _standing_bids(procurement)
    return {"supplier": bid.organisation.name}


def _award(procurement: Procurement) -> dict[str, Any]:
    """The experts are named, as the Regulations ask; who sat for the buyer is not, nor where anybody works."""
    winner = procurement.winner
    if winner is None:
        return {}
    return {
        "supplier": winner.organisation.name,
        "amount_fen": winner.quote_fen,
        "day": procurement.done.get("award"),
        "experts": [judge.name for judge in procurement.panel.all() if judge.is_expert],
    }


def _contract(procurement: Procurement) -> dict[str, Any]:
    contract = commissioning.Contract.objects.select_related("project__provider").get(project=procurement.project_id)
    return {
        "supplier": contract.project.provider_name,
        "amount_fen": contract.amount_fen,
        "day": contract.signed_on,
        "contract": contract.number,
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
    }


def _standing_bids(procurement: Procurement) -> list[commissioning.Bid]:
    standing = procurement.bids.filter(state__in=[BidState.INVITED, BidState.SUBMITTED])
    return list(standing.select_related("organisation"))


def why_not_yet(procurement: Procurement, kind: str) -> Refusal | None:
    """Whether there is anything of this kind to tell."""
    is_there = {
        NoticeKind.SINGLE: procurement.method.code == "single" and procurement.state in STANDING,
        NoticeKind.AWARD: procurement.state == ProcurementState.AWARDED,
        NoticeKind.CONTRACT: procurement.state == ProcurementState.AWARDED and _is_signed(procurement),
        NoticeKind.FAILED: procurement.state == ProcurementState.FAILED,
        NoticeKind.WITHDRAWN: procurement.state == ProcurementState.WITHDRAWN,
    }[NoticeKind(kind)]
    if not is_there:
        state = procurement.get_state_display()
        return Refusal("not-yet", _("这次采购%(state)s，还没有可以公告的内容。") % {"state": state})
    if kind == NoticeKind.SINGLE and len(_standing_bids(procurement)) != 1:
        return Refusal("one-supplier", _("单一来源公示要写明供应商：先邀请一家，也只能是一家。"))
    return None


def _is_signed(procurement: Procurement) -> bool:
    return commissioning.Contract.objects.filter(project=procurement.project_id).exists()


def why_not_publish(
    user: Any, procurement: Procurement, kind: str, *, remark: str, correction: str, why: str, text: Text = None
) -> Refusal | None:
    """By the office, in its time; anew with a reason, and not where nothing would be different."""
    if refusal := policy.why_not_edit(user, procurement.project) or why_not_yet(procurement, kind):
        return refusal
    if kind in SAYS_WHY and not remark:
        return Refusal("remark", _("请写明可以公开的理由。"))
    if refusal := _why_not_text(procurement, kind, text):
        return refusal
    before = commissioning.PublicNotice.objects.of(procurement, kind).order_by("-edition").first()
    if before is not None:
        return _why_not_correct(before, said(procurement, kind) | {"remark": remark, "text": text}, correction)
    step = step_to_take(procurement, kind)
    return procurement_policy.why_not_take(user, procurement, step, clock.today(), why) if step else None


def texts(user: Any, project: commissioning.Project) -> list[commissioning.FileVersion]:
    """What may be published as the contract's text: the newest version of each PDF among the project's papers."""
    files = commissioning.ProjectFile.objects.visible_to(user).filter(project=project).there().of_work()
    newest = [one.versions.order_by("-number").first() for one in files]
    return [one for one in newest if one and one.suffix == PDF]


def _why_not_text(procurement: Procurement, kind: str, text: Text) -> Refusal | None:
    if text is None:
        return None
    if kind != NoticeKind.CONTRACT:
        return Refusal("text", _("只有合同公告附合同文本。"))
    if text.file.project_id != procurement.project_id or text.suffix != PDF or text.file.removed_at:
        return Refusal("text", _("请选这个项目的一份 PDF 文件。"))
    return None


def _why_not_correct(before: commissioning.PublicNotice, facts: dict[str, Any], correction: str) -> Refusal | None:
    if all(getattr(before, name) == value for name, value in facts.items()):
        return Refusal("same", _("和已经公告的一样，没有可以更正的。"))
    return None if correction else Refusal("correction", _("更正要写明原因。"))


def step_to_take(procurement: Procurement, kind: str) -> str:
    """The step that is taken by publishing; none where it was registered before, or where its way has no such step."""
    code = STEP_OF.get(NoticeKind(kind), "")
    if not code or code in procurement.done or not procurement.method.steps.filter(code=code).exists():
        return ""
    return code
