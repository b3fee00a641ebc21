"""What providers say of themselves: which are in and when each project is met, one as it is written, checked and handed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.core import clock, editing
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.directory.models import users
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy, self_reported
from guihua.evaluation import self_report_policy as policy
from guihua.evaluation.actions import self_reports
from guihua.evaluation.calc.exact import total
from guihua.evaluation.listings import round_page
from guihua.evaluation.self_report_forms import SelfReportForm, SelfReportOpeningForm
from guihua.evaluation.self_report_rows import rows_of
from guihua.evaluation.views.answering import put, record
from guihua.evaluation.views.rounds import READING_SELF_REPORTS

Report = evaluation.SelfReport
GRACE = timedelta(days=3)  # that the office gives, where it says nothing else


@login_required
def all_self_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """?report=missing: those that are not in; ?report=own: of these those that the reader has to write."""
    rows = evaluation.Round.objects.visible_to(request.user).exclude(opened_at=None)
    found = get_object_or_404(rows.select_related("rubric"), pk=pk)
    if not users.holds(request.user, *READING_SELF_REPORTS):
        raise Http404
    keeps = rubric_policy.why_not_keep(request.user, found.subdistrict_id) is None
    which = request.GET.get("report", "")
    shown = rows_of(found, request.user, which=which, keeps=keeps)
    context = {
        "round": found,
        "rows": shown,
        "count": len(shown),
        "which": which,
        "is_own": any(one.is_own for one in shown),
        "counts_drafts": keeps,
        "done": sum(one.is_in for one in shown),
        "criteria": self_reported.criteria_of_round(found),
        "back": round_page(found),
    }
    return render(request, "evaluation/self_reports.html", context)


@login_required
def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """Begun by the first who opens it."""
    entered = entered_of(request, pk)
    if request.method == "POST":
        return redirect("evaluation:self_report", self_reports.begin(entered, by=request.user).pk)
    refuse_if(policy.why_not_write(request.user, entered))
    return redirect("evaluation:self_reports", entered.round_id)


@login_required
def self_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Written by its provider; as it was handed in, for whoever reads it. What is refused once it was typed stands above it."""
    found = visible(request, pk)
    refusal = policy.why_not_write(request.user, found.entered)
    if refusal and (request.method != "POST" or refusal.code in FORBIDDEN):
        return _shown(request, found, refusal.sentence if refusal.code not in FORBIDDEN else "")
    form = SelfReportForm(found, request.POST if request.method == "POST" else None)

    def save(form: SelfReportForm) -> Report:
        return self_reports.write(found, form.said, seen=form.cleaned_data["seen"], by=request.user)

    def back(done: Report) -> str:
        deed, _colon, which = request.POST.get("deed", "").partition(":")
        if deed == "evidence" and which.isdigit():
            return reverse("evaluation:self_evidence_adding", args=[done.pk, which])
        return reverse(
            "evaluation:self_report_checking" if deed == "check" else "evaluation:self_report", args=[done.pk]
        )

    about = _about(request, found)
    words, template = _("已保存，还没有交。"), "evaluation/self_report.html"
    return editing.answer(request, form, save, back=back, said=words, about=about, template=template)


@login_required
def checking(request: HttpRequest, pk: int) -> HttpResponse:
    """All that it says and lacks, on one page; from here it is handed in."""
    found = visible(request, pk)
    refuse_if(policy.why_not_write(request.user, found.entered))
    if request.method == "POST":
        self_reports.submit(found, by=request.user)
        messages.success(request, _("自评已交，评估组会看到。"))
        return redirect("evaluation:self_report", found.pk)
    return render(request, "evaluation/self_report_check.html", _about(request, found) | _told(found))


@login_required
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """The office opens it again, or lets in whoever is late."""
    entered = entered_of(request, pk)
    refuse_if(policy.why_not_open(request.user, entered))
    given = clock.today() + GRACE
    form = SelfReportOpeningForm(request.POST if request.method == "POST" else None, initial={"until": given})
    back = reverse("evaluation:self_reports", args=[entered.round_id])
    if form.is_valid():
        said = form.cleaned_data
        try:
            self_reports.open_again(entered, said["until"], why=said["why"], by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已放行，承接机构会收到通知。"))
            return redirect(back)
    about = {"title": _("退回自评，或者准许补交"), "verb": _("放行"), "via": _("自评和评估安排")}
    return record(request, form, about | {"line": entered.project.name, "back": back})


def visible(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.visible_to(request.user).with_all_that_it_asks()
    found: Report = get_object_or_404(rows, pk=pk)
    return found


def entered_of(request: HttpRequest, pk: int) -> evaluation.RoundProject:
    """Of a round that the reader sees, and a project whose account they read."""
    rows = evaluation.RoundProject.objects.accounted_to(request.user).select_related("round", "project__provider")
    return get_object_or_404(rows, pk=pk)


def _shown(request: HttpRequest, found: Report, why_not: str) -> HttpResponse:
    context = _about(request, found) | _told(found)
    may_open = policy.why_not_open(request.user, found.entered) is None
    is_told = found.is_draft and why_not
    return render(request, "evaluation/self_report_shown.html", context | {
        "may_open": may_open,
        "why_not": why_not if is_told else "",
    })  # fmt: skip


def _told(found: Report) -> dict[str, Any]:
    """Each criterion with what is said of it and what that still lacks."""
    told = self_reported.of_report(found)
    lacking = dict(policy.lacking(told)) if found.is_draft else {}
    given = [said.points for said in told.values() if said.points is not None]
    return {
        "lines": [(one, said, lacking.get(one.pk)) for one, said in told.items()],
        "lacking": list(lacking.values()),
        "own_points": total(given) if given else None,
        "points": total(one.points for one in told),
    }


def _about(request: HttpRequest, found: Report) -> dict[str, Any]:
    """Whoever sits on the panel goes back to what they have before them: the round is not theirs to see."""
    entered, rounds = found.entered, evaluation.Round.objects.visible_to(request.user)
    sees = rounds.filter(pk=entered.round_id).exists()
    address = reverse("evaluation:self_reports", args=[entered.round_id]) if sees else reverse("evaluation:my_visits")
    return {
        "report": found,
        "round": entered.round,
        "project": entered.project,
        "last": evaluation.last_day_of(entered),
        "openings": found.openings.select_related("by"),
        "via": _("自评和评估安排") if sees else _("我的评估"),
        "back": address,
    }
