"""The office screens a proposal and asks back; its provider answers. Each form leads back to the page of the proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, screening_policy
from guihua.commissioning.actions import screening as verbs
from guihua.commissioning.notices import proposal_page
from guihua.commissioning.proposal_policy import why_not_run
from guihua.commissioning.screening_forms import AskingForm, ClarifyingForm, ScreeningForm
from guihua.commissioning.views.answering import answer
from guihua.core.refusal import refuse_if

Proposal = commissioning.Proposal


def screening(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether it is what the call asks for."""
    found = _held(request, pk)
    form = ScreeningForm(found, request.POST if request.method == "POST" else None)

    def save(given: Mapping[str, Any]) -> None:
        verbs.screen(found, **given, by=request.user)

    about = {"title": _("符合性审查：%(name)s") % {"name": found}, "verb": _("保存"), "said": _("审查结果已保存。")}
    return answer(request, form, save, found.call.procurement.project, {**about, "back": proposal_page(found)})


def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Something has to be explained."""
    found = _held(request, pk)
    form = AskingForm(request.POST if request.method == "POST" else None)

    def save(given: Mapping[str, Any]) -> None:
        verbs.ask(found, **given, by=request.user)

    about = {"title": _("要求澄清：%(name)s") % {"name": found}, "verb": _("发出"), "said": _("问题已发给承接机构。")}
    return answer(request, form, save, found.call.procurement.project, {**about, "back": proposal_page(found)})


def clarifying(request: HttpRequest, pk: int) -> HttpResponse:
    """The provider explains."""
    rows = commissioning.Clarification.objects.visible_to(request.user)
    asked = get_object_or_404(
        rows.select_related("proposal__call__procurement__project", "proposal__organisation"), pk=pk
    )
    refuse_if(why_not_run(request.user, asked.proposal.organisation))
    refuse_if(screening_policy.why_not_answer(request.user, asked))
    form = ClarifyingForm(request.POST if request.method == "POST" else None)

    def save(given: Mapping[str, Any]) -> None:
        verbs.answer(asked, **given, by=request.user)

    about = {"title": _("答复街道办公室的问题"), "verb": _("答复"), "said": _("已答复。"), "line": asked.question}
    project = asked.proposal.call.procurement.project
    return answer(request, form, save, project, {**about, "back": proposal_page(asked.proposal)})


def _held(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).select_related("call__procurement__project", "organisation", "bid")
    found: Proposal = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_edit(request.user, found.call.procurement.project))
    refuse_if(screening_policy.why_not_look(request.user, found))
    return found
