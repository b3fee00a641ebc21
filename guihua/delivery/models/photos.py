"""Photos of sessions."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from guihua.commissioning import models as commissioning
from guihua.core import secrecy, uploads
from guihua.delivery.models.sessions import Session
from guihua.directory import models as directory


class SessionPhotoQuerySet(models.QuerySet["SessionPhoto"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the session's records. A confidential domain's show people: they are for its own workers alone."""
        of_open = self.filter(session__in=Session.objects.open_to(user))
        shown = Q(session__project=None) | Q(session__project__domain__is_confidential=False)
        own = commissioning.Project.objects.worked_on_by(user)
        return of_open.filter(shown | Q(session__project__in=own))


class SessionPhoto(models.Model):
    """A photo, drawn anew without where it was taken, sealed under a key of its own; without the key it is gone."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="photos")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    suffix = models.CharField(max_length=8)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField()
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)

    data_classes = secrecy.classed(internal="session at by suffix bytes stored_as", sealed="data_key")
    objects = SessionPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
