from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(project__in=commissioning.Project.objects.visible_to(user))


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
