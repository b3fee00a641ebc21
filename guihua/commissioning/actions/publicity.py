"""Notices about a purchase are published. What was published stays; a correction stands beside it, with its reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import publishing
from guihua.commissioning.actions import procurements, search_texts
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if

PublicNotice = commissioning.PublicNotice


@transaction.atomic
def publish(
    procurement: commissioning.Procurement,
    kind: str,
    *,
    by: Any,
    remark: str = "",
    correction: str = "",
    why: str = "",
    text: commissioning.FileVersion | None = None,
) -> PublicNotice:
    """Everybody may read this from now on, and the step that it is was taken today. `why` says within the office why it
    comes late; `text`: the contract, as everybody may open it."""
    procurement = _locked(procurement)
    words: dict[str, Any] = {"remark": remark, "correction": correction, "text": text}
    refuse_if(publishing.why_not_publish(by, procurement, kind, **words, why=why))
    if code := publishing.step_to_take(procurement, kind):
        procurements.taken(procurement, code, on=clock.today(), why=why, by=by)
    notice = PublicNotice.objects.create(
        subdistrict_id=procurement.subdistrict_id,
        procurement=procurement,
        kind=kind,
        edition=PublicNotice.objects.of(procurement, kind).count() + 1,
        on=clock.today(),
        by=by,
        **publishing.said(procurement, kind),
        **words,
    )
    search_texts.keep(notice)
    deed = "publicnotice.published" if notice.edition == 1 else "publicnotice.corrected"
    audit.record(deed, notice, by=by, kind=kind, edition=notice.edition, why=correction, text=text.pk if text else None)
    return notice


def _locked(procurement: commissioning.Procurement) -> commissioning.Procurement:
    """With what a notice tells of it, read after the lock: whoever won meanwhile is told."""
    return commissioning.Procurement.objects.with_notice_facts().get(pk=procurements.locked(procurement).pk)
