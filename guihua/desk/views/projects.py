"""One project's page: where it stands, what it did, what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guihua.commissioning import board_policy, policy, visit_policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.models import WAY, FileVersion, ProjectState
from guihua.core import clock, history, listing, measures, secrecy
from guihua.core.ui.steps import Step, on_the_way
from guihua.delivery import models as delivery
from guihua.delivery import policy as delivery_policy
from guihua.desk import board, courses, funds, listings, planned, project_tabs, promised, receptions, verdicts
from guihua.desk import corrections as corrected
from guihua.desk import policy as desk_policy
from guihua.desk.views.remembering import remember

RECENT = 10
CORRECTED = 50
LAST_VISITS = 3


def project(request: HttpRequest, pk: int) -> HttpResponse:
    """The project at a glance: how it stands, what it did, what it costs."""
    found = _visible(request, pk)
    remember(request, found)
    held = delivery.Session.objects.filter(project=found)
    told = delivery.Session.objects.visible_to(request.user).filter(project=found)
    recent = told.select_related("activity", "community").with_person_times()
    context = {
        **frame(request, found, "overview"),
        **courses.chain(found, request.user),
        "partners": found.partners.on(clock.today()).select_related("organisation"),
        **funds.instalments_of(found, request.user),
        **_last_visits(request, found),
        "answered": planned.of_project(found, request.user),
        "verdicts": verdicts.of_project(found, request.user),
        "receptions": receptions.of_project(found, request.user),
        "promised": promised.of(found, request.user),
        "promised_share": promised.share_of(found),
        "amount": measures.yuan(found.amount_fen),
        "stages": stages_of(found),
        "communities": found.communities.all(),
        "organisations": found.organisations.all(),
        "recent": recent.order_by("-day", "-starts_at", "pk")[:RECENT],
        **_done(held),
        **_on_duty(delivery.DutyShift.objects.visible_to(request.user).filter(project=found).counted()),
    }
    return render(request, "desk/project.html", context)


def _last_visits(request: HttpRequest, found: commissioning.Project) -> dict[str, Any]:
    """For whoever reads its records: how it was watched over lately."""
    visits = commissioning.LiaisonVisit.objects.visible_to(request.user).filter(project=found)
    reads = found.is_bought and commissioning.Project.objects.open_to(request.user).filter(pk=found.pk).exists()
    return {"last_visits": visits[:LAST_VISITS], "visited": visits.count(), "reads": reads}


def project_sessions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What it held, as the list of all sessions shows it."""
    found = _visible(request, pk)
    rows = delivery.Session.objects.visible_to(request.user).filter(project=found)
    whole = listings.sessions(rows)
    own = replace(
        whole,
        columns=[column for column in whole.columns if column.name != "project"],
        filters={name: asked for name, asked in whole.filters.items() if name != "project"},
        name="",
    )
    around = frame(request, found, "sessions")
    return listing.answer(request, own, rows, page="desk/project_sessions.html", said=around)


def project_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of its contract and of what it held."""
    found = _visible(request, pk, reads=True)
    corrections = delivery.Correction.objects.of_project(found).select_related("by", "session__activity")
    context = {
        **frame(request, found, "history"),
        "course": courses.of(found),
        "changes": history.told(found, reads=secrecy.DataClass.PERSONAL),
        "corrections": corrected.told(corrections[:CORRECTED], with_session=True),
    }
    return render(request, "desk/project_history.html", context)


def project_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Its papers, each with its versions."""
    found = _visible(request, pk, reads=True)
    papers = project_tabs.papers_of(found, request.user).prefetch_related(
        Prefetch("versions", FileVersion.objects.select_related("by"))
    )
    context = {
        **frame(request, found, "files"),
        "files": [
            {"file": file, "newest": newest, "older": older, "may_remove": _may_remove(request, file)}
            for file in papers
            for newest, *older in [file.versions.all()]
        ],
        "refused": policy.why_not_add_file(request.user, found),
    }
    return render(request, "desk/project_files.html", context)


def _may_remove(request: HttpRequest, file: commissioning.ProjectFile) -> bool:
    return policy.why_not_remove_file(request.user, file) is None


def _visible(request: HttpRequest, pk: int, *, reads: bool = False) -> commissioning.Project:
    """The project, for who sees it; with `reads`, for who reads its records beside the counts."""
    rows = commissioning.Project.objects
    projects = rows.open_to(request.user) if reads else rows.visible_to(request.user)
    found: commissioning.Project = get_object_or_404(
        projects.select_related("domain", "provider", "year", "method", "mode"), pk=pk
    )
    return found


def frame(request: HttpRequest, found: commissioning.Project, here: str) -> dict[str, Any]:
    """What stands around each of the project's pages: its name, what one may do, and the ways to its parts."""
    reads = commissioning.Project.objects.open_to(request.user).filter(pk=found.pk).exists()
    listed = delivery.Session.objects.visible_to(request.user).filter(project=found).count()
    oversees = commissioning.Project.objects.overseen_by(request.user).filter(pk=found.pk).exists()
    return {
        "oversees": oversees,
        "project": found,
        "stop": courses.standing_still(found),
        "reads_records": reads,
        **courses.verbs(found, request.user),
        "hides_few": not reads,
        "listed": listed,
        "knows_officers": desk_policy.knows_officers(request.user),
        "may_edit": policy.why_not_edit(request.user, found) is None,
        "may_visit": visit_policy.why_not_visit(request.user, found) is None,
        **_board(found, request.user),
        "may_record": delivery_policy.why_not_record_session(request.user, found.subdistrict, found) is None,
        **project_tabs.of(project_tabs.Asking(request.user, found, here, reads, oversees, listed)),
    }


def _board(found: commissioning.Project, user: Any) -> dict[str, Any]:
    """Its lights, for who reads its account."""
    lights = board.lights_of(found, user)
    return {
        "lights": lights,
        "may_answer": bool(lights) and board_policy.why_not_answer(user, lights[0]["light"]) is None,
    }


def stages_of(found: commissioning.Project) -> list[Step]:
    """The project's way, with what is known of each stage."""
    facts: dict[str, Any] = {
        ProjectState.PROCURING: found.method or "",
        ProjectState.CONTRACTED: _("%(day)s 起") % {"day": found.starts_on.isoformat()},
        ProjectState.RUNNING: _days_left((found.ends_on - clock.today()).days),
        ProjectState.CLOSED: _("%(day)s 到期") % {"day": found.ends_on.isoformat()},
    }
    if found.state == ProjectState.SUSPENDED:
        facts[ProjectState.RUNNING] = ProjectState.SUSPENDED.label
    return on_the_way(*_way_of(found), facts)


def _way_of(found: commissioning.Project) -> tuple[list[tuple[str, Any]], str]:
    """The stages of its way, and where it is: suspended while it runs, or at an end before the last of them."""
    if found.state == ProjectState.TERMINATED:
        until = [choice[0] for choice in WAY].index(ProjectState.RUNNING)
        return [*WAY[: until + 1], (ProjectState.TERMINATED.value, ProjectState.TERMINATED.label)], found.state
    return list(WAY), ProjectState.RUNNING if found.state == ProjectState.SUSPENDED else found.state


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
