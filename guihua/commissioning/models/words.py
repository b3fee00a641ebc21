"""The year, the service domains, and the words that the office keeps for its programme."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import contracting
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow

CORRECTIONS = "corrections"


class ProgrammeYearQuerySet(models.QuerySet["ProgrammeYear"]):
    def told_outside(self) -> Self:
        """Those of which something may be public: a contract, or a step of a purchase that tells anybody something."""
        told = Q(projects__procurements__taken__code__in=contracting.TOLD)
        return self.filter(Q(projects__contract__isnull=False) | told).distinct()


class ProgrammeYear(TenantRow):
    year = models.PositiveSmallIntegerField(_("年度"))

    data_classes = secrecy.classed(public="year")
    objects = ProgrammeYearQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "year"], name="programme_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class WordQuerySet(models.QuerySet[Any]):
    def kept_by(self, subdistrict: Any) -> Self:
        """The words of one sub-district, in its own order."""
        return self.filter(subdistrict=subdistrict)

    def by_name(self) -> dict[str, Any]:
        """Each by all the names by which a file may call it; what it is called now goes before what another once was."""
        rows = list(self)
        every = {name: row for row in rows for name in (row.name, *getattr(row, "also_called", []))}
        return every | {row.name: row for row in rows}


class Named(TenantRow):
    """A word of the office's own list."""

    name = models.CharField(_("名称"), max_length=40)

    data_classes = secrecy.classed(public="name")
    objects = WordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """What a reader sees: the words that every programme starts with are known in each language."""
        return gettext(self.name)


class Renamed(Named):
    """A word that may get another name: files of before go on being understood by what it was called then."""

    also_called = models.JSONField(_("导入时也认"), default=list)

    data_classes = secrecy.classed(public="also_called")

    class Meta:
        abstract = True


class Domain(Renamed):
    code = models.CharField(max_length=24)
    position = models.PositiveSmallIntegerField()
    is_confidential = models.BooleanField(_("保密"), default=False)

    data_classes = secrecy.classed(public="code position is_confidential")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "code"], name="domain_once")]


class Campaign(Renamed):
    code = models.SlugField(max_length=40)

    data_classes = secrecy.classed(public="code")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "code"], name="campaign_code_once"),
            models.UniqueConstraint(fields=["subdistrict", "name"], name="campaign_name_once"),
        ]


class ProcurementMethod(Renamed):
    """A way of buying. Its steps are rows of their own; the numbers say how many must take part at least, and of three on the
    panel how many are experts."""

    code = models.CharField(max_length=24, blank=True)  # of the law's own seven
    is_tender = models.BooleanField(_("招标"), default=False)
    is_for_goods = models.BooleanField(_("只用于货物"), default=False)
    invited = models.PositiveSmallIntegerField(_("至少邀请"), default=0)
    valid = models.PositiveSmallIntegerField(_("至少有效响应"), default=1)
    panel = models.PositiveSmallIntegerField(_("评审小组至少"), default=0)
    experts = models.PositiveSmallIntegerField(_("每三人中专家至少"), default=0)
    source = models.CharField(_("依据"), max_length=80, blank=True)

    data_classes = secrecy.classed(public="code is_tender is_for_goods invited valid panel experts source")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "name"], name="method_once")]


class ManagementMode(Renamed):
    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "name"], name="mode_once")]
