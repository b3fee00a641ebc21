"""Requests and opinions of partners: handed in, read and answered on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import request_listing
from guihua.commissioning import request_policy as policy
from guihua.commissioning.actions import requests as verbs
from guihua.commissioning.request_forms import AnswerForm, RequestForm
from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if
from guihua.directory.models import users


def all_requests(request: HttpRequest) -> HttpResponseBase:
    if not users.holds(request.user, *policy.KNOWING):
        raise Http404
    rows = commissioning.PartnerRequest.objects.visible_to(request.user).select_related("project", "organisation")
    return listing.answer(request, request_listing.requests(request.user), rows)


def handing_in(request: HttpRequest) -> HttpResponse:
    refuse_if(policy.why_not_hand_in_at_all(request.user))
    initial = {"project": request.GET.get("project")}
    form = RequestForm(policy.projects(request.user), _posted(request), initial=initial)
    if form.is_valid():
        try:
            made = verbs.hand_in(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error("project", refused.sentence)
        else:
            messages.success(request, _("已经提交，有了答复会在收件箱里告诉你。"))
            return redirect("commissioning:partner_request", made.pk)
    back = reverse("commissioning:partner_requests")
    about = {"title": _("提请求或意见"), "verb": _("提交"), "via": _("请求和意见"), "back": back, "line": ""}
    return render(
        request, "record.html", {"form": form, "about": about, "back": back}, status=422 if form.errors else 200
    )


def partner_request(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed in, and its answer; who may answers it here."""
    rows = commissioning.PartnerRequest.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("project__domain", "organisation", "asked_by", "answered_by"), pk=pk)
    form = AnswerForm(_posted(request))
    if request.method == "POST":
        refuse_if(policy.why_not_answer(request.user, found))
        if form.is_valid():
            verbs.answer(found, form.cleaned_data["text"], by=request.user)
            messages.success(request, _("答复已发出。"))
            return redirect("commissioning:partner_request", found.pk)
    context = {
        "one": found,
        "project": found.project,
        "form": form,
        "may_answer": policy.may_answer(request.user, found),
    }
    return render(request, "commissioning/partner_request.html", context, status=422 if form.errors else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
