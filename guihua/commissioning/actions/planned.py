"""Projects that the office plans, before anybody is asked to provide them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.signals import projects_changed
from guihua.core import audit, history
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory


@transaction.atomic
def plan(
    subdistrict: directory.Subdistrict,
    *,
    number: str,
    by: Any,
    communities: Iterable[directory.Community] = (),
    **values: Any,
) -> commissioning.Project:
    """A project that nobody provides yet, of the programme year in which its term begins. `amount_fen` is what it may cost."""
    refuse_if(policy.why_not_record(by, subdistrict))
    year, _made = commissioning.ProgrammeYear.objects.get_or_create(
        subdistrict=subdistrict, year=values["starts_on"].year
    )
    try:
        with transaction.atomic():
            project = commissioning.Project.objects.create(
                subdistrict=subdistrict,
                year=year,
                number=number,
                state=commissioning.ProjectState.PLANNED,
                **values,
            )
    except IntegrityError as taken:
        raise Refused(Refusal("exists", _("已经有编号为「%(number)s」的项目。") % {"number": number})) from taken
    project.communities.set(communities)
    history.record(commissioning.Project, [project.pk], by=by, did=history.Did.ADDED)
    audit.record("project.planned", project, by=by, number=number, amount_fen=project.amount_fen)
    projects_changed.send(commissioning.Project, subdistrict=subdistrict)
    return project
