"""What is put into the archive of a purchase. It stays there; a file is replaced by its next version."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.commissioning import archive, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import files
from guihua.core import audit
from guihua.core.refusal import refuse_if


@transaction.atomic
def put(
    procurement: commissioning.Procurement, code: str, name: str, given: files.Content, *, by: Any
) -> commissioning.ArchivedFile:
    """The file lies in the archive from now on, at the step or the paper of this code."""
    rows = commissioning.Procurement.objects.select_related("project", "method")
    procurement = rows.select_for_update(of=("self",)).get(pk=procurement.pk)
    refuse_if(policy.why_not_archive(by, procurement.project) or archive.why_not_there(procurement, code))
    file = files.entered(procurement.project, name, given, by=by)
    kept = commissioning.ArchivedFile.objects.create(procurement=procurement, code=code, file=file)
    audit.record("procurement.paper_archived", procurement, by=by, code=code, name=name)
    return kept
