from __future__ import annotations

from django.conf import settings
from django.db import models

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class ImportBatch(TenantRow):
    """One file that was imported: when, by whom, and what it added."""

    kind = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True)
    # whom it entered: those with a key after the one and up to the other, since nobody else enters any meanwhile
    people_after = models.PositiveBigIntegerField(default=0)
    people_until = models.PositiveBigIntegerField(default=0)
    codenames_after = models.PositiveBigIntegerField(default=0)
    codenames_until = models.PositiveBigIntegerField(default=0)

    data_classes = secrecy.classed(
        internal="kind digest at by added changed skipped undone_at people_after people_until codenames_after "
        "codenames_until"
    )
