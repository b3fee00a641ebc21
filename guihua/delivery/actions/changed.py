"""Records have changed: how far their projects are is told to commissioning, and the months to those above."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import progress as reported
from guihua.delivery import models as delivery
from guihua.delivery import progress
from guihua.delivery.signals import records_changed
from guihua.directory import models as directory


def tell(sender: Any, subdistrict: directory.Subdistrict, held: Collection[tuple[int | None, int]]) -> None:
    """Within the verb's transaction, once all is written. `held`: project and month of what changed, before and after."""
    report({project for project, _month in held if project})
    records_changed.send(sender, subdistrict=subdistrict, months={month for _project, month in held})


def report(projects: Collection[int]) -> int:
    """Returns how many rows of progress changed."""
    return reported.report(projects, progress.lines(projects))


def report_missing() -> int:
    """Of projects that have records and of which nothing was reported: those of a release before there was anything to report
    to. Returns how many these were."""
    held = delivery.Session.objects.filter(project=OuterRef("pk"))
    on_duty = delivery.DutyShift.objects.filter(project=OuterRef("pk"))
    reported_ones = commissioning.Progress.objects.filter(project=OuterRef("pk"))
    projects = commissioning.Project.objects.filter(Exists(held) | Exists(on_duty), ~Exists(reported_ones))
    found = projects.order_by("pk").values_list("subdistrict", "pk")
    for place in sorted({place for place, _project in found}):
        _report_of(place, [project for its, project in found if its == place])
    return len(found)


@transaction.atomic
def _report_of(place: int, projects: Collection[int]) -> None:
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place)
    report(projects)
