"""What a demonstration's office published of its purchases, and how far their archives are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import archive
from guihua.commissioning.actions import archives, files, publicity
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import STEP_OF, FileVersion, NoticeKind, Procurement, ProcurementState
from guihua.core import measures
from guihua.demo import bills, hands, texts
from guihua.directory.models import Subdistrict

PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF"""  # one empty page


@transaction.atomic
def write(place: Subdistrict) -> None:
    """What was awarded, signed for or failed is told, on the day of the step; one notice was corrected, one is still to come.
    The first archives are kept: one as far as it can be, one with a paper missing."""
    told, by = texts.load("published"), hands.of(place).office
    bought = list(Procurement.objects.with_archive().filter(subdistrict=place).order_by("project__number", "pk"))
    signed = [one for one in bought if STEP_OF[NoticeKind.CONTRACT] in one.done]
    texts_of = {one.pk: _text(one, told["contract"], by) for one in signed[: told["open"]]}
    for one in bought:
        _tell(one, told, texts_of.get(one.pk), by)
    for one in [one for one in bought if one.state == ProcurementState.AWARDED][:1]:
        _correct(one, told, by)
    for one, left_out in zip(bought, told["left_out"], strict=False):
        _keep(one, left_out, by)


def _text(procurement: Procurement, told: dict[str, Any], by: Any) -> FileVersion:
    """The contract as everybody may open it: who, what, how much, and nobody's name."""
    project: Any = procurement.project  # with a provider, as it has a contract
    contract = project.contract
    said = {
        "number": contract.number,
        "buyer": procurement.subdistrict.name,
        "supplier": project.provider.name,
        "project": project.name,
        "yuan": _yuan(contract.amount_fen),
        "first": contract.starts_on,
        "last": contract.ends_on,
        "signed": contract.signed_on,
    }
    lines = [line % said for line in told["lines"]]
    parts = contract.instalments.order_by("position")
    lines += [told["instalment"] % {"n": one.position, "yuan": _yuan(one.amount_fen)} for one in parts]
    lines += [told["indicator"] % vars(one) for one in contract.indicators.all()]
    file = files.entered(project, told["name"], Content(".pdf", bills.page(told["title"], lines)), by=by)
    return file.versions.get()


def _yuan(fen: int) -> str:
    return f"{measures.yuan(fen):,.2f}"


def _tell(procurement: Procurement, told: dict[str, Any], text: FileVersion | None, by: Any) -> None:
    if STEP_OF[NoticeKind.AWARD] in procurement.done:
        publish(procurement, NoticeKind.AWARD, procurement.done[STEP_OF[NoticeKind.AWARD]], by, remark=told["ask"])
    if STEP_OF[NoticeKind.CONTRACT] in procurement.done:
        on = procurement.done[STEP_OF[NoticeKind.CONTRACT]]
        publish(procurement, NoticeKind.CONTRACT, on, by, remark=told["ask"], text=text)
    if procurement.state == ProcurementState.FAILED:
        publish(procurement, NoticeKind.FAILED, max(procurement.done.values()), by, remark=told["failed"])


def _correct(procurement: Procurement, told: dict[str, Any], by: Any) -> None:
    on = procurement.done[STEP_OF[NoticeKind.AWARD]]
    publish(procurement, NoticeKind.AWARD, on, by, remark=told["ask_again"], correction=told["why"])


def publish(procurement: Procurement, kind: str, on: date, by: Any, **words: Any) -> None:
    """As if it had been on that day."""
    notice = publicity.publish(procurement, kind, **words, by=by)
    notice.on = on
    notice.save(update_fields=["on"])


def _keep(procurement: Procurement, left_out: str, by: Any) -> None:
    """All papers that have to be there, but the one that is left out."""
    for line in archive.of(procurement).lines:
        if line.is_missing and line.code != left_out:
            archives.put(procurement, line.code, line.paper, Content(".pdf", PAPER), by=by)
