"""An acceptance is written, signed by somebody else, published, put right, and answered by the provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guihua.commissioning import acceptance_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import published_listing
from guihua.commissioning.acceptance_forms import AcceptanceForm, AnswerForm, CorrectionForm
from guihua.commissioning.acceptance_paper import paper_of
from guihua.commissioning.acceptance_shown import made_public, shown
from guihua.commissioning.actions import acceptances
from guihua.commissioning.notices import acceptance_page, money_of
from guihua.commissioning.views.answering import answer
from guihua.core import listing
from guihua.core.editing import STALE
from guihua.core.refusal import Refused, refuse_if

Acceptance = commissioning.Acceptance


def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper: what was checked, what people said, who signed; and the next step for whose it is."""
    found = get_object_or_404(Acceptance.objects.visible_to(request.user).with_paper(), pk=pk)
    return render(request, "commissioning/acceptance.html", shown(found, request.user))


def adding(request: HttpRequest, pk: int) -> HttpResponse:
    """The next acceptance of a project's contract."""
    contracts = commissioning.Contract.objects.visible_to(request.user).select_related("project")
    contract = get_object_or_404(contracts, project=pk)
    refuse_if(policy.why_not_add(request.user, contract))
    form = AcceptanceForm(None, request.POST if request.method == "POST" else None)

    def save() -> Acceptance:
        return acceptances.add(contract, form.paper, by=request.user)

    return _written(request, contract, form, save, {"title": _("写验收书"), "back": money_of(contract.project)})


def writing(request: HttpRequest, pk: int) -> HttpResponse:
    """What the acceptance says, until it is signed."""
    found = get_object_or_404(Acceptance.objects.visible_to(request.user).with_paper(), pk=pk)
    refuse_if(policy.why_not_write(request.user, found))
    form = AcceptanceForm(paper_of(found), request.POST if request.method == "POST" else None, seen=found.revision)

    def save() -> Acceptance:
        return acceptances.write(found, form.paper, seen=form.cleaned_data["seen"] or 0, by=request.user)

    about = {"title": _("修改验收书"), "back": acceptance_page(found)}
    return _written(request, found.contract, form, save, about)


def _written(
    request: HttpRequest,
    contract: commissioning.Contract,
    form: AcceptanceForm,
    save: Callable[[], Acceptance],
    about: Any,
) -> HttpResponse:
    """The page, or on to the paper. What the verb refuses stands in the form, with all that was typed."""
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            saved = save()
        except Refused as refused:
            status = 409 if refused.refusal.code == STALE else 422
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _("验收书已保存。"))
            return redirect(acceptance_page(saved))
    context = {"project": contract.project, "form": form, "about": about}
    return render(request, "commissioning/acceptance_writing.html", context, status=status)


@require_POST
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Acceptance.objects.visible_to(request.user).with_paper(), pk=pk)
    acceptances.sign(found, by=request.user)
    messages.success(request, _("已签字。"))
    return redirect(acceptance_page(found))


@require_POST
def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Acceptance.objects.visible_to(request.user), pk=pk)
    acceptances.publish(found, by=request.user)
    messages.success(request, _("验收结果已公布，不登录也看得到。"))
    return redirect(acceptance_page(found))


def correcting(request: HttpRequest, pk: int) -> HttpResponse:
    """What was signed is written again, with a reason."""
    found = get_object_or_404(Acceptance.objects.visible_to(request.user).with_paper(), pk=pk)
    refuse_if(policy.why_not_correct(request.user, found))
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    said = _("现在可以修改。改好以后，要由别人重新签字。")
    about = {"title": _("更正验收书"), "verb": _("更正"), "said": said, "back": acceptance_page(found)}

    def save(given: Mapping[str, Any]) -> None:
        acceptances.correct(found, why=given["why"], by=request.user)

    return answer(request, form, save, found.contract.project, about)


def answering(request: HttpRequest, pk: int) -> HttpResponse:
    """The provider says what it thinks of what was signed."""
    found = get_object_or_404(Acceptance.objects.visible_to(request.user).with_paper(), pk=pk)
    refuse_if(policy.why_not_answer(request.user, found))
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"words": found.answer})
    said = _("答复已保存，办公室看得到。")
    about = {"title": _("答复验收"), "verb": _("答复"), "said": said, "back": acceptance_page(found)}

    def save(given: Mapping[str, Any]) -> None:
        acceptances.answer(found, words=given["words"], by=request.user)

    return answer(request, form, save, found.contract.project, about)


@login_not_required
@require_safe
def all_published(request: HttpRequest) -> HttpResponseBase:
    """The results of all acceptances that were published, the newest first."""
    versions = commissioning.AcceptanceVersion.objects.newest_of_each().select_related("acceptance__subdistrict")
    return listing.answer(request, published_listing.accepted(), versions.order_by("-published_at", "-pk"))


@login_not_required
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """What anybody may read of an acceptance: as it was published last, and why it was put right before."""
    versions = commissioning.AcceptanceVersion.objects.published().filter(acceptance=pk)
    found = list(versions.select_related("acceptance__subdistrict"))
    if not found:
        raise Http404
    return render(request, "commissioning/acceptance_published.html", made_public(found))
