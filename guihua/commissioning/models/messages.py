"""What the people of a project tell each other: its provider, the office, and the officer who looks after it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.core import clock, secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.directory.models.users import Role

TALKING = (Role.OFFICE, Role.MANAGER, Role.WORKER, Role.LIAISON)
LISTENING = (Role.LEADER, Role.AUDITOR)  # who read what is told, and tell nothing


def talking_on(project: Project) -> models.QuerySet[directory.User]:
    """Whom a message of the project reaches today: the office, the provider's manager, and of its workers and the liaison
    officers those who were given the project."""
    today = clock.today()
    given = directory.Grant.objects.filter(user=OuterRef("user"), role=OuterRef("role"))
    given = given.filter(kind="project", object_id=project.pk).on(today)
    provider, place = project.provider_id, project.subdistrict_id
    whose = Q(role=Role.OFFICE, subdistrict=place) | Q(role=Role.MANAGER, organisation=provider)
    whose |= Q(Exists(given), role=Role.WORKER, organisation=provider)
    whose |= Q(Exists(given), role=Role.LIAISON, subdistrict=place)
    held = directory.Membership.objects.filter(whose).on(today)
    return directory.User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Any) -> Self:
        """For those who talk on the project. Leader and auditor listen, but not where a domain is confidential."""
        listening = Q(subdistrict__in=users.subdistricts_of(user, *LISTENING), project__domain__is_confidential=False)
        return self.filter(Q(project__in=Project.objects.talked_on_by(user)) | listening)

    def with_news(self, user: Any) -> Self:
        """Those in which something was told since the user read them last."""
        behind = ThreadReading.objects.behind().filter(user=user, thread=OuterRef("pk"))
        return self.filter(Exists(behind), project__in=Project.objects.talked_on_by(user))


class Thread(TenantRow):
    """One subject, with its messages. `count`: the number of its last message, by which is known who is behind."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="threads", verbose_name=_("项目"))
    subject = models.CharField(_("主题"), max_length=60)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    data_classes = secrecy.classed(internal="project subject count last_at")
    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["project", "-last_at"])]

    def __str__(self) -> str:
        return self.subject


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(thread__in=Thread.objects.visible_to(user))

    def by_day(self) -> Any:
        """For each `day` on which any was sent: how `many` they were."""
        return self.order_by().annotate(day=TruncDate("at")).values("day").annotate(many=models.Count("pk"))


class Message(models.Model):
    """What somebody told, once. It never changes: what is to be put right is told in another one."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    text = models.TextField(_("内容"), max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    once = models.CharField(max_length=32)  # by which a form that is sent twice counts once

    data_classes = secrecy.classed(internal="thread number at by once", personal="text")
    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="message_number_once"),
            models.UniqueConstraint(fields=["by", "once"], name="message_sent_once"),
        ]

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class MessageFileQuerySet(models.QuerySet["MessageFile"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(message__thread__in=Thread.objects.visible_to(user))


class MessageFile(models.Model):
    """A file that came with a message, sealed under a key of its own."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="files")
    name = models.CharField(_("文件"), max_length=80)
    suffix = models.CharField(max_length=8)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField()
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)

    data_classes = secrecy.classed(internal="message name suffix bytes stored_as", sealed="data_key")
    objects = MessageFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}{self.suffix}"


class ThreadReadingQuerySet(models.QuerySet["ThreadReading"]):
    def behind(self) -> Self:
        """Of those who have not read the last message yet."""
        return self.filter(until__lt=F("thread__count"))


class ThreadReading(models.Model):
    """Until which message somebody has read a thread, and since when."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="readings")
    user = models.ForeignKey(directory.User, models.PROTECT, related_name="+")
    until = models.PositiveIntegerField()  # the number of the last message that was read
    at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(internal="thread user until at")
    objects = ThreadReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="thread_reading_once")]

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}" if self.at else ""
