"""Every row of a sub-district says whose it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from guihua.core.secrecy.classes import classed


class TenantRow(models.Model):
    subdistrict = models.ForeignKey(settings.GUIHUA_TENANT_MODEL, models.PROTECT, related_name="+")

    data_classes = classed(internal="subdistrict")

    class Meta:
        abstract = True
