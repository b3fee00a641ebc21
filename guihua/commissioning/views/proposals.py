"""A provider's proposal: begun, written, checked, sent, taken back; and its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers, screening_policy, sent_files
from guihua.commissioning import proposal_policy as policy
from guihua.commissioning.actions import proposals as verbs
from guihua.commissioning.proposal_forms import ProposalFileForm, ProposalForm
from guihua.core import uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory
from guihua.directory.models import users

Proposal = commissioning.Proposal


@require_POST
def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, or the one that is there."""
    visible = commissioning.Call.objects.visible_to(request.user).select_related("procurement__project")
    call = get_object_or_404(visible, pk=pk)
    places = users.organisations_of(request.user, users.Role.MANAGER)
    own = directory.Organisation.objects.filter(pk__in=places, subdistrict=call.subdistrict_id).order_by("pk")
    asked = request.POST.get("organisation", "")
    organisation = own.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else own.first()
    if organisation is None:
        raise Refused(Refusal("no-role", _("只有承接机构的负责人能写响应方案。")))
    proposal = verbs.begin(call, organisation, by=request.user)
    return redirect("commissioning:proposal_writing", proposal.pk)


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """All that it says; to its provider what is missing before it is sent."""
    found = _visible(request, pk)
    is_own = Proposal.objects.run_by(request.user).filter(pk=found.pk).exists()
    why_not_write = policy.why_not_write(request.user, found)
    context = {
        "proposal": found,
        "call": found.call,
        "standing": found.call.standing,
        "project": found.call.procurement.project,
        "is_own": is_own,
        "may_write": is_own and why_not_write is None,
        "why_not": why_not_write,
        "may_withdraw": policy.why_not_withdraw(request.user, found) is None,
        "missing": policy.missing(found) if is_own and why_not_write is None else [],
        "warnings": policy.warnings(found) if is_own else [],
        "indicators": found.indicators.all(),
        "budget": found.budget.select_related("category"),
        "budget_fen": found.budget_fen(),
        "files": found.files.all(),
        "result": found.result,
        "may_look": screening_policy.why_not_look(request.user, found) is None,
        "asked": [_line(one, request.user) for one in found.clarifications.select_related("asked_by", "answered_by")],
    }
    return render(request, "commissioning/proposal.html", context)


def _line(asked: commissioning.Clarification, user: Any) -> dict[str, Any]:
    return {"one": asked, "may_answer": screening_policy.why_not_answer(user, asked) is None}


def writing(request: Any, pk: int) -> HttpResponse:
    """The long form. What is right is kept, whatever else is wrong; htmx sends it while somebody types."""
    found = _own(request, pk)
    if request.method != "POST":
        refuse_if(policy.why_not_write(request.user, found))
        return _written(request, found, ProposalForm(found))
    form = ProposalForm(found, request.POST)
    form.is_valid()
    try:
        saved = verbs.save(found, form.values, seen=form.marks, by=request.user, quietly=bool(request.htmx))
    except Refused as refused:
        return _not_saved(request, found, form, refused)
    if request.htmx:
        form.marks |= offers.marks(form.values)
        return _kept(request, form, at=timezone.localtime(saved.saved_at))
    if form.errors:
        form.marks |= offers.marks(form.values)
        return _written(request, found, form, status=422)
    messages.success(request, _("草稿已保存。"))
    onward = "commissioning:proposal" if request.POST.get("deed") == "check" else "commissioning:proposal_writing"
    return redirect(onward, found.pk)


def _not_saved(request: Any, found: Proposal, form: ProposalForm, refused: Refused) -> HttpResponse:
    """All that was typed again; where a colleague wrote meanwhile, with what they wrote."""
    if request.htmx:
        return _kept(request, form, refused=refused.sentence)
    if not isinstance(refused, verbs.Clashed):
        form.add_error(None, refused.sentence)
        return _written(request, found, form, status=409)
    found = _own(request, found.pk)
    form = form.facing(found, refused.parts, refused.sentence)
    return _written(request, found, form, status=409, clash=refused.parts, now=found)


def _written(request: HttpRequest, found: Proposal, form: ProposalForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"proposal": found, "call": found.call, "form": form, "clash": [], "now": None, "at": None, **more}
    context |= {"project": found.call.procurement.project, "refused": "", "nothing_saved": status == 409}
    return render(request, "commissioning/proposal_writing.html", context, status=status)


def _kept(request: HttpRequest, form: ProposalForm, at: Any = None, refused: str = "") -> HttpResponse:
    context = {"form": form, "at": at, "refused": refused}
    return render(request, "commissioning/proposal_writing.html#kept", context)


@require_POST
def submitting(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    verbs.submit(found, by=request.user)
    messages.success(request, _("响应方案已提交。截止以前可以撤回再改。"))
    return redirect("commissioning:proposal", found.pk)


@require_POST
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    verbs.withdraw(found, by=request.user)
    messages.success(request, _("响应方案已撤回，又是草稿了。要参加，请在截止以前再提交。"))
    return redirect("commissioning:proposal", found.pk)


def file_adding(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper comes in."""
    found = _own(request, pk)
    refuse_if(policy.why_not_add_file(request.user, found))
    is_sent = request.method == "POST"
    of = {"paper": next(iter(policy.missing_papers(found)), "")}
    form = ProposalFileForm(found, request.POST if is_sent else None, request.FILES if is_sent else None, initial=of)
    back = reverse("commissioning:proposal", args=[found.pk])
    if is_sent and form.is_valid():
        given = form.cleaned_data
        try:
            verbs.add_file(found, form.called, given["paper"], given["file"], by=request.user)
        except uploads.NoRoom as full:
            form.add_error("file", full.sentence)
        else:
            messages.success(request, _("文件已经传好。"))
            return redirect(back)
    context = {"form": form, "project": found.call.procurement.project, "back": back, "line": ""}
    return render(request, "commissioning/file.html", context, status=422 if form.errors else 200)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What a paper holds."""
    found = get_object_or_404(commissioning.ProposalFile.objects.visible_to(request.user), pk=pk)
    return sent_files.answer(lambda: verbs.content_of(found), f"{found.name}{found.suffix}", found.suffix)


@require_POST
def file_removing(request: HttpRequest, pk: int) -> HttpResponse:
    rows = commissioning.ProposalFile.objects.visible_to(request.user).select_related("proposal")
    found = get_object_or_404(rows, pk=pk)
    verbs.remove_file(found, by=request.user)
    messages.success(request, _("已删除「%(name)s」。") % {"name": found})
    return redirect("commissioning:proposal", found.proposal_id)


def _visible(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user)
    found: Proposal = get_object_or_404(rows.select_related(*WITH), pk=pk)
    return found


def _own(request: HttpRequest, pk: int) -> Proposal:
    """One of the reader's own provider; others who see it are told why they do not write it."""
    found = _visible(request, pk)
    refuse_if(policy.why_not_run(request.user, found.organisation))
    return found


WITH = (
    "call__procurement__project",
    "call__procurement__method",
    "organisation",
    "subdistrict",
    "saved_by",
    "submitted_by",
    "bid",
)
