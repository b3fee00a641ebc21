"""Keys by which a machine reads the API in the name of somebody. Only the digest of a key is kept; it is shown once."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models.users import Role, User, subdistricts_of


class Scope(models.TextChoices):
    """What a key is for. There is nothing yet but reading."""

    READ = "read", _("读取")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, user: Any) -> Self:
        """All of a sub-district, for its office."""
        return self.filter(subdistrict__in=subdistricts_of(user, Role.OFFICE))

    def good_on(self, day: date) -> Self:
        """Those that open something that day: not revoked, not over, of an account that is open."""
        return self.filter(revoked_at=None, last_day__gte=day, owner__is_active=True)


class ApiKey(TenantRow):
    """It reads what its owner reads, in its sub-district, until its last day."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="api_keys", verbose_name=_("代表谁"))
    name = models.CharField(_("用途"), max_length=40)
    scope = models.CharField(_("范围"), max_length=8, choices=Scope.choices, default=Scope.READ)
    digest = models.BinaryField(max_length=32, unique=True)
    last_day = models.DateField(_("有效到"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="owner name scope last_day made_at made_by revoked_at revoked_by", sealed="digest"
    )
    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def standing_on(self, day: date) -> str:
        """As a word of `Standing`."""
        if self.revoked_at:
            return Standing.REVOKED
        return Standing.OVER if self.last_day < day else Standing.GOOD


class Standing(models.TextChoices):
    """How a key stands on a day. It follows from the row, and is kept nowhere."""

    GOOD = "good", _("有效")
    OVER = "over", _("已过期")
    REVOKED = "revoked", _("已撤销")


class KeyUseQuerySet(models.QuerySet["KeyUse"]):
    def newest_first(self) -> Self:
        return self.order_by("-on", "-pk")


class KeyUse(models.Model):
    """A key was used on a day from a network address; told once."""

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="uses")
    on = models.DateField()
    address = models.CharField(max_length=45)

    data_classes = secrecy.classed(internal="key on", personal="address")
    objects = KeyUseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "on", "address"], name="one_use_a_day_and_address")]
