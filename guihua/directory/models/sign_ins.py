"""Where somebody is signed in: one row for each browser session, from its start to its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.directory.models.factors import Factor
from guihua.directory.models.users import User


class Ending(models.TextChoices):
    SIGNED_OUT = "signed_out", _("自己退出")
    IDLE = "idle", _("太久没有使用")
    TOO_OLD = "too_old", _("到了最长时间")
    ENDED = "ended", _("从别处结束")
    PASSWORD = "password", _("改了密码")
    DISABLED = "disabled", _("账号停用")
    KEPT = "kept", _("由管理账号的人结束")
    FACTOR = "factor", _("登录验证变了")
    STRANGER = "stranger", _("本人说不是自己")


class SignInQuerySet(models.QuerySet["SignIn"]):
    def alive_at(self, moment: datetime) -> Self:
        """Those that would still open a page at that moment."""
        return self.filter(
            ended_at=None,
            used_at__gte=moment - timedelta(seconds=settings.GUIHUA_IDLE_SECONDS),
            started_at__gte=moment - timedelta(seconds=settings.GUIHUA_SESSION_SECONDS),
        )

    def placed_beside(self, sign_in: SignIn) -> Self:
        """The owner's other sign-ins of which it is known from where they were; a stranger's is none of them."""
        return (
            self.filter(user=sign_in.user_id)
            .exclude(pk=sign_in.pk)
            .exclude(place_index=None)
            .exclude(ending=Ending.STRANGER)
        )


class SignIn(models.Model):
    """The hashes are digests of the session's key, of the browser's mark and of the secret in the forms of its pages: none
    of these can be made from a row. `confirmed_at`: when its owner last typed the password there. `place_index`: by which
    another sign-in with such a device from such a network is known again."""

    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins")
    key_hash = models.BinaryField(max_length=32, unique=True)
    browser_hash = models.BinaryField(max_length=32)
    form_hash = models.BinaryField(max_length=32)
    started_at = models.DateTimeField()
    used_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    place_index = models.BinaryField(max_length=32, null=True)
    factor = models.CharField(max_length=8, choices=Factor.choices, default=Factor.PASSWORD)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True)

    data_classes = secrecy.classed(
        internal="user started_at used_at ended_at ending factor confirmed_at",
        personal="address agent",
        sealed="key_hash browser_hash form_hash place_index",
    )
    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-used_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "ended_at"]),
            models.Index(fields=["browser_hash", "-started_at"]),
            models.Index(fields=["used_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ending="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ending="")),
                name="sign_in_ends_for_a_reason",
            )
        ]

    def limit_at(self, moment: datetime) -> Ending | None:
        """Which of the two time limits the session has passed at that moment."""
        if (moment - self.started_at).total_seconds() > settings.GUIHUA_SESSION_SECONDS:
            return Ending.TOO_OLD
        if (moment - self.used_at).total_seconds() > settings.GUIHUA_IDLE_SECONDS:
            return Ending.IDLE
        return None


class KeptForm(models.Model):
    """What was typed into a form whose session had run out, until its writer has signed in again.

    Sealed under a key that only the writer's browser holds; the two indexes find it without opening it.
    """

    sign_in = models.ForeignKey(SignIn, models.CASCADE, related_name="kept_forms")
    page_index = models.BinaryField(max_length=32)
    action_index = models.BinaryField(max_length=32)
    typed = models.BinaryField()  # sealed
    kept_at = models.DateTimeField()

    data_classes = secrecy.classed(internal="sign_in kept_at", sealed="page_index action_index typed")

    class Meta:
        indexes = [models.Index(fields=["kept_at"])]
        constraints = [models.UniqueConstraint(fields=["sign_in", "page_index", "action_index"], name="form_kept_once")]
