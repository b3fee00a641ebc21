"""What somebody shows beside the password, and of which roles that is demanded."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models.users import DatedQuerySet, Membership, Role, User


class Factor(models.TextChoices):
    """By what somebody proved, at a sign-in, that it is they."""

    PASSWORD = "password", _("只用密码")
    TOTP = "totp", _("密码和验证器")
    PASSKEY = "passkey", _("密码和通行密钥")
    RECOVERY = "recovery", _("密码和恢复码")


class Authenticator(models.Model):
    """An app that shows a new code every thirty seconds, made from a secret that it shares with us.

    `last_step` is the newest of those half-minutes whose code was used: neither it nor an earlier one is taken again.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="authenticator")
    data_key = models.BinaryField()  # wrapped by the deployment's key
    secret = models.BinaryField()  # sealed under the data key
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(internal="user last_step added_at used_at", sealed="data_key secret")


class Passkey(models.Model):
    """A key pair in a device or a security key, whose public half is ours to know.

    `uses` is the device's own count: one that does not grow tells of a copy.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    name = models.CharField(_("名称"), max_length=30)
    data_key = models.BinaryField()
    credential = models.BinaryField()  # sealed
    credential_index = models.BinaryField(max_length=32, unique=True)
    uses = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(
        internal="user name uses added_at used_at", sealed="data_key credential credential_index"
    )

    class Meta:
        ordering = ["added_at", "pk"]


class RecoveryCode(models.Model):
    """A code on paper for the day on which the phone is lost. It opens once; the row holds no more than its index."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_index = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(internal="user made_at used_at", sealed="code_index")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_index"], name="recovery_code_known_once")]


class FactorDemandQuerySet(DatedQuerySet):
    def made_of(self, user: Any) -> FactorDemandQuerySet:
        """Those that hold today for a role that the user holds today, the most pressing first."""
        made = _made_of(user.pk, clock.today()).again() if getattr(user, "is_authenticated", False) else []
        return self.filter(pk__in=made).order_by("grace_until", "pk")


class FactorDemand(TenantRow):
    """Whoever holds the role in the sub-district needs a second factor, from a day on.

    Until the end of `grace_until` they may put it off. `until` is the first day without the demand.
    """

    role = models.CharField(max_length=12, choices=Role.choices)
    since = models.DateField()
    grace_until = models.DateField()
    until = models.DateField(null=True)

    data_classes = secrecy.classed(internal="role since grace_until until")
    objects = FactorDemandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grace_until__gte=F("since")), name="grace_follows_demand"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="demand_ends_after_start"),
            models.UniqueConstraint(
                fields=["subdistrict", "role"], condition=Q(until=None), name="one_open_factor_demand"
            ),
        ]

    def is_pressing_on(self, day: date) -> bool:
        """Whether it can no longer be put off."""
        return day > self.grace_until


@lru_cache(1024)
def _made_of(user: int, day: date) -> FactorDemandQuerySet:
    """The question alone, which every page asks; it is answered within that of `made_of`."""
    held = Membership.objects.filter(user=user, subdistrict=OuterRef("subdistrict"), role=OuterRef("role")).on(day)
    found: FactorDemandQuerySet = FactorDemand.objects.on(day).filter(Exists(held)).put("pk")
    return found


def with_factor(user: str = "pk") -> Q:
    """That the user at the end of a path has a second factor. Recovery codes are none: they stand in for one."""
    apps = Authenticator.objects.filter(user=OuterRef(user))
    return Q(Exists(apps)) | Q(Exists(Passkey.objects.filter(user=OuterRef(user))))


def has_factor(user: Any) -> bool:
    return User.objects.filter(with_factor(), pk=user.pk).exists()


def with_and_without(subdistrict: Any) -> dict[str, tuple[int, int]]:
    """How many people hold each role there, or will, with a second factor, and how many without."""
    held = Membership.objects.not_over_on(clock.today()).filter(subdistrict=subdistrict, user__is_active=True)
    counted = (
        held.order_by()
        .values("role")
        .annotate(people=Count("user", distinct=True), having=Count("user", distinct=True, filter=with_factor("user")))
    )
    return {row["role"]: (row["having"], row["people"] - row["having"]) for row in counted}
