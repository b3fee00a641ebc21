"""The vault of a confidential domain: people stand under codenames, their names sealed.

Its blind indexes are made for another purpose than the register's, so that the two can never be joined.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class CodenameQuerySet(models.QuerySet["Codename"]):
    def readable_by(self, user: Any) -> Self:
        """Those met on a project whose worker the user is today: nobody else may learn the name."""
        projects = commissioning.Project.objects.worked_on_by(user)
        met = self.model._default_manager.filter(delivery_attendances__session__project__in=projects)
        return self.filter(Q(pk__in=met.values("pk")) | Q(pk__in=met.values("merged_into")))

    def met_on(self, project: commissioning.Project) -> Self:
        """Those whom the project met, as they are known to be."""
        met = self.model._default_manager.filter(delivery_attendances__session__project=project)
        return self.filter(pk__in=met.annotate(root=Coalesce("merged_into", "pk")).values("root"))


class Codename(TenantRow):
    """Somebody of the vault as they were met, in the two ways in which a `directory.Person` is."""

    domain = models.ForeignKey(commissioning.Domain, models.PROTECT, related_name="codenames")
    code = models.CharField(max_length=16)
    data_key = models.BinaryField(max_length=96)
    name = models.BinaryField()  # sealed
    phone = models.BinaryField(blank=True)  # sealed
    id_number = models.BinaryField(blank=True)  # sealed
    id_index = models.BinaryField(max_length=32, null=True)
    handle_index = models.BinaryField(max_length=32, null=True)  # of phone and name, for who was met without ID number
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    data_classes = secrecy.classed(
        internal="domain merged_into", sensitive="code", sealed="data_key name phone id_number id_index handle_index"
    )
    objects = CodenameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain", "code"], name="codename_once"),
            models.UniqueConstraint(fields=["domain", "id_index"], name="one_codename_an_id_number"),
            models.UniqueConstraint(fields=["domain", "handle_index"], name="one_codename_a_phone_and_name"),
            models.CheckConstraint(
                condition=Q(id_index=None, handle_index__isnull=False)
                | Q(id_index__isnull=False, handle_index=None, merged_into=None),
                name="a_codename_is_met_one_way",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CodenameHandle(models.Model):
    """A phone and name that somebody with an ID number was met under, as a blind index."""

    codename = models.ForeignKey(Codename, models.CASCADE, related_name="handles")
    domain = models.ForeignKey(commissioning.Domain, models.PROTECT, related_name="+")
    index = models.BinaryField(max_length=32)

    data_classes = secrecy.classed(internal="codename domain", sealed="index")

    class Meta:
        indexes = [models.Index(fields=["domain", "index"])]
        constraints = [models.UniqueConstraint(fields=["codename", "index"], name="handle_once_a_codename")]


class CodenameResemblance(models.Model):
    """Two codenames that may be one person, waiting for somebody who may know them to look."""

    codename = models.ForeignKey(Codename, models.CASCADE, related_name="resemblances")
    domain = models.ForeignKey(commissioning.Domain, models.PROTECT, related_name="+")
    other = models.ForeignKey(Codename, models.CASCADE, related_name="+")
    why = models.CharField(max_length=40)

    data_classes = secrecy.classed(internal="domain why", sensitive="codename other")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["codename", "other"], name="codename_resemblance_once")]
