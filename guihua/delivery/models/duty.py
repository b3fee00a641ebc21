from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(project__in=commissioning.Project.objects.open_to(user))

    def counted(self) -> Self:
        """Each shift once: where two people on it turned out to be one, both rows stay, and one of them counts."""
        known_as = OuterRef("person__merged_into")
        earlier = Q(person=known_as) | Q(person__merged_into=known_as, pk__lt=OuterRef("pk"))
        same = {name: OuterRef(name) for name in ("project", "task", "day", "starts_at")}
        again = DutyShift.objects.filter(earlier, **same).order_by()
        return self.filter(Q(person__merged_into=None) | ~Exists(again))

    def of_people(self, people: Collection[int]) -> models.QuerySet[Any]:
        """Those of people as they are known to be, whoever they were met as; `known_as` says whose each is."""
        met = directory.Person.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
        return self.filter(person__in=met).annotate(known_as=Coalesce("person__merged_into", "person"))


class DutyShift(TenantRow):
    """Staff time on emergency duty; a shift that ends after midnight belongs to the day on which it starts."""

    project = models.ForeignKey(commissioning.Project, models.PROTECT, related_name="duty_shifts", db_index=False)
    task = models.CharField(_("任务名称"), max_length=80)
    person = models.ForeignKey(directory.Person, models.PROTECT, related_name="duty_shifts")
    day = models.DateField(_("日期"))
    month = models.PositiveIntegerField()  # yyyymm
    starts_at = models.TimeField(_("开始时间"))
    minutes = models.PositiveSmallIntegerField()
    batch = models.ForeignKey("delivery.ImportBatch", models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="project task person day month starts_at minutes batch")
    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-starts_at", "pk"]
        indexes = [models.Index(fields=["subdistrict", "month"])]
        constraints = [
            models.UniqueConstraint(fields=["project", "task", "person", "day", "starts_at"], name="shift_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lt=1440), name="shift_within_a_day"),
        ]
