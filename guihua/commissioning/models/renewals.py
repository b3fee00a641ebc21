"""The project of the next year that starts from this one's (续签): which it is, and what it takes over."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class Taken(models.TextChoices):
    """What the next project takes over from the one before. Its name, domain and management mode it has from its form."""

    COMMUNITIES = "communities", _("驻点社区")
    PARTNERS = "partners", _("合作单位")
    INDICATORS = "indicators", _("服务指标")
    BUDGET = "budget", _("预算科目的分配")


class Renewal(TenantRow):
    """Indicators and budget wait here for the contract: it is offered them when it is entered."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="renews", verbose_name=_("下一年的项目"))
    of = models.OneToOneField(Project, models.PROTECT, related_name="renewed_by", verbose_name=_("上一年的项目"))
    takes = models.JSONField(default=list)
    why = models.CharField(_("评估没有达到，为什么还续"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(public="project of", internal="takes why at by")

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(condition=~Q(project=F("of")), name="no_project_renews_itself")]
