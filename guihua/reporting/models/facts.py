from __future__ import annotations

from typing import Self

from django.db import models

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class DirtyMonthQuerySet(models.QuerySet["DirtyMonth"]):
    def of(self, subdistrict_code: str) -> Self:
        return self.filter(subdistrict__code=subdistrict_code)


class DirtyMonth(TenantRow):
    """That records of a month (yyyymm; 0 for what belongs to no month) changed since the facts were written."""

    month = models.PositiveIntegerField()
    marked_at = models.DateTimeField()

    data_classes = secrecy.classed(internal="month marked_at")
    objects = DirtyMonthQuerySet.as_manager()
