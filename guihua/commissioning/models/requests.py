"""What a partner asks for at a project, or thinks of it (请求和意见), and what it is answered."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.messages import LISTENING
from guihua.commissioning.models.projects import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users


class RequestKind(models.TextChoices):
    REQUEST = "request", _("请求")
    OPINION = "opinion", _("意见")


class PartnerRequestQuerySet(models.QuerySet["PartnerRequest"]):
    def visible_to(self, user: Any) -> Self:
        """For the people of the organisation that handed it in, as long as it takes part; for those who talk on the project;
        leader and auditor learn of all."""
        hosts = users.organisations_of(user, users.Role.PARTNER)
        own = Q(organisation__in=hosts, project__in=Project.objects.counted_for(user))
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *LISTENING))
        return self.filter(own | overseen | Q(project__in=Project.objects.talked_on_by(user)))

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def answerable_by(self, user: Any) -> Self:
        """Those that wait for this user: of the office, or of the manager of the project's provider."""
        offices = users.subdistricts_of(user, users.Role.OFFICE)
        managed = Q(project__in=Project.objects.managed_by(user))
        return self.unanswered().filter(Q(subdistrict__in=offices) | managed)


class PartnerRequest(TenantRow):
    """Handed in once, answered once; whoever is not content hands in another."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="requests", verbose_name=_("项目"))
    organisation = models.ForeignKey(
        directory.Organisation, models.PROTECT, related_name="+", verbose_name=_("合作单位")
    )
    kind = models.CharField(_("请求或意见"), max_length=8, choices=RequestKind.choices)
    text = models.TextField(_("内容"), max_length=600)
    asked_at = models.DateTimeField(_("提出时间"))
    asked_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("答复"), max_length=600, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="project organisation kind asked_at asked_by answered_at answered_by", personal="text answer"
    )
    objects = PartnerRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="request_answered_in_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.name} · {self.get_kind_display()}"
