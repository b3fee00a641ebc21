"""What is bought, who bought it of whom, and where it is stationed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.partners import Partner
from guihua.commissioning.models.words import Domain, ManagementMode, ProcurementMethod, ProgrammeYear
from guihua.core import history, measures, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users


class ProjectState(models.TextChoices):
    PLANNED = "planned", _("计划")
    PROCURING = "procuring", _("采购")
    CONTRACTED = "contracted", _("签约")
    RUNNING = "running", _("执行")
    EVALUATED = "evaluated", _("评估")
    CLOSED = "closed", _("结项")
    SUSPENDED = "suspended", _("暂停")
    TERMINATED = "terminated", _("终止")


WAY = tuple(choice for choice in ProjectState.choices if choice[0] not in ("suspended", "terminated"))
NOT_BOUGHT = (ProjectState.PLANNED, ProjectState.PROCURING)


def _yuan(fen: int) -> str:
    return f"{measures.yuan(fen):,}"


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> Self:
        """Those whose records the user reads, and those of which the user learns the counts."""
        return self.filter(_read_by(user) | _counted_for(user))

    def open_to(self, user: Any) -> Self:
        """Those whose records the user reads: all for those who oversee the programme; a provider's own for its manager;
        else those granted."""
        return self.filter(_read_by(user))

    def counted_for(self, user: Any) -> Self:
        """Those of which the user learns where they stand and how much they did, and nothing of anybody: a community's
        own for its secretary, a partner's for the partner."""
        return self.filter(_counted_for(user))

    def accounted_to(self, user: Any) -> Self:
        """Those of whose money the user reads: all for those who oversee the programme, a provider's own for its manager, and
        what a liaison officer looks after."""
        return self.filter(_overseen_by(user) | _managed_by(user) | _looked_after_by(user))

    def overseen_by(self, user: Any) -> Self:
        """All of the sub-districts whose whole programme the user sees."""
        return self.filter(_overseen_by(user))

    def of_year(self, year: int) -> Self:
        return self.filter(year__year=year)

    def bought_from(self, provider: directory.Organisation) -> Self:
        return self.filter(provider=provider)

    def due_to_start(self, day: date) -> Self:
        """Those under contract whose term has begun by that day."""
        return self.filter(state=ProjectState.CONTRACTED, starts_on__lte=day)

    def on_the_board(self, day: date) -> Self:
        """Those that the board looks at: under contract, begun by that day, and not judged yet."""
        return self.filter(state__in=[ProjectState.CONTRACTED, ProjectState.RUNNING], starts_on__lte=day)

    def suspended(self) -> Self:
        """Those that stand still today, and may go on."""
        return self.filter(state=ProjectState.SUSPENDED)

    def under_contract(self, first: date, last: date) -> Self:
        """Those whose term touches these days, and of which the purchase is done."""
        return self.bought().filter(starts_on__lte=last, ends_on__gte=first)

    def bought(self) -> Self:
        """Those of which the purchase is done: they count, and records may be made of them."""
        return self.exclude(state__in=NOT_BOUGHT)

    def known_by(self, user: Any) -> Self:
        """Those whose people the user works with today: as their worker, or as the manager of their provider."""
        return self.filter(_worked_on_by(user) | _managed_by(user))

    def recorded_by(self, user: Any) -> Self:
        """Those whose sessions and shifts are the user's to enter by hand: all of a sub-district for its office, else those
        whose people the user knows."""
        offices = users.subdistricts_of(user, users.Role.OFFICE)
        own = Q(subdistrict__in=offices) | _worked_on_by(user) | _managed_by(user)
        return self.bought().filter(own)

    def managed_by(self, user: Any) -> Self:
        """Those of the providers that the user manages today."""
        return self.filter(_managed_by(user))

    def worked_on_by(self, user: Any) -> Self:
        """Those on which the user is a worker today."""
        return self.filter(_worked_on_by(user))

    def looked_after_by(self, user: Any) -> Self:
        """Those of which the user is a liaison officer today."""
        return self.filter(_looked_after_by(user))

    def talked_on_by(self, user: Any) -> Self:
        """Those on whose messages the user has a say: all of a sub-district for its office, else one's own to run or look after."""
        offices = users.subdistricts_of(user, users.Role.OFFICE)
        own = _worked_on_by(user) | _managed_by(user) | _looked_after_by(user)
        return self.bought().filter(Q(subdistrict__in=offices) | own)

    def handed_on_by(self, user: Any) -> Self:
        """Those of which a community's secretary may hand a complaint on: stationed there, and of no confidential domain."""
        at_home = Project.communities.through.objects.filter(community__in=users.communities_of(user))
        return self.bought().filter(pk__in=at_home.values("project"), domain__is_confidential=False)

    def with_last_visit(self) -> Self:
        """Each with `visited_on`: when its liaison officer was there last, None where nobody ever was."""
        return self.annotate(visited_on=models.Max("visits__day"))

    def unvisited(self, day: date, days_of: Mapping[int, int]) -> Self:
        """Those that run on a day and were not visited for more days than their sub-district waits. Before the first visit
        the days count from the first one of the term, and anew from the day on which it went on after a suspension."""
        running = self.filter(state=ProjectState.RUNNING, ends_on__gte=day)
        late = Q(pk__in=[])
        for place, days in days_of.items():
            last = day - timedelta(days=days)
            met = Q(visits__day__gte=last) | Q(suspensions__until__gte=last)
            late |= Q(subdistrict=place, starts_on__lt=last) & ~met
        return running.filter(late)


def _read_by(user: Any) -> Q:
    return _overseen_by(user) | _managed_by(user) | _worked_on_by(user) | _looked_after_by(user)


def _overseen_by(user: Any) -> Q:
    return Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))


def _counted_for(user: Any) -> Q:
    """Stationed in the community of a secretary, or at an organisation that the user stands for; or it takes part."""
    at_home = Project.communities.through.objects.filter(community__in=users.communities_of(user))
    hosts = users.organisations_of(user, users.Role.PARTNER)
    at_partners = Project.organisations.through.objects.filter(organisation__in=hosts)
    taken_part = Partner.objects.of(user)
    return (
        Q(pk__in=at_home.values("project"))
        | Q(pk__in=at_partners.values("project"))
        | Q(pk__in=taken_part.values("project"))
    )


def _managed_by(user: Any) -> Q:
    return Q(provider__in=users.organisations_of(user, users.Role.MANAGER))


def _worked_on_by(user: Any) -> Q:
    """Granted to a worker, and still their provider's: who moved to another one has lost sight at once."""
    granted = users.granted(user, "project", users.Role.WORKER)
    return Q(pk__in=granted, provider__in=users.organisations_of(user, users.Role.WORKER))


def _looked_after_by(user: Any) -> Q:
    granted = users.granted(user, "project", users.Role.LIAISON)
    return Q(pk__in=granted, subdistrict__in=users.subdistricts_of(user, users.Role.LIAISON))


class Project(TenantRow):
    year = models.ForeignKey(ProgrammeYear, models.PROTECT, related_name="projects", verbose_name=_("年度"))
    number = models.CharField(_("项目编号"), max_length=40)
    name = models.CharField(_("项目名称"), max_length=80)
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="projects", verbose_name=_("服务领域"))
    # nobody's yet while it is planned and bought
    provider = models.ForeignKey(
        directory.Organisation, models.PROTECT, null=True, related_name="projects", verbose_name=_("承接机构")
    )
    amount_fen = models.BigIntegerField(_("合同金额"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    method = models.ForeignKey(ProcurementMethod, models.PROTECT, null=True, blank=True, verbose_name=_("采购方式"))
    mode = models.ForeignKey(ManagementMode, models.PROTECT, null=True, blank=True, verbose_name=_("管理模式"))
    # where the name is that of a member; else only the name is known
    liaison = models.ForeignKey(
        directory.User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="liaison_projects",
        verbose_name=_("挂钩人员的账号"),
    )
    liaison_name = models.CharField(_("挂钩人员"), max_length=40, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ProjectState.choices)
    communities = models.ManyToManyField(
        directory.Community, related_name="stationed_projects", blank=True, verbose_name=_("驻点社区")
    )
    organisations = models.ManyToManyField(
        directory.Organisation, related_name="stationed_projects", blank=True, verbose_name=_("驻点机构")
    )

    MOVES = {
        ProjectState.PLANNED: {ProjectState.PROCURING},
        ProjectState.PROCURING: {ProjectState.CONTRACTED},
        ProjectState.CONTRACTED: {ProjectState.RUNNING, ProjectState.TERMINATED},
        ProjectState.RUNNING: {ProjectState.EVALUATED, ProjectState.SUSPENDED, ProjectState.TERMINATED},
        ProjectState.SUSPENDED: {ProjectState.RUNNING, ProjectState.TERMINATED},
        # back again where it was entered wrongly
        ProjectState.TERMINATED: {ProjectState.CONTRACTED, ProjectState.RUNNING, ProjectState.SUSPENDED},
        ProjectState.EVALUATED: {ProjectState.CLOSED},
        ProjectState.CLOSED: set(),
    }
    data_classes = secrecy.classed(
        public="year number name domain provider amount_fen starts_on ends_on method communities organisations",
        internal="mode state liaison",
        personal="liaison_name",
    )
    objects = ProjectQuerySet.as_manager()
    history = history.RowHistory(related=[communities, organisations], words={"amount_fen": _yuan})

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["subdistrict", "year", "number"])]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="project_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="project_ends_after_start"),
            models.CheckConstraint(
                condition=Q(provider__isnull=False) | Q(state__in=NOT_BOUGHT), name="project_bought_from_somebody"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="project_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def provider_name(self) -> str:
        """Who provides it; nothing while it is planned and bought."""
        return self.provider.name if self.provider else ""

    @property
    def is_bought(self) -> bool:
        """Whether it is under contract, or was."""
        return self.state not in NOT_BOUGHT

    def spans(self, day: date) -> bool:
        """Whether a session on that day can be the project's: in its programme year, or in its term."""
        return day.year == self.year.year or self.starts_on <= day <= self.ends_on
