"""What workers tell of a session in their own words, for the year's report."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.delivery.models import Attendance, Session, SessionPhoto
from guihua.directory.models import Consent, ConsentPurpose, users


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, user: Any) -> Self:
        """For the office all of its sub-district; for workers and managers those of the projects whose people they know."""
        offices = users.subdistricts_of(user, users.Role.OFFICE)
        own = Project.objects.known_by(user)
        return self.filter(Q(subdistrict__in=offices) | Q(session__project__in=own))

    def of_report(self, subdistrict: Any, year: int) -> Self:
        """Those that the office picked, the first picked first."""
        return self.filter(subdistrict=subdistrict, year=year).exclude(picked_at=None).order_by("picked_at", "pk")

    def not_closed(self) -> Self:
        """Those that nobody took back, of domains that are not confidential."""
        of_open = Q(session__project=None) | Q(session__project__domain__is_confidential=False)
        return self.filter(of_open, taken_back_at=None)

    def with_standing(self) -> Self:
        """Each with `stands`: not taken back, in no confidential domain, and everybody told of still allows it."""
        lost = StoryConsent.objects.lost().filter(story=OuterRef("pk"))
        stands = Exists(Story.objects.not_closed().filter(pk=OuterRef("pk"))) & ~Exists(lost)
        return self.annotate(stands=models.ExpressionWrapper(Q(stands), output_field=models.BooleanField()))

    def standing(self) -> Self:
        return self.with_standing().filter(stands=True)

    def telling_of(self, people: Any) -> Self:
        """By whose consents they were written."""
        return self.filter(pk__in=StoryConsent.objects.filter(consent__person__in=people).values("story"))


class Story(TenantRow):
    """A few words about a session, with photos of it. `names_changed`: nobody in it is called as they are."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()  # in whose report it may stand
    title = models.CharField(_("标题"), max_length=40)
    words = models.TextField(_("正文"), max_length=1200)
    names_changed = models.BooleanField(default=True)
    photos = models.ManyToManyField(SessionPhoto, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    picked_at = models.DateTimeField(null=True)
    picked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(
        internal="session year names_changed photos at by picked_at picked_by taken_back_at", sensitive="title words"
    )
    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subdistrict", "year"], name="stories_of_a_year")]

    @property
    def version(self) -> str:
        """Tells one way of telling it from the next."""
        return self.at.isoformat()

    def __str__(self) -> str:
        return self.title


class StoryConsentQuerySet(models.QuerySet["StoryConsent"]):
    def lost(self) -> models.QuerySet[Any]:
        """Withdrawn, of somebody erased, or of somebody who turned out not to be the one who was there."""
        return self._with_root().exclude(self._in_force() & self._there())

    def apart(self) -> models.QuerySet[Any]:
        """In force, but of somebody who turned out not to be the one who was there."""
        return self._with_root().filter(self._in_force()).exclude(self._there())

    def _with_root(self) -> models.QuerySet[Any]:
        return self.annotate(root=Coalesce("consent__person__merged_into", "consent__person"))

    @staticmethod
    def _in_force() -> Q:
        return Q(consent__in=Consent.objects.in_force())

    @staticmethod
    def _there() -> Q:
        return Q(Exists(met().filter(session=OuterRef("story__session"), root=OuterRef("root"))))


class StoryConsent(models.Model):
    """By what somebody told of allowed it. Where that is withdrawn the story stands no more, whatever is allowed later."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="consents")
    consent = models.ForeignKey(Consent, models.SET_NULL, null=True, related_name="+")

    data_classes = secrecy.classed(internal="story consent")
    objects = StoryConsentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "consent"], name="consent_once_a_story")]


def met() -> models.QuerySet[Any]:
    """Who was at a session by name, with `root`: whoever it is that they turned out to be."""
    rows = Attendance.objects.exclude(person=None)
    return rows.annotate(root=Coalesce("person__merged_into", "person"))


def needed(*, has_photos: bool, names_changed: bool) -> set[str]:
    """A face or a name in public needs a consent of its own."""
    shows = has_photos or not names_changed
    return {ConsentPurpose.STORIES, *([ConsentPurpose.PHOTOS] if shows else [])}
