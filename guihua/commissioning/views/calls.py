"""The calls: their list, the page of each, and what the office does with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import call_listing, policy
from guihua.commissioning import call_policy as rules
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import calls as verbs
from guihua.commissioning.call_forms import CallForm, DeadlineForm, PostponingForm
from guihua.commissioning.models import Standing
from guihua.commissioning.procurement_forms import EndForm
from guihua.commissioning.views.answering import answer
from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if
from guihua.directory.models import users

Call = commissioning.Call
READERS = (*users.OVERSEERS, users.Role.MANAGER)


@login_required
def calls(request: HttpRequest) -> HttpResponseBase:
    """All that the reader may know of, with the deadline."""
    if not users.holds(request.user, *READERS):
        raise Http404
    return listing.answer(request, call_listing.listing(request.user), call_listing.rows_for(request.user))


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, until when; to a provider how its own proposal stands, to those who oversee what came in."""
    found = _visible(request, pk)
    procurement = found.procurement
    oversees = commissioning.Procurement.objects.visible_to(request.user).filter(pk=procurement.pk).exists()
    context = {
        "call": found,
        "standing": found.standing,
        "project": procurement.project,
        "own": _own(request, found),
        "oversees": oversees,
        "postponements": found.postponements.all(),
        "buying": reverse(settings.GUIHUA_LISTS["procurement"], args=[procurement.project_id]) if oversees else "",
        "runs": policy.why_not_edit(request.user, procurement.project) is None,
        **(_came(request, found) if oversees else {}),
    }
    return render(request, "commissioning/call.html", context)


def _own(request: HttpRequest, found: Call) -> list[dict[str, Any]]:
    """The organisations of the reader that are asked, each with its proposal where it has begun one."""
    places = users.organisations_of(request.user, users.Role.MANAGER)
    asked = found.providers().filter(pk__in=places)
    written = {one.organisation_id: one for one in found.proposals.filter(organisation__in=places)}
    return [{"organisation": one, "proposal": written.get(one.pk)} for one in asked]


def _came(request: HttpRequest, found: Call) -> dict[str, Any]:
    """How many came in; which, once the seals are broken."""
    visible = commissioning.Proposal.objects.visible_to(request.user).filter(call=found)
    opened = visible.select_related("organisation", "bid") if found.standing == Standing.UNSEALED else []
    return {"came": found.proposals.submitted().count(), "proposals": opened}


def drafting(request: HttpRequest, pk: int) -> HttpResponse:
    """The office begins the call of a purchase."""
    rows = commissioning.Procurement.objects.visible_to(request.user).select_related("project__year", "method")
    procurement = get_object_or_404(rows, pk=pk)
    refuse_if(rules.why_not_draft(request.user, procurement))
    form = CallForm(None, _posted(request))
    about = {"title": _("写征集公告"), "verb": _("保存草稿"), "said": _("草稿已保存。看过没有问题，再发布。")}
    about["back"] = reverse(settings.GUIHUA_LISTS["procurement"], args=[procurement.project_id])

    def save(given: Mapping[str, Any]) -> None:
        about["back"] = _page_of(verbs.draft(procurement, **_asked(form), by=request.user))

    return answer(request, form, save, procurement.project, about)


def editing(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft is changed."""
    found = _held(request, pk)
    refuse_if(rules.why_not_change(request.user, found))
    form = CallForm(found, _posted(request))

    def save(given: Mapping[str, Any]) -> None:
        try:
            verbs.change(found, **_asked(form), seen=given["seen"], by=request.user)
        except Refused as refused:
            if refused.refusal.code == "stale":
                form.face(_held(request, pk))
            raise

    about = {"title": _("改征集公告"), "verb": _("保存草稿"), "said": _("草稿已保存。")}
    return answer(request, form, save, found.procurement.project, {**about, "back": _page_of(found)})


def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    """Providers learn of it, and may answer until the deadline."""
    found = _held(request, pk)
    refuse_if(rules.why_not_change(request.user, found))
    form = DeadlineForm(found, _posted(request))

    def save(given: Mapping[str, Any]) -> None:
        verbs.publish(found, deadline=form.moment, by=request.user)

    about = {"title": _("发布征集公告"), "verb": _("发布"), "said": _("征集公告已发布。")}
    return answer(request, form, save, found.procurement.project, {**about, "back": _page_of(found)})


def postponing(request: HttpRequest, pk: int) -> HttpResponse:
    """Providers get more time."""
    found = _held(request, pk)
    form = PostponingForm(found, _posted(request))

    def save(given: Mapping[str, Any]) -> None:
        verbs.postpone(found, deadline=form.moment, why=given["why"], by=request.user)

    about = {"title": _("延长截止时间"), "verb": _("延长"), "said": _("截止时间已延长。")}
    return answer(request, form, save, found.procurement.project, {**about, "back": _page_of(found)})


def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """It is taken back; what came in stays sealed."""
    found = _held(request, pk)
    form = EndForm(_posted(request))

    def save(given: Mapping[str, Any]) -> None:
        verbs.withdraw(found, **given, by=request.user)

    about = {"title": _("撤销征集公告"), "verb": _("撤销"), "said": _("征集公告已撤销。")}
    return answer(request, form, save, found.procurement.project, {**about, "back": _page_of(found)})


@require_POST
def unsealing(request: HttpRequest, pk: int) -> HttpResponse:
    """What came in is opened."""
    found = _held(request, pk)
    verbs.unseal(found, by=request.user)
    messages.success(request, _("已开标。收到的响应方案可以看了。"))
    return redirect(_page_of(found))


def _asked(form: CallForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"asked": given["asked"], "papers": given["papers"], "deadline": form.moment}


def _visible(request: HttpRequest, pk: int) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("procurement__project__year", "procurement__method")
    found: Call = get_object_or_404(rows, pk=pk)
    return found


def _held(request: HttpRequest, pk: int) -> Call:
    found = _visible(request, pk)
    refuse_if(policy.why_not_edit(request.user, found.procurement.project))
    return found


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page_of(found: Call) -> str:
    return reverse("commissioning:call", args=[found.pk])
