"""What the page of a project's purchases shows of their archives, with a form at each paper for who keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guihua.commissioning import archive
from guihua.commissioning import models as commissioning
from guihua.commissioning.file_forms import ArchiveForm


def of(purchases: Sequence[commissioning.Procurement], may_put: bool) -> dict[str, Any]:
    return {"kept_years": commissioning.KEPT_YEARS, "archives": [_archive(one, may_put) for one in purchases]}


def _archive(procurement: commissioning.Procurement, may_put: bool) -> dict[str, Any]:
    found = archive.of(procurement)
    return {"whole": found, "lines": [_paper(procurement, line, may_put) for line in found.lines]}


def _paper(procurement: commissioning.Procurement, line: archive.Line, may_put: bool) -> dict[str, Any]:
    own = f"{procurement.pk}-{line.code}-%s"
    return {"one": line, "form": ArchiveForm(procurement, line.code, auto_id=own) if may_put else None}
