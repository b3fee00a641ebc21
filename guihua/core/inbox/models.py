from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from guihua.core.inbox import kinds
from guihua.core.secrecy.classes import classed


class Mail(models.TextChoices):
    """What becomes of a notice's mail."""

    NONE = "none"
    DUE = "due"
    SENT = "sent"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> Self:
        """Nobody reads another's."""
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unread_first(self) -> Self:
        is_read = models.Case(models.When(read_at=None, then=0), default=1)
        return self.order_by(is_read, "-at", "-pk")


class Notice(models.Model):
    """`event` names what happened, once a person. `params` fill the kind's words: never what says who a resident is."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=48)
    event = models.CharField(max_length=120)
    params = models.JSONField(default=dict)
    address = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=4, choices=Mail.choices, default=Mail.NONE)

    data_classes = classed(internal="user kind event params address at read_at mail")
    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="unread_notices"),
            models.Index(fields=["user", "-at"], name="notices_of_somebody"),
            models.Index(fields=["id"], condition=Q(mail="due"), name="notices_to_be_mailed"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="one_notice_an_event_and_person")]

    @property
    def words(self) -> str:
        """What it says, in the reader's language."""
        found = kinds.KINDS.get(self.kind)
        return found.words(self.params) if found else _("这是以前的一条通知，现在的版本读不出来了。")


class Wishes(models.Model):
    """What somebody wishes to be told, and how: `no_notice` and `no_mail` are codes of kinds."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="inbox_wishes")
    mail_address = models.EmailField(blank=True)
    no_notice = models.JSONField(default=list)
    no_mail = models.JSONField(default=list)

    data_classes = classed(internal="user no_notice no_mail", personal="mail_address")
