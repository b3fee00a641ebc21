"""What a demonstration's office told the public of its purchases, on the days on which it did."""

from __future__ import annotations

from datetime import date
from typing import Any

from guihua.commissioning.actions import publicity
from guihua.commissioning.models import NoticeKind, Procurement


def tell(procurement: Procurement, kind: NoticeKind, on: date, *, by: Any, remark: str = "") -> None:
    notice = publicity.publish(procurement, kind, by=by, remark=remark)
    notice.on = on
    notice.save(update_fields=["on"])


def tell_of_both(procurement: Procurement, days: dict[str, date], *, by: Any) -> None:
    """Who won, and what was signed."""
    tell(procurement, NoticeKind.AWARD, days["notice"], by=by)
    tell(procurement, NoticeKind.CONTRACT, days["contract_published"], by=by)
