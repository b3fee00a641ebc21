"""The archive of a purchase: which papers belong to it beside those of its steps, and the files that were put to each."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.files import ProjectFile
from guihua.commissioning.models.procurements import MethodStep, Procurement
from guihua.commissioning.models.words import ProcurementMethod
from guihua.core import secrecy

KEPT_YEARS = 15  # from the end of a purchase at least: article 42 of the Government Procurement Law


class Due(models.TextChoices):
    """From when on a paper that belongs to no step has to be there."""

    ENDED = "ended", _("定标、废标或终止以后")
    TERM_OVER = "term_over", _("合同到期以后")
    IF_ANY = "if_any", _("有就要有")


class MethodPaper(models.Model):
    """A paper that belongs to the archive of each purchase by this way, and to no step of it."""

    method = models.ForeignKey(ProcurementMethod, models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    name = models.CharField(_("要存档的文件"), max_length=40)
    due = models.CharField(max_length=12, choices=Due.choices)
    source = models.CharField(_("依据"), max_length=80, blank=True)

    data_classes = secrecy.classed(public="method position code name due source")

    class Meta:
        ordering = ["method", "position"]
        constraints = [models.UniqueConstraint(fields=["method", "code"], name="method_paper_once")]

    def __str__(self) -> str:
        return gettext(self.name)

    @property
    def where(self) -> str:
        return gettext(self.source) if self.source else ""


class ArchivedFileQuerySet(models.QuerySet["ArchivedFile"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(procurement__in=Procurement.objects.visible_to(user))

    def put_to(self, place: MethodStep | MethodPaper) -> Self:
        return self.filter(procurement__method=place.method_id, code=place.code)


class ArchivedFile(models.Model):
    """A file that lies in the archive of a purchase, at a step or a paper of its way. It gets new versions and never leaves."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="archive")
    code = models.CharField(max_length=24)
    file = models.OneToOneField(ProjectFile, models.PROTECT, related_name="archived")

    data_classes = secrecy.classed(internal="procurement code file")
    objects = ArchivedFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
