"""Where: the sub-district, which is the tenant, and its communities."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.core import history, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users


class SubdistrictQuerySet(models.QuerySet["Subdistrict"]):
    def held_by(self, user: Any, *roles: users.Role) -> Self:
        """Where the user holds one of the roles today, those that came first standing first."""
        return self.filter(pk__in=users.subdistricts_of(user, *roles)).order_by("pk")


class Subdistrict(models.Model):
    code = models.CharField(_("街道代码"), max_length=9, unique=True, validators=[RegexValidator(r"^\d{9}$")])
    name = models.CharField(_("街道名称"), max_length=40)

    data_classes = secrecy.classed(public="code name")
    objects = SubdistrictQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def programme(self) -> str:
        """What the programme is called, after its place: that of 桂城街道 is 关爱桂城."""
        return gettext("关爱%(place)s") % {"place": self.name.removesuffix("街道").removesuffix("镇") or self.name}


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, user: Any) -> Self:
        """A list of places is no secret: every member of the sub-district sees all of its communities."""
        return self.filter(subdistrict__in=users.subdistricts_of(user))


class Community(TenantRow):
    code = models.CharField(_("社区代码"), max_length=12, validators=[RegexValidator(r"^\d{12}$")])
    name = models.CharField(_("社区名称"), max_length=40)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)  # WGS-84 degrees
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)

    data_classes = secrecy.classed(public="code name longitude latitude")
    objects = CommunityQuerySet.as_manager()
    history = history.RowHistory()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "code"], name="community_code_once")]

    def __str__(self) -> str:
        return self.name
