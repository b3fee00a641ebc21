"""Files that somebody is bringing in, or has brought in; and lists that somebody takes out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy, uploads
from guihua.core.jobs import OPEN, Job, JobState
from guihua.core.tenancy import TenantRow
from guihua.desk import sights
from guihua.desk.importing import KINDS
from guihua.directory.models import users

DAYS_TO_UNDO = 7


class ImportState(models.TextChoices):
    DRAFT = "draft", _("核对中")
    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Any) -> Self:
        """One's own; for the office what else came into its sub-district's records, though not what the files said."""
        recorded = Q(state__in=[ImportState.DONE, ImportState.UNDONE])
        overseen = Q(subdistrict__in=users.subdistricts_of(user, users.Role.OFFICE))
        return self.filter(Q(by=user.pk) | (overseen & recorded))

    def failed(self) -> Self:
        """Those that were to be written, and were not."""
        return self.filter(state=ImportState.DRAFT, job__state=JobState.FAILED)

    def opened_by(self, user: Any) -> Self:
        """Those of which somebody may read what the file says: their own alone, since it may hold names in confidence."""
        return self.filter(by=user.pk)


class Import(TenantRow):
    """One file on its way in. Its content, its name and all that was changed of it lie sealed under a key of its own."""

    kind = models.CharField(_("内容"), max_length=16)
    state = models.CharField(_("状态"), max_length=12, choices=ImportState.choices, default=ImportState.DRAFT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)  # when its draft was last changed
    recorded_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    file = uploads.NameField(max_length=32)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    data_key = models.BinaryField(max_length=64)  # wrapped; empty once the file is gone for good
    name = models.BinaryField(max_length=600)
    draft = models.BinaryField()
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    batch = models.OneToOneField("delivery.ImportBatch", models.PROTECT, null=True, related_name="+")

    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")  # that writes it, or tried to last

    MOVES = {
        ImportState.DRAFT: {ImportState.DONE, ImportState.DISCARDED},
        ImportState.DONE: {ImportState.UNDONE},
        ImportState.UNDONE: set(),
        ImportState.DISCARDED: set(),
    }
    data_classes = secrecy.classed(
        internal="kind state by at saved_at recorded_at undone_at file digest rows added changed skipped batch job",
        sealed="data_key name draft",
    )
    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subdistrict", "-at"]), models.Index(fields=["by", "-at"])]

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind].label

    @property
    def key(self) -> bytes:
        """Raises Destroyed where the file is gone for good."""
        return secrecy.unwrapped(self.data_key)

    @property
    def file_name(self) -> str:
        """As its sender called it; "" once the file is gone for good."""
        if not self.data_key:
            return ""
        return secrecy.opened(self.name, key=self.key, place="desk_import.name")

    @property
    def is_draft(self) -> bool:
        return self.state == ImportState.DRAFT

    @property
    def is_being_written(self) -> bool:
        return self.is_draft and self.job is not None and self.job.state in OPEN

    @property
    def undo_until(self) -> Any:
        """Until when it can be undone, None where it cannot."""
        if self.state != ImportState.DONE or self.recorded_at is None or not (self.added or self.changed):
            return None
        return self.recorded_at + timedelta(days=DAYS_TO_UNDO)


class KnownHeader(TenantRow):
    """What an office calls a column in its own files, learnt when one of them was imported."""

    kind = models.CharField(max_length=16)
    spelling = models.CharField(max_length=40)
    column = models.CharField(max_length=40)

    data_classes = secrecy.classed(internal="kind spelling column")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subdistrict", "kind", "spelling"], name="header_known_once")]


class ExportQuerySet(models.QuerySet["Export"]):
    def opened_by(self, user: Any) -> Self:
        """One's own alone, while what one may see is what it was when the file was made."""
        return self.filter(by=user.pk, made_at__isnull=False, sight=sights.sight_of(user))


class Export(models.Model):
    """A list that was long enough to be written in the background. What was searched for and the file lie sealed."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    register = models.CharField(max_length=24)
    language = models.CharField(max_length=8)
    data_key = models.BinaryField(max_length=64)  # wrapped
    query = models.BinaryField(max_length=4096)
    file = uploads.NameField(max_length=32)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=80, blank=True)
    sight = models.CharField(max_length=64, blank=True)

    data_classes = secrecy.classed(
        internal="by register language file asked_at made_at title sight", sealed="data_key query"
    )
    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"])]

    @property
    def key(self) -> bytes:
        return secrecy.unwrapped(self.data_key)


class OpenedQuerySet(models.QuerySet["Opened"]):
    def visible_to(self, user: Any) -> Self:
        """One's own alone."""
        return self.filter(user=user.pk)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Opened(models.Model):
    """That somebody opened a thing's page lately. It names nothing: what it points to is asked for when it is shown."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)  # the thing's model name, such as "project"
    object_id = models.BigIntegerField()
    at = models.DateTimeField()

    data_classes = secrecy.classed(internal="user kind object_id at")
    objects = OpenedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "object_id"], name="opened_once")]
        indexes = [models.Index(fields=["user", "-at"])]
