"""Every row of a sub-district says whose it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class TenantRow(models.Model):
    subdistrict = models.ForeignKey(settings.GUIHUA_TENANT_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
