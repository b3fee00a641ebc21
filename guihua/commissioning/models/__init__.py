"""What is bought: year, domain, project, where it is stationed, who takes part, and the words the office keeps for it."""

from guihua.commissioning.models.files import FileVersion, ProjectFile, ProjectFileQuerySet
from guihua.commissioning.models.partners import Partner, PartnerQuerySet
from guihua.commissioning.models.projects import Project, ProjectQuerySet, ProjectState
from guihua.commissioning.models.words import (
    CORRECTIONS,
    Campaign,
    Domain,
    ManagementMode,
    Named,
    ProcurementMethod,
    ProgrammeYear,
)

__all__ = [
    "CORRECTIONS",
    "Campaign",
    "Domain",
    "FileVersion",
    "ManagementMode",
    "Named",
    "Partner",
    "PartnerQuerySet",
    "ProcurementMethod",
    "ProgrammeYear",
    "Project",
    "ProjectFile",
    "ProjectFileQuerySet",
    "ProjectQuerySet",
    "ProjectState",
]
