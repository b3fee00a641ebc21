"""What lies in a self-report for one criterion: put there, taken out, and opened by whoever reads the report."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guihua.commissioning import sent_files
from guihua.core import secrecy, uploads
from guihua.core.refusal import FORBIDDEN, Refusal, Refused, refuse_if
from guihua.evaluation import asked_for, evidence, self_reported
from guihua.evaluation import models as evaluation
from guihua.evaluation import self_report_policy as policy
from guihua.evaluation.actions import self_evidence
from guihua.evaluation.self_report_forms import EvidenceForm
from guihua.evaluation.views.answering import put
from guihua.evaluation.views.self_reports import visible


@login_required
def adding(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """What is refused stands at the file, with all that was typed and ticked."""
    report = visible(request, pk)
    asked = next((one for one in self_reported.criteria_of(report.entered) if one.pk == criterion), None)
    if asked is None:
        raise Http404
    refusal, sent = policy.why_not_write(request.user, report.entered), request.method == "POST"
    refuse_if(refusal if refusal and (not sent or refusal.code in FORBIDDEN) else None)
    form = EvidenceForm(report, asked, request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid() and (count := _put_there(report, asked, form, request)):
        messages.success(request, _("放了 %(n)d 份材料。") % {"n": count})
        return redirect(request.path)
    context = {
        "report": report,
        "project": report.entered.project,
        "criterion": asked,
        "form": form,
        "there": self_reported.papers_of(report).get(asked.pk, []),
        "known": asked_for.known_of(evidence.of(report.entered.project), asked),
        "is_confidential": report.entered.project.domain.is_confidential,
        "back": reverse("evaluation:self_report", args=[report.pk]),
    }
    return render(request, "evaluation/self_evidence.html", context, status=422 if form.errors else 200)


def _put_there(
    report: evaluation.SelfReport, asked: evaluation.Criterion, form: EvidenceForm, request: HttpRequest
) -> int:
    """How many are new; 0 where the form says why nothing is."""
    papers = form.cleaned_data.get("papers") or ()
    try:
        return self_evidence.attach(report, asked, papers, sent=form.sent, by=request.user)
    except uploads.NoRoom as full:
        form.add_error("file", full.sentence)
    except Refused as refused:
        put(form, Refused(Refusal("file", refused.sentence)) if refused.refusal.code not in FORBIDDEN else refused)
    return 0


@login_required
@require_POST
def removing(request: HttpRequest, pk: int) -> HttpResponse:
    one = _visible(request, pk)
    self_evidence.take_out(one, by=request.user)
    messages.success(request, _("「%(name)s」已经拿掉。") % {"name": one.name})
    return redirect("evaluation:self_evidence_adding", one.report_id, one.criterion_id)


@login_required
@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What it holds. That somebody opened it is on file."""
    one = _visible(request, pk)
    try:
        suffix, content = self_evidence.read(one, by=request.user)
    except (FileNotFoundError, secrecy.Destroyed) as gone:
        raise Http404 from gone
    return sent_files.answer(lambda: content, f"{one.name}{suffix}", suffix)


def _visible(request: HttpRequest, pk: int) -> evaluation.SelfEvidence:
    rows = evaluation.SelfEvidence.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("report__entered__round", "paper", "version"), pk=pk)
