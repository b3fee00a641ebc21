"""A sheet: filled in as one goes, looked over before it is handed in, and opened again by the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import sent_files
from guihua.commissioning.actions import files
from guihua.core import editing
from guihua.core.refusal import FORBIDDEN, Refusal, refuse_if
from guihua.evaluation import evidence, said, scored
from guihua.evaluation import models as evaluation
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.actions import sheets
from guihua.evaluation.calc.exact import total
from guihua.evaluation.listings import round_page
from guihua.evaluation.sheet_forms import ReopeningForm, SheetForm
from guihua.evaluation.sheet_parts import FEW
from guihua.evaluation.views.answering import record

Sheet = evaluation.ScoreSheet


@login_required
def scoring(request: HttpRequest, pk: int) -> HttpResponse:
    """The liaison officer's sheet of a project, begun by the first who opens it."""
    rows = evaluation.RoundProject.objects.select_related("round")
    entered = get_object_or_404(rows.filter(round__in=evaluation.Round.objects.visible_to(request.user)), pk=pk)
    if request.method == "POST":
        return redirect("evaluation:sheet", sheets.begin(entered, by=request.user).pk)
    refuse_if(policy.why_not_score(request.user, entered))
    return redirect(round_page(entered.round))


@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Filled in by its scorer; as it was submitted, for whoever reads it."""
    found = _visible(request, pk)
    if refusal := policy.why_not_write(request.user, found):
        return _shown(request, found, refusal)
    form = SheetForm(found, request.POST if request.method == "POST" else None)

    def save(form: SheetForm) -> Sheet:
        return sheets.mark(found, form.said, seen=form.cleaned_data["seen"], by=request.user)

    def back(done: Sheet) -> str:
        name = "sheet_checking" if request.POST.get("deed") == "check" else "sheet"
        return reverse(f"evaluation:{name}", args=[done.pk])

    about = _about(request, found) | {"evidence": form.evidence}
    words = _("已保存。")
    return editing.answer(request, form, save, back=back, said=words, about=about, template="evaluation/sheet.html")


@login_required
def checking(request: HttpRequest, pk: int) -> HttpResponse:
    """All that it says and lacks, on one page; from here it is handed in."""
    found = _visible(request, pk)
    refuse_if(policy.why_not_write(request.user, found))
    if request.method == "POST":
        sheets.submit(found, by=request.user)
        messages.success(request, _("评分表已提交。"))
        return redirect(_way_back(request, found))
    return render(request, "evaluation/sheet_check.html", _about(request, found))


@login_required
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    refuse_if(policy.why_not_reopen(request.user, found))
    form = ReopeningForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sheets.reopen(found, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("已退回重填，填表的人会收到通知。"))
        return redirect("evaluation:sheet", found.pk)
    about = {"title": _("退回重填"), "verb": _("退回重填"), "via": found.entered.project.name}
    return record(request, form, about | {"back": reverse("evaluation:sheet", args=[found.pk])})


@login_required
def paper(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """One of the project's papers, in its newest version, for whoever scores it."""
    found = get_object_or_404(evidence.papers_of(_visible(request, pk).entered.project), pk=file)
    version = get_object_or_404(found.versions.order_by("-number")[:1])
    return sent_files.answer(lambda: files.content_of(version), f"{found.name}{version.suffix}", version.suffix)


def _shown(request: HttpRequest, found: Sheet, refusal: Refusal) -> HttpResponse:
    """Whose sheet it is learns why it cannot be filled in any more."""
    is_told = found.is_draft and refusal.code not in FORBIDDEN
    may_reopen = policy.why_not_reopen(request.user, found) is None
    return render(
        request,
        "evaluation/sheet_shown.html",
        _about(request, found) | {"may_reopen": may_reopen, "why_not": refusal.sentence if is_told else ""},
    )


def _way_back(request: HttpRequest, found: Sheet) -> str:
    """To the round, or for somebody of the panel to what they have before them."""
    if (
        found.seat_id
        and not evaluation.Round.objects.visible_to(request.user).filter(pk=found.entered.round_id).exists()
    ):
        return reverse("evaluation:my_visits")
    return round_page(found.entered.round)


def _about(request: HttpRequest, found: Sheet) -> dict[str, Any]:
    """What every page of a sheet tells: whose it is, how far it is, each criterion with its mark."""
    rubric, one = scored.rubric_of(found), found.entered.round
    criteria, marks = scored.asked_of(found), said.marks_of(found)
    lacking = dict(policy.lacking(criteria, marks))
    missing = sum(each.code == "missing" for each in lacking.values())
    return {
        "sheet": found,
        "self_report": evaluation.SelfReport.objects.visible_to(request.user)
        .submitted()
        .filter(entered=found.entered_id)
        .first(),
        "round": one,
        "project": found.entered.project,
        "back": _way_back(request, found),
        "points": total(each.points for each in criteria),
        "rubric": rubric,
        "lines": [(each, marks.get(each.pk), lacking.get(each.pk)) for each in criteria],
        "lacking": list(lacking.values()),
        "got": scored.points_of(found),
        "score": scored.score_of(found, criteria),
        "done": len(criteria) - missing,
        "asked": len(criteria),
        "is_long": len(criteria) > FEW,
        "checked": _checked(found) if found.seat_id else [],
        "reopenings": found.reopenings.select_related("by"),
    }


def _checked(found: Sheet) -> list[tuple[evaluation.SampledRecord, evaluation.RecordCheck | None]]:
    """The records that were drawn for its project, each with what its scorer found."""
    checks = {one.record_id: one for one in found.checks.all()}
    rows = evaluation.SampledRecord.objects.filter(sample__entered=found.entered_id)
    return [(one, checks.get(one.pk)) for one in rows]


def _visible(request: HttpRequest, pk: int) -> Sheet:
    rows = Sheet.objects.visible_to(request.user).with_all_that_it_asks()
    found: Sheet = get_object_or_404(rows.prefetch_related("marks"), pk=pk)
    return found
