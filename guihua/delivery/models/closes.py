"""A month is closed by provider, then by the office; what changes it afterwards is kept with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone

from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.delivery.calc.months import Figures
from guihua.directory import models as directory
from guihua.directory.models import users

OFFICE = 0  # among kept figures: what the office holds itself
LONGEST_REASON = 200


class OfProviderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All of a sub-district to those who oversee its programme; a provider's own to its manager."""
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))
        return self.filter(overseen | Q(provider__in=users.organisations_of(user, users.Role.MANAGER)))

    def of_year(self, year: int) -> Self:
        return self.filter(month__gte=year * 100, month__lt=(year + 1) * 100)


class MonthlyCloseQuerySet(OfProviderQuerySet):
    def standing(self) -> Self:
        """Those that no reopening has ended."""
        return self.filter(ended_at=None)

    def over(self, provider: int | None) -> Self:
        """Those that hold a provider's months, or the office's own, as they are: the office's close holds everybody's."""
        return self.filter(Q(provider=provider) | Q(provider=None))


class MonthlyClose(TenantRow):
    """A provider's month is closed; without a provider it is the office's close of the whole month.

    `figures` is what the month came to: by provider's key, OFFICE for what the office holds itself.
    """

    month = models.PositiveIntegerField()  # yyyymm
    provider = models.ForeignKey(directory.Organisation, models.PROTECT, null=True, related_name="delivery_closes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=LONGEST_REASON, blank=True)
    figures = models.JSONField()
    ended_at = models.DateTimeField(null=True)  # when a reopening was granted

    data_classes = secrecy.classed(internal="month provider by at note figures ended_at")
    objects = MonthlyCloseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "month"])]
        constraints = [
            models.UniqueConstraint(
                "subdistrict", "month", Coalesce("provider", 0), condition=Q(ended_at=None), name="one_standing_close"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("at")), name="a_close_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.provider or ''}".strip()

    def figures_of(self, provider: int | None) -> Figures:
        return Figures.of(self.figures.get(str(provider or OFFICE), {}))


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def waiting(self) -> Self:
        return self.filter(granted=None, lapsed_at=None)

    def visible_to(self, user: Any) -> Self:
        return self.filter(close__in=MonthlyClose.objects.visible_to(user))


class Reopening(TenantRow):
    """Somebody asks for a closed month to be opened again; another decides. `granted` is None while it waits, and where the
    month was opened by another one: it lapsed."""

    close = models.ForeignKey(MonthlyClose, models.PROTECT, related_name="reopenings")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    why = models.CharField(max_length=LONGEST_REASON)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=LONGEST_REASON, blank=True)
    granted = models.BooleanField(null=True)
    lapsed_at = models.DateTimeField(null=True)  # when its close ended without it

    data_classes = secrecy.classed(
        internal="close asked_by asked_at why decided_by decided_at answer granted lapsed_at"
    )
    objects = ReopeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["close"], condition=Q(granted=None, lapsed_at=None), name="one_reopening_waits"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="a_reopening_is_decided_whole",
            ),
            models.CheckConstraint(condition=Q(lapsed_at=None) | Q(granted=None), name="what_lapsed_was_not_decided"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="a_second_person_reopens"
            ),
        ]


class LateChangeQuerySet(OfProviderQuerySet):
    def lately(self, days_of: Mapping[int, int]) -> Self:
        """Those made within as many days, back from the business day, as their sub-district (by key) points them out."""
        within, begin = Q(pk__in=[]), timezone.make_aware(datetime.combine(clock.today(), time.min))
        for place, days in days_of.items():
            within |= Q(subdistrict=place, at__gte=begin - timedelta(days=days))
        return self.filter(within)

    def touching(self, names: Iterable[str]) -> Self:
        """Those that changed one of these figures, or none at all: what they changed is finer than all figures."""
        wanted, rows = Q(before=F("after")), self
        for name in names:
            rows = rows.annotate(**{f"old_{name}": KT(f"before__{name}"), f"new_{name}": KT(f"after__{name}")})
            wanted |= ~Q(**{f"old_{name}": F(f"new_{name}")})
        return rows.filter(wanted)


class LateChange(TenantRow):
    """A change of a closed month, with its reason: what the month came to before, and after. Never changed itself.

    `close` is the close that it came after. Without a provider it is of what the office holds itself.
    """

    close = models.ForeignKey(MonthlyClose, models.PROTECT, related_name="late_changes")
    month = models.PositiveIntegerField()  # yyyymm
    provider = models.ForeignKey(directory.Organisation, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=LONGEST_REASON)
    before = models.JSONField()
    after = models.JSONField()

    data_classes = secrecy.classed(internal="close month provider by at why before after")
    objects = LateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subdistrict", "month"])]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="a_late_change_has_a_reason")]

    @property
    def differing(self) -> dict[str, tuple[int, int]]:
        """Name of each figure that it changed: before, after."""
        return Figures.of(self.before).differing(Figures.of(self.after))

    @property
    def difference(self) -> Figures:
        return Figures.of(self.after) - Figures.of(self.before)
