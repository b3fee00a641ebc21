"""Periodic reports: what a provider tells of each month, quarter or half-year, and what the records said when it did."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import periods
from guihua.commissioning.models.modes import Rhythm
from guihua.commissioning.models.projects import Project
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class ReportState(models.TextChoices):
    OPEN = "open", _("待提交")
    SUBMITTED = "submitted", _("待审核")
    CHECKED = "checked", _("挂钩人员已核对")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已接受")


UNSENT = (ReportState.OPEN, ReportState.RETURNED)  # the provider's to write
SENT = (ReportState.SUBMITTED, ReportState.CHECKED)  # somebody's to decide
TEXTS = ("done", "hard", "ahead")


class PeriodicReportQuerySet(models.QuerySet["PeriodicReport"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the account of the project, and its workers, who write it too."""
        return self.filter(
            Q(project__in=Project.objects.accounted_to(user)) | Q(project__in=Project.objects.worked_on_by(user))
        )

    def unsent(self) -> Self:
        return self.filter(state__in=UNSENT)

    def waiting(self) -> Self:
        """Those that were submitted and not decided."""
        return self.filter(state__in=SENT)

    def overdue(self, day: date) -> Self:
        """Those that were to be submitted before a day, and were not or were sent back."""
        return self.unsent().filter(due_on__lt=day)

    def last_told(self) -> dict[int, date]:
        """By project, until when its reports go."""
        return dict(self.order_by().values("project").annotate(until=Max("last")).values_list("project", "until"))


class PeriodicReport(TenantRow):
    """What one project tells of one period (定期报告). Its texts are the provider's until they are submitted; what was submitted
    stands in its versions."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="reports", verbose_name=_("项目"))
    rhythm = models.CharField(_("报告"), max_length=12, choices=Rhythm.choices)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    due_on = models.DateField(_("最晚提交"))
    state = models.CharField(_("状态"), max_length=12, choices=ReportState.choices, default=ReportState.OPEN)
    done = models.TextField(_("做了什么"), max_length=4000, blank=True)
    hard = models.TextField(_("遇到什么困难"), max_length=4000, blank=True)
    ahead = models.TextField(_("下一步打算"), max_length=4000, blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    MOVES = {
        ReportState.OPEN: {ReportState.SUBMITTED},
        ReportState.RETURNED: {ReportState.SUBMITTED},
        ReportState.SUBMITTED: {ReportState.CHECKED, ReportState.ACCEPTED, ReportState.RETURNED},
        ReportState.CHECKED: {ReportState.ACCEPTED, ReportState.RETURNED},
        ReportState.ACCEPTED: set(),
    }
    data_classes = secrecy.classed(
        internal="project rhythm first last due_on state done hard ahead saved_at saved_by submitted_at"
    )
    objects = PeriodicReportQuerySet.as_manager()

    class Meta:
        ordering = ["-first", "project__number"]
        indexes = [models.Index(fields=["subdistrict", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["project", "first"], name="report_once_a_period"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN) | Q(submitted_at__isnull=False), name="report_submitted_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(project)s %(period)s") % {"project": self.project.number, "period": self.period}

    @property
    def period(self) -> str:
        """2022 年 3 月, 2022 年第 1 季度 or 2022 年上半年."""
        return period_name(self.rhythm, self.last)

    @property
    def is_unsent(self) -> bool:
        return self.state in UNSENT

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}


def period_name(rhythm: str, last: date) -> str:
    """How the period that ends on or about that day is called."""
    if rhythm == Rhythm.MONTHLY:
        return gettext("%(year)s 年 %(month)s 月") % {"year": last.year, "month": last.month}
    part = periods.part_of_year(rhythm, last)
    if rhythm == Rhythm.QUARTERLY:
        return gettext("%(year)s 年第 %(n)s 季度") % {"year": last.year, "n": part}
    words = gettext("%(year)s 年上半年") if part == 1 else gettext("%(year)s 年下半年")
    return words % {"year": last.year}


class ReportVersion(models.Model):
    """What was submitted, as it stood: the texts, what the records said, and which files came with it. It never changes; what
    was decided of it stands beside it."""

    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    paper = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("退回的原因"), max_length=300, blank=True)

    data_classes = secrecy.classed(
        internal="report number paper digest submitted_at submitted_by checked_at checked_by decided_at decided_by why"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(why="") | Q(decided_at__isnull=False), name="report_sent_back_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(decided_at=None), name="one_report_version_to_decide"
            ),
        ]

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.submitted_at):%Y-%m-%d %H:%M}"


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(report__in=PeriodicReport.objects.visible_to(user)).filter(
            Q(version__isnull=False)
            | Q(report__project__in=Project.objects.managed_by(user))
            | Q(report__project__in=Project.objects.worked_on_by(user))
        )


class ReportFile(models.Model):
    """A file of a report, sealed under a key of its own. `version`: with which it was submitted first; until then it is the
    provider's alone, and may be taken out."""

    report = models.ForeignKey(PeriodicReport, models.PROTECT, related_name="files")
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, related_name="files")
    name = models.CharField(_("文件"), max_length=80)
    suffix = models.CharField(max_length=8)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)

    data_classes = secrecy.classed(internal="report version name suffix bytes at by stored_as", sealed="data_key")
    objects = ReportFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}{self.suffix}"
