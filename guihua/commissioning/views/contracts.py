"""The office registers a contract, puts right what was typed in wrong, and amends what was signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.actions import signing
from guihua.commissioning.contract_forms import AmendmentForm, TermsForm
from guihua.commissioning.notices import money_of
from guihua.core.refusal import Refused, refuse_if


def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """A project's contract, typed in; where it is on file, as it may still be put right."""
    project = _project(request, pk)
    held = commissioning.Contract.objects.filter(project=project).select_related("project").first()
    terms, seen = (signing.terms_of(held), held.revision) if held else (None, 0)
    form = TermsForm(project, terms, request.POST if request.method == "POST" else None, seen=seen)

    def save() -> None:
        told = {"why_late": form.cleaned_data.get("why_late", ""), "by": request.user}
        if held is None:
            signing.sign(project, form.terms, **told)
        else:
            signing.correct(held, form.terms, seen=form.cleaned_data["seen"] or 0, **told)

    about = {"title": _("修改合同") if held else _("登记合同"), "verb": _("保存")}
    return _answer(request, project, form, save, about)


def amending(request: HttpRequest, pk: int) -> HttpResponse:
    """A supplementary agreement to a contract on file."""
    project = _project(request, pk)
    held = get_object_or_404(commissioning.Contract.objects.select_related("project", "rules"), project=project)
    terms = signing.terms_of(held)
    form = AmendmentForm(project, terms, request.POST if request.method == "POST" else None, seen=held.revision)

    def save() -> None:
        given = form.cleaned_data
        agreed = {"signed_on": given["agreed_on"], "why": given["why"]}
        signing.amend(held, form.terms, **agreed, seen=given["seen"] or 0, by=request.user)

    about = {"title": _("登记补充协议"), "verb": _("登记")}
    return _answer(request, project, form, save, about)


def _project(request: HttpRequest, pk: int) -> commissioning.Project:
    visible = commissioning.Project.objects.visible_to(request.user).select_related("subdistrict")
    project: commissioning.Project = get_object_or_404(visible, pk=pk)
    refuse_if(policy.why_not_edit(request.user, project))
    return project


def _answer(
    request: HttpRequest,
    project: commissioning.Project,
    form: TermsForm,
    save: Callable[[], Any],
    about: dict[str, Any],
) -> HttpResponse:
    """The page, or the way back. What the verb refuses stands in the form, with all that was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save()
            except Refused as refused:
                status, form = 409, form.refused(refused.refusal.code, refused.sentence)
            else:
                messages.success(request, _("合同已保存。"))
                return redirect(money_of(project))
    context = {"project": project, "form": form, "about": about, "back": money_of(project)}
    return render(request, "commissioning/contract.html", context, status=status)
