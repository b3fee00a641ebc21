"""What people allowed, and who looked at what is sealed about them."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models.people import Person


class SealedField(models.TextChoices):
    PHONE = "phone", _("手机")
    ID_NUMBER = "id_number", _("证件号码")


class Purpose(models.TextChoices):
    """For what somebody asks to read a whole number."""

    CONTACT = "contact", _("联系本人")
    CHECK = "check", _("核对是不是同一人")
    CORRECT = "correct", _("更正登记错误")
    REQUEST = "request", _("本人或监护人要求")
    OTHER = "other", _("其他")


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, rows: Any) -> Self:
        """Who looked at any of these rows of one person, the latest first."""
        return self.filter(person__in=rows).select_related("by").order_by("-pk")


class Reading(TenantRow):
    """Somebody read a whole number of a person: which, for what, and in their own words why."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    field = models.CharField(max_length=12, choices=SealedField.choices)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    words = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data_classes = secrecy.classed(internal="person field purpose words by at")
    objects = ReadingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["by", "at"])]


class ConsentPurpose(models.TextChoices):
    SERVICE = "service", _("登记和接受服务")
    MESSAGES = "messages", _("接收活动通知")
    PHOTOS = "photos", _("公开照片和姓名")
    SHARING = "sharing", _("提供给合作单位")
    STORIES = "stories", _("公开讲述本人的事")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def in_force(self) -> models.QuerySet[Any]:
        """Those that stand, of people who were not erased, with `root`: whoever it is that the person turned out to be."""
        allowed = self.standing().exclude(person__data_key=b"")
        return allowed.annotate(root=Coalesce("person__merged_into", "person"))

    def of(self, rows: Any) -> Self:
        """What was allowed by the person of these rows: what still stands first, and of that the latest."""
        return self.filter(person__in=rows).order_by("withdrawn_at", "-given_on", "-pk")


class Consent(TenantRow):
    """Somebody, or the guardian of a child under 14, allowed one thing, under one version of its notice."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("用途"), max_length=8, choices=ConsentPurpose.choices)
    version = models.CharField(_("告知书版本"), max_length=20)
    given_on = models.DateField(_("同意日期"))
    guardian = models.BinaryField(blank=True)  # sealed under the person's key: who allowed it for a child
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="person purpose version given_on recorded_by recorded_at withdrawn_at withdrawn_by", sealed="guardian"
    )
    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "version"], condition=Q(withdrawn_at=None), name="one_standing_consent"
            )
        ]
