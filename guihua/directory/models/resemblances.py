"""Two rows of the register that may be one person, and what somebody decided about them."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users
from guihua.directory.models.people import Person


class Alike(models.TextChoices):
    """Why two may be one; the strongest first."""

    FITS = "same phone and name", _("手机和姓名都相同，证件号码有几个")
    BIRTHDAY = "same name and birthday", _("姓名和生日相同")
    SOUND = "near name and phone tail", _("姓名读音相近，手机尾号相同")
    NEAR = "same phone, near name", _("手机相同，姓名只差一个字")
    PHONE = "same phone", _("手机相同，姓名不同")
    TYPED = "typed", _("改登记时发现号码相同")


OF_A_HOUSEHOLD = (Alike.PHONE,)  # ways of being alike that tell of a household rather than of one person


class Decision(models.TextChoices):
    OPEN = "", _("待定")
    LATER = "later", _("以后再看")
    SAME = "same", _("同一人")
    DIFFERENT = "different", _("不是同一人")


class ResemblanceQuerySet(models.QuerySet["Resemblance"]):
    def visible_to(self, user: Any) -> Self:
        """The office that keeps the register looks at them."""
        return self.filter(subdistrict__in=users.subdistricts_of(user, users.Role.OFFICE))

    def strongest_first(self) -> Self:
        """The likest pairs first: a phone alone is often that of a household."""
        ranks = [When(why=alike, then=rank) for rank, alike in enumerate(Alike)]
        return self.order_by("decision", Case(*ranks, default=len(ranks)), "pk")

    def likely(self) -> Self:
        """Without those who are alike as a household is: a phone that two names share."""
        return self.exclude(why__in=OF_A_HOUSEHOLD)

    def of_households(self) -> Self:
        return self.filter(why__in=OF_A_HOUSEHOLD)

    def by_reason(self) -> dict[str, int]:
        """How many pairs are alike in each way."""
        return dict(self.order_by().values_list("why").annotate(n=models.Count("pk")))

    def waiting(self) -> Self:
        """Pairs of two who each still stand in their own right, for which nothing was decided for good."""
        both = Q(person__merged_into=None, other__merged_into=None)
        return self.filter(both, decision__in=[Decision.OPEN, Decision.LATER])


class Resemblance(TenantRow):
    """Two people who may be one. `person` is the row with the lower key, so that a pair is there once. `noted_at`: when they
    were found alike; empty for those found before that was written down.

    What was decided stays: nobody is asked a second time, and no file joins two who were said to be different.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="resemblances")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField(max_length=40, choices=Alike.choices)
    noted_at = models.DateTimeField(null=True, default=clock.now)
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True, default=Decision.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_of_file = models.BooleanField(
        default=False
    )  # decided while their file was checked; it keeps nobody who came with it

    data_classes = secrecy.classed(internal="person other why noted_at decision decided_by decided_at is_of_file")
    objects = ResemblanceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "decision", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="resemblance_once"),
            models.CheckConstraint(condition=Q(person__lt=F("other")), name="resemblance_lower_key_first"),
        ]


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(subdistrict__in=users.subdistricts_of(user, users.Role.OFFICE))

    def standing(self) -> Self:
        """Those that hold, in the order in which they were made."""
        return self.filter(undone_at=None).order_by("pk")


class Merge(TenantRow):
    """Somebody said that two are one, and which of them stays. Taken apart, it only stops to hold.

    `wrong` is the row, on either side, whose ID number was declared to be wrong. A correction of phone or ID number makes one
    too (`is_correction`), so that files which still say the old and files which say the new mean the same person.
    """

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")
    other = models.ForeignKey(Person, models.PROTECT, related_name="merges_given")
    wrong = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_correction = models.BooleanField(default=False)
    why = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=120, blank=True)

    data_classes = secrecy.classed(internal="kept other wrong is_correction why by at undone_by undone_at undone_why")
    objects = MergeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "id"], condition=Q(undone_at=None), name="standing_merges")]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="nobody_is_merged_with_themselves"),
        ]
