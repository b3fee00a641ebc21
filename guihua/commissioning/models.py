"""What is bought: year, domain, project, where it is stationed, and the words the office keeps for it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.core import history, measures, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users

CORRECTIONS = "corrections"


class ProgrammeYear(TenantRow):
    year = models.PositiveSmallIntegerField(_("年度"))

    data_classes = secrecy.classed(public="year")

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "year"], name="programme_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class Named(TenantRow):
    """A word of the office's own list."""

    name = models.CharField(_("名称"), max_length=40)

    data_classes = secrecy.classed(public="name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """What a reader sees: the words that every programme starts with are known in each language."""
        return gettext(self.name)


class Domain(Named):
    code = models.CharField(max_length=24)
    position = models.PositiveSmallIntegerField()
    also_called = models.JSONField(default=list)
    is_confidential = models.BooleanField(_("保密"), default=False)

    data_classes = secrecy.classed(public="code position also_called is_confidential")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "code"], name="domain_once")]


class Campaign(Named):
    code = models.SlugField(max_length=40)

    data_classes = secrecy.classed(public="code")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "code"], name="campaign_code_once"),
            models.UniqueConstraint(fields=["subdistrict", "name"], name="campaign_name_once"),
        ]


class ProcurementMethod(Named):
    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "name"], name="method_once")]


class ManagementMode(Named):
    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "name"], name="mode_once")]


class ProjectState(models.TextChoices):
    PLANNED = "planned", _("计划")
    PROCURING = "procuring", _("采购")
    CONTRACTED = "contracted", _("签约")
    RUNNING = "running", _("执行")
    EVALUATED = "evaluated", _("评估")
    CLOSED = "closed", _("结项")


def _yuan(fen: int) -> str:
    return f"{measures.yuan(fen):,}"


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> Self:
        """All for those who oversee the programme; a provider's own for its manager; else those granted."""
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))
        return self.filter(overseen | _managed_by(user) | _worked_on_by(user) | _looked_after_by(user))

    def of_year(self, year: int) -> Self:
        return self.filter(year__year=year)

    def due_to_start(self, day: date) -> Self:
        """Those under contract whose term has begun by that day."""
        return self.filter(state=ProjectState.CONTRACTED, starts_on__lte=day)

    def known_by(self, user: Any) -> Self:
        """Those whose people the user works with today: as their worker, or as the manager of their provider."""
        return self.filter(_worked_on_by(user) | _managed_by(user))

    def managed_by(self, user: Any) -> Self:
        """Those of the providers that the user manages today."""
        return self.filter(_managed_by(user))

    def worked_on_by(self, user: Any) -> Self:
        """Those on which the user is a worker today."""
        return self.filter(_worked_on_by(user))


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
    provider = models.ForeignKey(
        directory.Organisation, models.PROTECT, related_name="projects", verbose_name=_("承接机构")
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
        ProjectState.CONTRACTED: {ProjectState.RUNNING},
        ProjectState.RUNNING: {ProjectState.EVALUATED},
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
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="project_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    def spans(self, day: date) -> bool:
        """Whether a session on that day can be the project's: in its programme year, or in its term."""
        return day.year == self.year.year or self.starts_on <= day <= self.ends_on


class ProjectFileQuerySet(models.QuerySet["ProjectFile"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever sees the project. A confidential domain's may name people: they are for its own workers alone."""
        of_visible = self.filter(project__in=Project.objects.visible_to(user))
        open_to_all = Q(project__domain__is_confidential=False)
        return of_visible.filter(open_to_all | Q(project__in=Project.objects.worked_on_by(user)))

    def there(self) -> Self:
        return self.filter(removed_at=None)


class ProjectFile(TenantRow):
    """Something that belongs to a project's papers, whose content may come in several versions."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="files")
    name = models.CharField(_("名称"), max_length=80)
    removed_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(internal="project name removed_at")
    objects = ProjectFileQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FileVersion(models.Model):
    """One content of a file, sealed under a key of its own; without the key it is gone, from backups too."""

    file = models.ForeignKey(ProjectFile, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    suffix = models.CharField(max_length=8)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField()
    stored_as = models.CharField(max_length=40)
    data_key = models.BinaryField(max_length=64)

    data_classes = secrecy.classed(internal="file number at by suffix bytes stored_as", sealed="data_key")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="file_version_once")]

    @property
    def kind(self) -> str:
        """PDF, DOCX, JPG."""
        return self.suffix.removeprefix(".").upper()

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"
