"""Every row of a sub-district says whose it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from guihua.core.secrecy.classes import classed


class TenantRow(models.Model):
    subdistrict = models.ForeignKey(settings.GUIHUA_TENANT_MODEL, models.PROTECT, related_name="+")

    data_classes = classed(internal="subdistrict")

    class Meta:
        abstract = True


def within(user: Any) -> models.QuerySet[Any, int]:
    """The sub-districts in which the user has any role today, as their keys; `GUIHUA_WITHIN` tells."""
    found: models.QuerySet[Any, int] = import_string(settings.GUIHUA_WITHIN)(user)
    return found


def run_by(user: Any) -> models.QuerySet[Any, int]:
    """The sub-districts that the user runs today, as their keys; who that is, `GUIHUA_RUN_BY` tells."""
    found: models.QuerySet[Any, int] = import_string(settings.GUIHUA_RUN_BY)(user)
    return found


def jobs_run_by(user: Any) -> models.QuerySet[Any, int]:
    """The sub-districts whose background jobs the user looks after today, as their keys; `GUIHUA_JOBS_RUN_BY` tells."""
    found: models.QuerySet[Any, int] = import_string(settings.GUIHUA_JOBS_RUN_BY)(user)
    return found


def trail_read_by(user: Any) -> models.QuerySet[Any, int]:
    """The sub-districts whose audit trail the user reads today, as their keys; who that is, `GUIHUA_TRAIL_READ_BY` tells."""
    found: models.QuerySet[Any, int] = import_string(settings.GUIHUA_TRAIL_READ_BY)(user)
    return found
