"""What the office says around the figures, and the report as it was published."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class Place(models.TextChoices):
    """Where in the report the office's words stand: before a chapter's figures, or at either end."""

    OPENING = "opening", _("写在前面")
    MONEY = "money", _("钱用在哪里")
    MONTHS = "months", _("一年十二个月")
    COMMUNITIES = "communities", _("各个社区")
    DOMAINS = "domains", _("各个服务领域")
    SPECIAL = "special", _("几件专门的事")
    CLOSING = "closing", _("写在后面")


class PassageQuerySet(models.QuerySet["Passage"]):
    def of_report(self, subdistrict: Any, year: int) -> Self:
        return self.filter(subdistrict=subdistrict, year=year)

    def words(self) -> dict[str, str]:
        """By their places; what is empty is left out."""
        return dict(self.exclude(text="").values_list("place", "text"))


class Passage(TenantRow):
    """The office's words at one place of a year's report, as they stand in the draft. `version` counts the writings."""

    year = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=16, choices=Place.choices)
    text = models.TextField(max_length=2000, blank=True)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="year place text version at by")
    objects = PassageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "year", "place"], name="one_passage_a_place"),
        ]


class EditionQuerySet(models.QuerySet["Edition"]):
    def of_report(self, subdistrict: Any, year: int) -> Self:
        """All of a year, the newest first."""
        return self.filter(subdistrict=subdistrict, year=year)

    def with_stories(self, subdistrict: Any) -> Self:
        return self.filter(subdistrict=subdistrict).exclude(stories=[])

    def open_to_all(self) -> Self:
        """Of each year the newest, where it was not withdrawn: an older one never comes back by itself."""
        newer = Edition.objects.filter(
            subdistrict=models.OuterRef("subdistrict"),
            year=models.OuterRef("year"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(~models.Exists(newer), withdrawn_at=None)


class Edition(TenantRow):
    """A year's report as it was published: numbers and words are kept as anybody may read them, whatever is recorded later."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()  # of the year, from 1
    generation = models.CharField(max_length=64)  # of the facts that it was counted from
    told = models.JSONField()  # see `story.published`
    passages = models.JSONField()  # by place
    stories = models.JSONField(default=list)  # see `actions.stories.as_kept`; whoever is told of may still be taken out
    note = models.CharField(max_length=200, blank=True)  # what is new since the edition before
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200, blank=True)  # it was withdrawn

    data_classes = secrecy.classed(
        public="year number generation told passages stories note at withdrawn_at", internal="by withdrawn_by why"
    )
    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "year", "number"], name="edition_number_once_a_year"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(note=""), name="a_later_edition_says_what_is_new"),
            models.CheckConstraint(condition=Q(withdrawn_at=None) | ~Q(why=""), name="a_withdrawn_edition_says_why"),
        ]

    @property
    def digest(self) -> str:
        """SHA-256 of what anybody reads, which the audit holds from the day on which it was published."""
        said = [self.year, self.number, self.generation, self.told, self.passages, self.note]
        said += [self.stories] if self.stories else []  # older editions have none, and keep their digest
        as_read_back = json.loads(json.dumps(said))
        return sha256(json.dumps(as_read_back, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def __str__(self) -> str:
        return gettext("%(year)d 年度报告第 %(n)d 版") % {"year": self.year, "n": self.number}
