"""The vault of a confidential domain: people stand under codenames, their names sealed.

Its blind indexes are made for another purpose than the register's, so that the two can never be joined.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class CodenameQuerySet(models.QuerySet["Codename"]):
    def readable_by(self, user: Any) -> Self:
        """Those met on a project whose worker the user is today: nobody else may learn the name."""
        projects = commissioning.Project.objects.worked_on_by(user)
        return self.filter(delivery_attendances__session__project__in=projects).distinct()


class Codename(TenantRow):
    domain = models.ForeignKey(commissioning.Domain, models.PROTECT, related_name="codenames")
    code = models.CharField(max_length=16)
    data_key = models.BinaryField(max_length=96)
    name = models.BinaryField()  # sealed
    phone = models.BinaryField(blank=True)  # sealed
    id_number = models.BinaryField(blank=True)  # sealed
    id_index = models.BinaryField(max_length=32, null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    data_classes = secrecy.classed(
        internal="domain merged_into", sensitive="code", sealed="data_key name phone id_number id_index"
    )
    objects = CodenameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain", "code"], name="codename_once"),
            models.UniqueConstraint(
                fields=["domain", "id_index"], condition=models.Q(merged_into=None), name="one_codename_an_id_number"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CodenameHandle(models.Model):
    codename = models.ForeignKey(Codename, models.CASCADE, related_name="handles")
    domain = models.ForeignKey(commissioning.Domain, models.PROTECT, related_name="+")
    index = models.BinaryField(max_length=32)

    data_classes = secrecy.classed(internal="codename domain", sealed="index")

    class Meta:
        indexes = [models.Index(fields=["domain", "index"])]
        constraints = [models.UniqueConstraint(fields=["codename", "index"], name="handle_once_a_codename")]
