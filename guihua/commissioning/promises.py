"""What a contract promises beyond the database's own rules: it lies in one sub-district, and its papers open."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import uploads
from guihua.core.promises import Found, Promise, where_not

ELSEWHERE = gettext_lazy("项目 %(number)s：年度、领域、机构或驻点是别的街道的。")


def _one_place(found: Found) -> None:
    own = F("subdistrict")
    fits = Q(year__subdistrict=own, domain__subdistrict=own, provider__subdistrict=own)
    fits &= Q(method=None) | Q(method__subdistrict=own)
    fits &= Q(mode=None) | Q(mode__subdistrict=own)
    fits &= ~Exists(_stations("communities", "community")) & ~Exists(_stations("organisations", "organisation"))
    where_not(found, commissioning.Project.objects.all(), fits, lambda row: ELSEWHERE % {"number": row.number})


def _stations(name: str, at: str) -> Any:
    """Where the project is stationed outside of its sub-district."""
    every = getattr(commissioning.Project, name).through.objects.filter(project=OuterRef("pk"))
    return every.exclude(**{f"{at}__subdistrict": F("project__subdistrict")})


def _papers(found: Found) -> None:
    versions = commissioning.FileVersion.objects.select_related("file__project")
    uploads.check(found, versions, "stored_as", _paper)


def _paper(one: commissioning.FileVersion) -> str:
    said = {"number": one.file.project.number, "name": one.file.name, "n": one.number}
    return _("项目 %(number)s 的资料「%(name)s」版本 %(n)s") % said


PROMISES = (
    Promise("projects_one_place", gettext_lazy("每个项目只牵涉自己的街道"), _one_place),
    Promise("papers", gettext_lazy("项目资料的文件都在、都打得开"), _papers),
)
