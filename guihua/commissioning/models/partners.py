"""Who takes part in a project beside its provider: the women's federation, a school, a hospital, a park."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.directory.models.users import DatedQuerySet


class PartnerQuerySet(DatedQuerySet):
    def of(self, user: Any) -> PartnerQuerySet:
        """Those in force today of the organisations for which the user stands."""
        return self.on(clock.today()).filter(organisation__in=users.organisations_of(user, users.Role.PARTNER))


class Partner(TenantRow):
    """An organisation takes part in a project, in one way, for a time. Its people see the project's counts meanwhile.

    `until` is the first day without it.
    """

    project = models.ForeignKey("commissioning.Project", models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(
        directory.Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("合作单位")
    )
    part = models.CharField(_("合作内容"), max_length=40)
    since = models.DateField(_("自"))
    until = models.DateField(null=True, blank=True)

    data_classes = secrecy.classed(public="project organisation part since until")
    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="partner_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "part"], condition=Q(until=None), name="one_open_partner"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def last_day(self) -> date | None:
        """The last day of it; None where no end is set."""
        return self.until - timedelta(days=1) if self.until else None
