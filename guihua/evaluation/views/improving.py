"""What an evaluation asks providers to do better."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if
from guihua.evaluation import improvement_listing, judged
from guihua.evaluation import improvement_policy as policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import improving as verbs
from guihua.evaluation.improvement_forms import ImprovingForm
from guihua.evaluation.views.answering import put, record


@login_required
def improving(request: HttpRequest, pk: int) -> HttpResponse:
    """A task that comes of the result, at the criterion that it is about."""
    rows = evaluation.Result.objects.visible_to(request.user).newest()
    found = rows.select_related("entered__round__rubric", "entered__round__liaison_rubric", "entered__project")
    entered = get_object_or_404(found, entered=pk).entered
    refuse_if(policy.why_not_improve(request.user, entered))
    base = judged.ground(entered.round)
    made = judged.of_round(entered.round, [entered.pk], base)[0]
    form = ImprovingForm(made, base, request.POST if request.method == "POST" else None)
    page = reverse("evaluation:result", args=[entered.pk])
    if form.is_valid():
        given = form.cleaned_data
        try:
            verbs.ask(entered, given["what"], given["due_on"], criterion=given["criterion"], by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已提出，承接机构会收到通知。"))
            return redirect(page)
    about = {"title": _("提出改进任务"), "verb": _("提出"), "line": entered.project.name, "via": _("评估结果")}
    return record(request, form, about | {"back": page})


@login_required
@require_GET
def improvements(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All of a round that its reader may see, and how far they came."""
    rows = evaluation.Improvement.objects.visible_to(request.user).filter(entered__round=pk)
    if not evaluation.Result.objects.visible_to(request.user).published().filter(entered__round=pk).exists():
        raise Http404
    ways = [(_("评估结果"), reverse("evaluation:results", args=[pk]), "arrow-left")]
    return listing.answer(request, improvement_listing.of_round(ways), rows.told())
