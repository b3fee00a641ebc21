"""Core's tables. To the audit's, rows are only ever added: triggers refuse change and deletion (migration 0002)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guihua.core import tenancy
from guihua.core.inbox.models import Notice, Wishes
from guihua.core.jobs.models import Job
from guihua.core.listing.models import Handling, OpeningView, SavedView
from guihua.core.secrecy.classes import classed

__all__ = ["AuditBlock", "AuditRow", "AuditSeal", "Handling", "Job", "Notice", "OpeningView", "SavedView", "Wishes"]


class AuditRowQuerySet(models.QuerySet["AuditRow"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the sub-districts whose trail the user reads."""
        return self.filter(subdistrict__in=tenancy.trail_read_by(user))

    def to_accounts(self, accounts: Any) -> Self:
        """What others did to these accounts, or the system: an account belongs to no sub-district."""
        kind = settings.AUTH_USER_MODEL.lower()
        by_others = Q(actor=None) | ~Q(actor=F("object_id"))
        return self.filter(by_others, subdistrict=None, kind=kind, object_id__in=accounts)

    def of_themselves(self, actors: Any) -> Self:
        """What these accounts did that belongs to no sub-district: to themselves, and not to each other."""
        return self.filter(subdistrict=None, actor__in=actors).exclude(
            pk__in=self.model.objects.to_accounts(actors).values("pk")
        )

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class AuditRow(models.Model):
    """One deed. `mac` is an HMAC over id and all other fields, under a key that the database does not hold."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="audit_rows")
    subdistrict = models.ForeignKey(settings.GUIHUA_TENANT_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    object_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    sign_in = models.BigIntegerField(null=True)  # key of the sign-in by which it came, whose own row says from where
    mac = models.BinaryField(max_length=32)

    data_classes = classed(internal="at actor subdistrict action kind object_id details sign_in", sealed="mac")
    objects = AuditRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"]),
            models.Index(fields=["subdistrict", "-at", "-id"], name="trail_of_a_subdistrict"),
            models.Index(
                fields=["-at", "-id"], name="trail_newest_first"
            ),  # with what was done to accounts, which lie in none
        ]


class AuditBlock(models.Model):
    """A run of committed rows: `digest` is an HMAC over the previous block's, the moment, and the rows' macs in order."""

    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    data_classes = classed(internal="at count previous digest")


class AuditSeal(models.Model):
    """That a row stands at a place in a block."""

    row = models.OneToOneField(AuditRow, models.PROTECT, primary_key=True, related_name="seal")
    block = models.ForeignKey(AuditBlock, models.PROTECT, related_name="seals")
    position = models.PositiveIntegerField()

    data_classes = classed(internal="row block position")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "position"], name="one_row_a_position")]
