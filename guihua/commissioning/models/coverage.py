"""What media told of a project: press, broadcasts, channels, livestreams."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.files import ProjectFile
from guihua.commissioning.models.projects import Project
from guihua.core import history, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class CoverageKind(models.TextChoices):
    PRESS = "press", _("报刊")
    BROADCAST = "broadcast", _("广播电视")
    WEBSITE = "website", _("网站")
    CHANNEL = "channel", _("公众号和视频号")
    LIVESTREAM = "livestream", _("直播")
    OWN = "own", _("自办的简报和展板")


class CoverageQuerySet(models.QuerySet["Coverage"]):
    def visible_to(self, user: Any) -> Self:
        """It is public anyhow: whoever sees the project, partners and secretaries too."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def reached(self) -> int:
        """By how many it was read, seen or heard, all told; where nobody counted, by none."""
        return int(self.aggregate(reached=models.Sum("reach", default=0))["reached"])


class Coverage(TenantRow):
    """One piece. `reach`: how often it was read, seen or heard, and `counted` how that is known."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="coverage")
    on = models.DateField(_("发布日期"))
    kind = models.CharField(_("形式"), max_length=12, choices=CoverageKind.choices)
    outlet = models.CharField(_("媒体"), max_length=40)
    title = models.CharField(_("标题"), max_length=80)
    address = models.URLField(_("网址"), max_length=200, blank=True)
    reach = models.PositiveIntegerField(_("阅读、观看次数"), null=True)
    counted = models.CharField(_("次数怎么来的"), max_length=80, blank=True)
    proof = models.ForeignKey(ProjectFile, models.PROTECT, null=True, related_name="+", verbose_name=_("截图或扫描件"))
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(public="project on kind outlet title address reach counted", internal="proof by")
    objects = CoverageQuerySet.as_manager()
    history = history.RowHistory(but=["by"])

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "on", "outlet", "title"], name="coverage_once"),
            models.CheckConstraint(condition=Q(reach=None) | ~Q(counted=""), name="coverage_says_how_it_was_counted"),
        ]

    def __str__(self) -> str:
        return self.title
