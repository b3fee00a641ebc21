"""The papers of projects, in versions."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class ProjectFileQuerySet(models.QuerySet["ProjectFile"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the project's records. A confidential domain's may name people: they are for its own workers alone.
        What lies in the archive of a purchase is for those who oversee the programme: it has what others bid."""
        open_to_all = Q(project__domain__is_confidential=False) | Q(project__in=Project.objects.worked_on_by(user))
        of_work = Q(archived=None, project__in=Project.objects.open_to(user)) & open_to_all
        return self.filter(of_work | Q(archived__isnull=False, project__in=Project.objects.overseen_by(user)))

    def of_work(self) -> Self:
        """The papers of what a project does, without those of how it was bought."""
        return self.filter(archived=None)

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
    stored_as = uploads.NameField(max_length=40)
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
