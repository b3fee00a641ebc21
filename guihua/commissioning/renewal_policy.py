"""Who starts next year's project from this year's, and what speaks against it: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, renewals, stops
from guihua.commissioning.calc.instalments import is_enough
from guihua.core.refusal import Refusal


def why_not_renew(user: Any, project: commissioning.Project) -> Refusal | None:
    """The office, of what was bought."""
    if refusal := policy.why_not_edit(user, project):
        return refusal
    if not project.is_bought:
        return Refusal("not-bought", _("项目还在计划，没有什么可以续。"))
    return None


def why_not_follow(project: commissioning.Project, starts_on: date, why: str) -> Refusal | None:
    """After this one is over; where it was not judged well enough, for a reason."""
    last = stops.ends_on(stops.of([project.pk]), project)
    if starts_on <= last:
        words = _("今年的项目做到 %(day)s，下一年的要在这以后开始。")
        return Refusal("starts_on", words % {"day": last.isoformat()})
    if not why and (said := short_of(project)):
        return Refusal("why", said)
    return None


def short_of(project: commissioning.Project) -> str:
    """That its grade is below what the rules ask for, in words; empty where it is not, or where there is none yet."""
    grade, least = renewals.grade_of(project), renewals.least_grade(project)
    if not grade or is_enough(grade, least):
        return ""
    words = _("末期评估是「%(grade)s」，没有达到「%(least)s」。要续，请写明为什么。")
    return words % {"grade": commissioning.Grade(grade).label, "least": commissioning.Grade(least).label}


def why_not_again(project: commissioning.Project) -> Refusal | None:
    """One project follows one."""
    if not (renewal := commissioning.Renewal.objects.filter(of=project).select_related("project").first()):
        return None
    words = _("已经有下一年的项目「%(name)s」（%(number)s）了。")
    return Refusal("number", words % {"name": renewal.project, "number": renewal.project.number})
