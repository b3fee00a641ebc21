"""The organisations of the programme: providers, schools, hospitals and their like."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import history, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users


class OrganisationKind(models.TextChoices):
    PROVIDER = "provider", _("社工机构")
    ENTERPRISE = "enterprise", _("企业")
    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院")
    HEALTH_CENTRE = "health_centre", _("社区卫生服务中心")
    SOCIAL = "social", _("社会组织")
    BUSINESS_ASSOCIATION = "business_association", _("商协会")
    MASS = "mass", _("群团组织")
    INSTITUTION = "institution", _("事业单位")
    PARK = "park", _("产业园区")
    GOVERNMENT = "government", _("政府部门")
    RESIDENTS_COMMITTEE = "residents_committee", _("居委会")


PROVIDING = (OrganisationKind.PROVIDER, OrganisationKind.SOCIAL)  # from which a project can be bought


def roles_at(kind: str) -> list[users.Role]:
    """What somebody can be at an organisation of this kind. A social organisation runs one project and is a partner of
    another; a social-work agency is no partner of the programme that buys from it."""
    providing = [users.Role.MANAGER, users.Role.WORKER] if kind in PROVIDING else []
    return providing if kind == OrganisationKind.PROVIDER else [*providing, users.Role.PARTNER]


class SchoolNature(models.TextChoices):
    PUBLIC = "public", _("公办")
    PRIVATE = "private", _("民办")


class SchoolStage(models.TextChoices):
    PRIMARY = "primary", _("小学")
    MIDDLE = "middle", _("初中")
    NINE_YEAR = "nine_year", _("九年一贯制")
    HIGH = "high", _("高中")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> Self:
        """The register is open to every member of the sub-district; its contacts' phones are masked."""
        return self.filter(subdistrict__in=users.subdistricts_of(user))


class Organisation(TenantRow):
    name = models.CharField(_("机构名称"), max_length=80)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18)
    kind = models.CharField(_("机构类型"), max_length=24, choices=OrganisationKind.choices)
    contact_name = models.CharField(_("联系人"), max_length=40, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    community = models.ForeignKey(
        "directory.Community",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("所在社区"),
    )
    school_nature = models.CharField(_("学校性质"), max_length=8, choices=SchoolNature.choices, blank=True)
    school_stage = models.CharField(_("学段"), max_length=12, choices=SchoolStage.choices, blank=True)

    data_classes = secrecy.classed(
        public="name credit_code kind community school_nature school_stage",
        personal="contact_name",
        sensitive="contact_phone",
    )
    objects = OrganisationQuerySet.as_manager()
    history = history.RowHistory()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "credit_code"], name="organisation_code_once"),
            models.CheckConstraint(
                condition=(Q(kind="school") & ~Q(school_nature="")) | (~Q(kind="school") & Q(school_nature="")),
                name="only_schools_have_a_nature",
            ),
        ]

    def __str__(self) -> str:
        return self.name
