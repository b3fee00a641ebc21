"""What is done to many projects at once, in one transaction. Whatever is refused of one says so and stops no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.actions import projects, writing
from guihua.commissioning.signals import projects_changed
from guihua.core import history
from guihua.core.handled import Handled, one_by_one
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory
from guihua.directory.models import users

Projects = commissioning.ProjectQuerySet


@transaction.atomic
def hand_to(rows: Projects, officer: directory.User, *, by: Any) -> Handled:
    """The officer looks after each of them from now on."""
    places = set(users.subdistricts_of(officer, directory.Role.LIAISON))
    words = _("%(name)s不是这个街道的挂钩人员。") % {"name": officer.name}
    return _change(rows, {"liaison_id": officer.pk, "liaison_name": officer.name}, places, words, by)


@transaction.atomic
def run_in(rows: Projects, mode: commissioning.ManagementMode, *, by: Any) -> Handled:
    """Each of them is run in this management mode from now on."""
    return _change(rows, {"mode_id": mode.pk}, {mode.subdistrict_id}, _("这个管理模式是另一个街道的。"), by)


@transaction.atomic
def evaluate(rows: Projects, *, by: Any) -> Handled:
    return one_by_one(_locked(rows), lambda project: bool(projects.evaluate(project, by=by)))


@transaction.atomic
def close(rows: Projects, *, by: Any) -> Handled:
    return one_by_one(_locked(rows), lambda project: bool(projects.close(project, by=by)))


def _change(rows: Projects, values: Mapping[str, Any], places: Collection[int], else_said: str, by: Any) -> Handled:
    """`places` are the sub-districts whose projects may say this; of others `else_said` is why not."""

    def change(project: commissioning.Project) -> bool:
        refuse_if(policy.why_not_edit(by, project))
        if project.subdistrict_id not in places:
            raise Refused(Refusal("elsewhere", else_said))
        return writing.change(project, values, by=by)

    locked = list(_locked(rows))
    handled = one_by_one(locked, change)
    history.record(commissioning.Project, handled.done, by=by)
    for place in {project.subdistrict_id: project.subdistrict for project in locked}.values():
        projects_changed.send(commissioning.Project, subdistrict=place)
    return handled


def _locked(rows: Projects) -> Projects:
    keys = list(rows.order_by().values_list("pk", flat=True))  # how they were found may be no query that locks
    return writing.locked(commissioning.Project.objects.filter(pk__in=keys)).select_related("subdistrict")
