"""One project's page: where it stands, what it did, what it costs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import ProjectState
from guihua.core import clock, history, measures, secrecy
from guihua.core.ui.steps import Step, on_the_way
from guihua.delivery import models as delivery
from guihua.desk import corrections as corrected

RECENT = 10
CORRECTED = 5


@login_required
def project(request: HttpRequest, pk: int) -> HttpResponse:
    projects = commissioning.Project.objects.visible_to(request.user)
    found = get_object_or_404(projects.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    sessions = delivery.Session.objects.visible_to(request.user).filter(project=found)
    recent = sessions.select_related("activity", "community").with_person_times()
    corrections = delivery.Correction.objects.of_project(found).select_related("by", "session__activity")
    context = {
        "project": found,
        "amount": measures.yuan(found.amount_fen),
        "stages": stages_of(found),
        "communities": found.communities.all(),
        "organisations": found.organisations.all(),
        "recent": recent.order_by("-day", "-starts_at", "pk")[:RECENT],
        "corrections": corrected.told(corrections[:CORRECTED], with_session=True),
        "changes": history.told(found, reads=secrecy.DataClass.PERSONAL),
        **_done(sessions),
        **_on_duty(delivery.DutyShift.objects.visible_to(request.user).filter(project=found)),
    }
    return render(request, "desk/project.html", context)


def stages_of(found: commissioning.Project) -> list[Step]:
    """The project's way, with what is known of each stage."""
    facts: dict[str, Any] = {
        ProjectState.PROCURING: found.method or "",
        ProjectState.CONTRACTED: _("%(day)s 起") % {"day": found.starts_on.isoformat()},
        ProjectState.RUNNING: _days_left((found.ends_on - clock.today()).days),
        ProjectState.CLOSED: _("%(day)s 到期") % {"day": found.ends_on.isoformat()},
    }
    return on_the_way(ProjectState.choices, found.state, facts)


def _days_left(days: int) -> str:
    if days > 0:
        return ngettext("还有 %(n)s 天", "还有 %(n)s 天", days) % {"n": days}
    return _("今天到期") if days == 0 else _("已到期")


def _done(sessions: Any) -> dict[str, Any]:
    """What was done in each form of service, and in all."""
    labels = dict(delivery.Form.choices)
    forms = [
        {**row, "form": row["activity__form"], "name": labels[row["activity__form"]]} for row in sessions.by_form()
    ]
    return {
        "forms": forms,
        "most": max((row["person_times"] for row in forms), default=0),
        "held": sum(row["sessions"] for row in forms),
        "person_times": sum(row["person_times"] for row in forms),
    }


def _on_duty(shifts: Any) -> dict[str, Any]:
    total = shifts.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    return {"duty_hours": measures.hours(total), "shifts": shifts.count()}
