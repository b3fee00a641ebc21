"""The panels of a round: all of them with what breaks a rule, and their arranging."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guihua.core import listing
from guihua.core.jobs import Job
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.directory.models import users
from guihua.evaluation import arranging, panel_listing
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_policy as policy
from guihua.evaluation.actions import arrangements, panels
from guihua.evaluation.listings import round_page
from guihua.evaluation.panel_forms import ArrangingForm
from guihua.evaluation.panel_listing import Looked
from guihua.evaluation.panel_words import RULES, from_rows
from guihua.evaluation.views.answering import put, record

Round = evaluation.Round


@login_required
@require_safe
def all_panels(request: HttpRequest, pk: int) -> HttpResponseBase:
    one = overseen(request, pk)
    looked = Looked(one, arranging.suggested(one))
    why_not = policy.why_not_arrange(request.user, one)
    ways: list[Any] = []
    if why_not is None:
        ways.append((gettext_lazy("评估方式"), reverse("evaluation:panel_ways", args=[one.pk]), "video"))
        ways.append((gettext_lazy("排评估组"), reverse("evaluation:arranging", args=[one.pk]), "wand-sparkles"))
    shown = panel_listing.panels(looked, ways)
    said = {
        "round": one,
        "round_page": round_page(one),
        "last": _last(looked),
        "job_page": _open_job(one, request.user),
    }
    said |= {"loads": _loads(looked), "wrong": len(looked.by_project), "why_not": why_not}
    rows = panel_listing.rows_for(one)
    return listing.answer(request, shown, rows, page="evaluation/panels.html", said=said)


@login_required
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Within which loads; the rest is the optimiser's, in the background."""
    one = overseen(request, pk)
    refuse_if(policy.why_not_arrange(request.user, one))
    form = ArrangingForm(one, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            job = arrangements.ask(one, form.said, minutes=form.cleaned_data["minutes"], by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            return redirect(page_of(job))
    about = {"title": _("排评估组"), "verb": _("开始排"), "via": one.name, "back": panels_page(one)}
    about["notice"] = _("固定的席位和时间、已经开始填的评分表不动；其余的尽量少变。")
    return record(request, form, about)


@login_required
def ways(request: HttpRequest, pk: int) -> HttpResponse:
    """How each project is met; before its panel is arranged, too."""
    one = overseen(request, pk)
    refuse_if(policy.why_not_arrange(request.user, one))
    rows = panel_listing.rows_for(one).order_by("project__number")
    if request.method == "POST":
        given = {row.project_id: request.POST.get(f"way_{row.project_id}", "") for row in rows}
        known = {project: way for project, way in given.items() if way in evaluation.Meeting.values}
        count = panels.set_ways(one, known, by=request.user)
        messages.success(request, _("改了方式的项目：%(n)d 个。") % {"n": count})
        return redirect(panels_page(one))
    listed = [(row, getattr(row, "panel", None)) for row in rows]
    context = {"round": one, "listed": listed, "ways": evaluation.Meeting.choices, "back": panels_page(one)}
    return render(request, "evaluation/panel_ways.html", context)


def panels_page(one: Round) -> str:
    return reverse("evaluation:panels", args=[one.pk])


def overseen(request: HttpRequest, pk: int) -> Round:
    """A round that has begun or not, for those who oversee the programme; to others its panels are not there."""
    place = users.subdistricts_of(request.user, *users.OVERSEERS)
    rows = Round.objects.visible_to(request.user).filter(subdistrict__in=place)
    found: Round = get_object_or_404(rows.select_related("year", "subdistrict"), pk=pk)
    return found


def _open_job(one: Round, user: Any) -> str:
    """Where one sees how far it is, while panels are being arranged."""
    open_ones = Job.objects.visible_to(user).open().filter(name=arrangements.WORK, key=arrangements.key_of(one))
    return page_of(job) if (job := open_ones.first()) else ""


def _last(looked: Looked) -> dict[str, Any] | None:
    """What came of the last arranging, in words."""
    last = looked.round.arrangements.select_related("by").last()
    if last is None:
        return None
    cheapest = from_rows(last.told.get("cheapest", []))
    ways = {code: from_rows(rows) for code, rows in last.told.get("ways", {}).items()}
    return {
        "row": last,
        "seconds": round(last.milliseconds / 1000, 1),
        "gap": 100 * (last.points - last.bound) / max(abs(last.points), 1),
        "cheapest": looked.names.breaches(cheapest),
        "is_cheapest": last.told.get("proved"),
        "ways": [(RULES[code], looked.names.breaches(those)) for code, those in sorted(ways.items())],
    }


def _loads(looked: Looked) -> dict[str, Any]:
    """How the work is shared: how many judge, the fewest and the most projects of one, and the fullest half-day."""
    counts = looked.loads
    slots = list(looked.standing.now.slots.values())
    return {
        "people": len(counts),
        "seats": sum(counts.values()),
        "fewest": min(counts.values(), default=0),
        "most": max(counts.values(), default=0),
        "timed": len(slots),
        "fullest": max((slots.count(slot) for slot in set(slots)), default=0),
    }
