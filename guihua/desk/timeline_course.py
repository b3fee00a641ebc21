"""What a timeline tells of a project's course: that it stood still, went on, ended early; and that something went wrong."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Project
from guihua.core.ui.pages import page_of
from guihua.desk.timeline_source import single


def _seen(project: Project, user: Any) -> QuerySet[Any]:
    return Project.objects.visible_to(user).filter(pk=project.pk)


def _suspensions(project: Project, user: Any) -> QuerySet[Any]:
    return commissioning.Suspension.objects.filter(project__in=_seen(project, user)).select_related("project")


def _terminations(project: Project, user: Any) -> QuerySet[Any]:
    rows = commissioning.Termination.objects.filter(project__in=_seen(project, user)).standing()
    return rows.select_related("project")


def _incidents(project: Project, user: Any) -> QuerySet[Any]:
    """That there was one, for those who learn of it. What happened lies under seal."""
    return commissioning.Incident.objects.visible_to(user).filter(project=project)


def _reported(one: commissioning.Incident) -> tuple[str, str]:
    said = {"kind": one.get_kind_display(), "grade": one.get_grade_display()}
    return _("上报：%(kind)s，%(grade)s") % said, _incident_page(one)


def _closed(one: commissioning.Incident) -> tuple[str, str]:
    return _("办结：%(kind)s") % {"kind": one.get_kind_display()}, _incident_page(one)


def _incident_page(one: commissioning.Incident) -> str:
    return reverse("commissioning:incident", args=[one.pk])


COURSE = (
    single("suspended", "course", _suspensions, "since", lambda one: (_("项目暂停"), page_of(one.project))),
    single(
        "resumed",
        "course",
        _suspensions,
        "until",
        lambda one: (_("项目恢复"), page_of(one.project)),
        Q(until__isnull=False),
    ),
    single("terminated", "course", _terminations, "last_on", lambda one: (_("提前终止"), page_of(one.project))),
    single("incident", "incidents", _incidents, TruncDate("reported_at"), _reported),
    single("closed", "incidents", _incidents, TruncDate("closed_at"), _closed, Q(closed_at__isnull=False)),
)
