"""What a liaison officer (挂钩人员) saw at a project, on site or online, and what its provider answered."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory

MOST_MINUTES = 600


class VisitWay(models.TextChoices):
    ON_SITE = "on_site", _("现场")
    ONLINE = "online", _("线上")


class LiaisonVisitQuerySet(models.QuerySet["LiaisonVisit"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the projects whose records the user reads: whoever reads the account, and who works there."""
        return self.filter(project__in=Project.objects.open_to(user))

    def of_year(self, year: int) -> Self:
        return self.filter(day__year=year)

    def last_days(self, projects: Any) -> dict[int, date]:
        """When each of the projects was visited last; one that never was is not named."""
        of_these = self.filter(project__in=projects).order_by().values("project").annotate(last=Max("day"))
        return dict(of_these.values_list("project", "last"))


class LiaisonVisit(TenantRow):
    """One visit. It is corrected with a reason and never deleted; what it said before stays beside it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="visits", verbose_name=_("项目"))
    # the account of who went; none for what was on paper before there were accounts
    officer = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="visits")
    officer_name = models.CharField(_("挂钩人员"), max_length=40, blank=True)
    day = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=8, choices=VisitWay.choices, default=VisitWay.ON_SITE)
    starts_at = models.TimeField(_("开始时间"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"))
    findings = models.CharField(_("看到的情况"), max_length=1000)
    advice = models.CharField(_("建议"), max_length=500, blank=True)
    # made by the page before anything is sent: the same form sent twice is one visit
    sent_as = models.UUIDField(null=True, unique=True)
    entered_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=1)  # so that whoever corrects second is told

    data_classes = secrecy.classed(
        internal="project officer day way starts_at minutes findings advice sent_as entered_at revision",
        personal="officer_name",
    )
    objects = LiaisonVisitQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["project", "-day"]),
            models.Index(fields=["subdistrict", "-day"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(findings=""), name="visit_says_what_was_seen"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=MOST_MINUTES), name="visit_lasts_some_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @property
    def moment(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.starts_at:%H:%M}" if self.starts_at else f"{self.day:%Y-%m-%d}"


class VisitCorrection(models.Model):
    """What a visit said before it was corrected, and why it was. It never changes."""

    visit = models.ForeignKey(LiaisonVisit, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("更正的原因"), max_length=200)
    before = models.JSONField()  # what was changed, by the field's name, as it stood

    data_classes = secrecy.classed(internal="visit number at by why before")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="visit_correction_once"),
            models.CheckConstraint(condition=~Q(why=""), name="visit_corrected_for_a_reason"),
        ]


class VisitReply(models.Model):
    """The provider's answer (回应) to a visit."""

    visit = models.ForeignKey(LiaisonVisit, models.PROTECT, related_name="replies")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    text = models.CharField(_("回应"), max_length=500)

    data_classes = secrecy.classed(internal="visit at by text")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="visit_reply_says_something")]

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class VisitPhotoQuerySet(models.QuerySet["VisitPhoto"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(visit__in=LiaisonVisit.objects.visible_to(user))


class VisitPhoto(models.Model):
    """A photo, drawn anew without where it was taken, sealed under a key of its own."""

    visit = models.ForeignKey(LiaisonVisit, models.PROTECT, related_name="photos")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    suffix = models.CharField(max_length=8)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField()
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)

    data_classes = secrecy.classed(internal="visit at by suffix bytes stored_as", sealed="data_key")
    objects = VisitPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
