"""What a demonstration's office published of its purchases, and how far their archives are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import archive
from guihua.commissioning.actions import archives, publicity
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import STEP_OF, NoticeKind, Procurement, ProcurementState
from guihua.demo import hands, texts
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
    for one in bought:
        _tell(one, told, by)
    for one in [one for one in bought if one.state == ProcurementState.AWARDED][:1]:
        _correct(one, told, by)
    for one, left_out in zip(bought, told["left_out"], strict=False):
        _keep(one, left_out, by)


def _tell(procurement: Procurement, told: dict[str, Any], by: Any) -> None:
    for kind in (NoticeKind.AWARD, NoticeKind.CONTRACT):
        if STEP_OF[kind] in procurement.done:
            publish(procurement, kind, procurement.done[STEP_OF[kind]], by, remark=told["ask"])
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
