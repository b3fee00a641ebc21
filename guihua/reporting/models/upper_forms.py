"""The forms that the upper level sends down, and what the office fills into which of their cells."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users

FILLING = (users.Role.OFFICE, users.Role.LEADER)


class UpperFormQuerySet(models.QuerySet["UpperForm"]):
    def visible_to(self, user: Any) -> Self:
        """For the office and its leader, who answer to the upper level."""
        return self.filter(subdistrict__in=users.subdistricts_of(user, *FILLING))


class UpperForm(TenantRow):
    """A form as it came, sealed under a key of its own. `shape`: by which its next copy is known, see `core.inplace`."""

    title = models.CharField(_("名称"), max_length=80)
    shape = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the copy that came last
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)
    at = models.DateTimeField(_("上传时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="title shape bytes digest stored_as at by", sealed="data_key")
    objects = UpperFormQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "shape"], name="one_upper_form_a_shape")]

    def __str__(self) -> str:
        return self.title


class Filling(models.TextChoices):
    """What a cell is filled with."""

    FIGURE = "figure", _("一个数字")
    PLACE = "place", _("街道名称")
    PROGRAMME = "programme", _("服务计划名称")
    PERIOD = "period", _("时段")
    TODAY = "today", _("填表日期")
    WORDS = "words", _("自己写的字")


class Reach(models.TextChoices):
    """Over which time a cell's figure is counted, as seen from the period that the form is filled for."""

    PERIOD = "period", _("本期")
    TO_DATE = "to_date", _("年初到本期末")
    BEFORE = "before", _("上年同期")


class FormCell(models.Model):
    """One cell of a form. `part` and `key` narrow its figure to a row of a table: a domain, a community, a provider, a project."""

    form = models.ForeignKey(UpperForm, models.CASCADE, related_name="cells")
    sheet = models.CharField(max_length=31)
    cell = models.CharField(max_length=10)
    filling = models.CharField(max_length=10, choices=Filling.choices)
    figure = models.CharField(max_length=80, blank=True)
    part = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=120, blank=True)
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.PERIOD)
    in_wan = models.BooleanField(default=False)  # by ten thousands
    words = models.CharField(max_length=120, blank=True)

    data_classes = secrecy.classed(internal="form sheet cell filling figure part key reach in_wan words")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "sheet", "cell"], name="one_filling_a_cell"),
            models.CheckConstraint(
                condition=Q(filling="figure") ^ Q(figure=""), name="a_figure_where_the_cell_is_filled_with_one"
            ),
            models.CheckConstraint(condition=~Q(filling="words", words=""), name="words_are_written_out"),
            models.CheckConstraint(condition=Q(part="", key="") | ~Q(part="") & ~Q(key=""), name="part_with_its_key"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"
