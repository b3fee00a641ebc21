"""What a provider says of a draft (回应), once and by a day, and what the office answers."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.evaluation.models.results import READING_DRAFTS
from guihua.evaluation.models.rounds import RoundProject


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: Any) -> Self:
        """While it is written, its provider's alone; sent, also theirs who answer for the programme and for the project."""
        projects = commissioning.Project.objects
        own = Q(entered__project__in=projects.managed_by(user))
        places = users.subdistricts_of(user, *READING_DRAFTS)
        reading = Q(entered__round__subdistrict__in=places) | Q(entered__project__in=projects.looked_after_by(user))
        return self.filter(own | reading & Q(sent_at__isnull=False))

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def waiting(self) -> Self:
        """For the office's answer."""
        return self.sent().filter(answered_at=None)


class Reply(models.Model):
    """`revision` counts what was saved, so that whoever saves second is told."""

    entered = models.OneToOneField(RoundProject, models.PROTECT, related_name="reply")
    text = models.TextField(_("回应"), max_length=2000)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("交回应的时间"), null=True)
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    data_classes = secrecy.classed(internal="entered text saved_at sent_at by answer answered_at answered_by revision")
    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["entered"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False, sent_at__isnull=False) & ~Q(answer=""),
                name="reply_answered_in_words",
            ),
            models.CheckConstraint(condition=Q(sent_at=None) | ~Q(text=""), name="reply_sent_in_words"),
        ]
