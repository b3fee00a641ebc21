from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict

from guihua.core import tenancy
from guihua.core.secrecy.classes import classed

LONGEST_NAME = 20
VIEW = "view"  # in the address: of which view it is


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those that are shared within a sub-district where one has a role today."""
        return self.filter(Q(user=user) | Q(is_shared=True, subdistrict__in=tenancy.within(user)))

    def of(self, listing: str) -> Self:
        """Those of a list, the shared ones first."""
        return self.filter(listing=listing).order_by("-is_shared", "pk")


class SavedView(models.Model):
    """A way of looking at a list: its choices, order and columns. Never what was searched for, which may be a name.

    It says what to ask for and gives no sight: whoever opens it sees of that what they may see.
    """

    listing = models.CharField(max_length=24)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_views")
    subdistrict = models.ForeignKey(settings.GUIHUA_TENANT_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.JSONField(default=dict)  # by name, as the address has it
    columns = models.CharField(max_length=400, blank=True)  # names with commas; empty for the usual ones
    heads = models.JSONField(default=dict)  # what its conditions and columns were called when it was saved
    is_shared = models.BooleanField(default=False)

    data_classes = classed(internal="listing user subdistrict name query columns heads is_shared")
    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "listing", "name"], name="view_name_once_a_person"),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(subdistrict__isnull=False), name="a_shared_view_says_with_whom"
            ),
        ]
        indexes = [models.Index(fields=["subdistrict", "listing"], condition=Q(is_shared=True), name="shared_views")]

    @property
    def address(self) -> str:
        """The list's address as this view has it."""
        asked = QueryDict(mutable=True)
        asked.update(dict(sorted(self.query.items())))  # PostgreSQL keeps no order of its own
        if self.columns:
            asked["columns"] = self.columns
        asked[VIEW] = str(self.pk)
        return f"?{asked.urlencode(safe=',')}"


class OpeningView(models.Model):
    """The view with which a list opens for somebody who asks for nothing else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    listing = models.CharField(max_length=24)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="openings")

    data_classes = classed(internal="user listing view")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "listing"], name="one_opening_view_a_list")]


class HandlingQuerySet(models.QuerySet["Handling"]):
    def visible_to(self, user: Any) -> Self:
        """One's own alone."""
        return self.filter(by=user)


class Handling(models.Model):
    """Something that somebody did to many rows of a list, and what became of each. Rows are keys, never their names."""

    listing = models.CharField(max_length=24)
    deed = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given = models.JSONField(default=dict)  # what the deed's form was told: keys and code words
    keys = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # pairs of a key and why
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, related_name="+")

    data_classes = classed(internal="listing deed by given keys asked_at done_at done refused job")
    objects = HandlingQuerySet.as_manager()

    @property
    def unchanged(self) -> int:
        """How many were so already."""
        return len(self.keys) - self.done - len(self.refused)
