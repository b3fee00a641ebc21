"""What the page of a project's purchases shows of their archives and notices, with what the office does about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guihua.commissioning import archive, publishing
from guihua.commissioning import models as commissioning
from guihua.commissioning.file_forms import ArchiveForm
from guihua.commissioning.models import NoticeKind, PublicNotice


def of(purchases: Sequence[commissioning.Procurement], may_put: bool) -> dict[str, Any]:
    return {
        "kept_years": commissioning.KEPT_YEARS,
        "archives": [_archive(one, may_put) for one in purchases],
        "notices": [line for one in purchases for line in _notices(one, may_put)],
    }


def _notices(procurement: commissioning.Procurement, may_publish: bool) -> Iterator[dict[str, Any]]:
    """What was published of it, and what may be now: the kinds of notice in their order."""
    newest = {one.kind: one for one in sorted(procurement.notices.all(), key=attrgetter("edition"))}
    for kind in NoticeKind.values:
        may = may_publish and publishing.why_not_yet(procurement, kind) is None
        if may or kind in newest:
            draft = PublicNotice(kind=kind, is_tender=procurement.method.is_tender)
            yield {
                "words": draft.title,
                "newest": newest.get(kind),
                "edition": _("第 %(n)s 版") % {"n": newest[kind].edition}
                if kind in newest and newest[kind].edition > 1
                else "",
                "address": reverse("commissioning:publishing", args=[procurement.pk, kind]) if may else "",
            }


def _archive(procurement: commissioning.Procurement, may_put: bool) -> dict[str, Any]:
    found = archive.of(procurement)
    coming = ngettext("还有 %(n)s 项没到时候", "还有 %(n)s 项没到时候", found.waiting) % {"n": found.waiting}
    lines = [_paper(procurement, line, may_put) for line in found.lines]
    return {"whole": found, "lines": lines, "coming": coming if found.waiting else ""}


def _paper(procurement: commissioning.Procurement, line: archive.Line, may_put: bool) -> dict[str, Any]:
    own = f"{procurement.pk}-{line.code}-%s"
    return {"one": line, "form": ArchiveForm(procurement, line.code, auto_id=own) if may_put else None}
