"""A visit: what was seen and advised, how it was corrected, and what its provider answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_policy as policy
from guihua.commissioning.actions import visits
from guihua.commissioning.views.answering import answer
from guihua.commissioning.visit_forms import CorrectionForm, PhotosForm, ReplyForm
from guihua.commissioning.visit_notices import visit_page
from guihua.core import clock, secrecy
from guihua.core.refusal import refuse_if
from guihua.core.ui.pages import page_of
from guihua.core.uploads.kinds import KINDS

Visit = commissioning.LiaisonVisit


def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit with all that came of it; its provider answers here."""
    found = _visible(request, pk)
    if request.method == "POST":
        refuse_if(policy.why_not_reply(request.user, found))
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        visits.reply(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("已回应，挂钩人员会收到通知。"))
        return redirect(visit_page(found))
    context = {
        "visit": found,
        "project": found.project,
        "back": page_of(found.project),
        "replies": found.replies.select_related("by"),
        "photos": found.photos.all(),
        "corrections": [_told(one) for one in found.corrections.select_related("by")],
        "tasks": found.tasks.all(),
        "today": clock.today(),
        "form": form,
        "may_reply": policy.why_not_reply(request.user, found) is None,
        "may_correct": policy.why_not_correct(request.user, found) is None,
        "may_raise": policy.why_not_raise(request.user, found.project) is None,
        "may_photograph": _may_photograph(request.user, found),
    }
    return render(request, "commissioning/visit.html", context, status=422 if form.errors else 200)


def _may_photograph(user: Any, found: Visit) -> bool:
    return policy.why_not_correct(user, found) is None and policy.why_not_photograph(found.project) is None


def _told(one: commissioning.VisitCorrection) -> dict[str, Any]:
    """A correction with what stood there before, by the names of the fields."""
    named = {field.name: field.verbose_name for field in Visit._meta.get_fields() if hasattr(field, "verbose_name")}
    before = [(named[name], _word(name, value)) for name, value in one.before.items()]
    return {"one": one, "before": before}


def _word(name: str, value: Any) -> Any:
    return commissioning.VisitWay(value).label if name == "way" else value


def correcting(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    refuse_if(policy.why_not_correct(request.user, found))
    names = ("day", "way", "starts_at", "minutes", "findings", "advice")
    stands = {name: getattr(found, name) for name in names} | {"seen": found.revision}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=stands)

    def save(given: Mapping[str, Any]) -> None:
        visits.correct(found, form.said, why=given["why"], seen=given["seen"] or 0, by=request.user)

    said = _("已更正，原来的内容也留着。")
    about = {"title": _("更正走访"), "verb": _("更正"), "said": said, "back": visit_page(found)}
    return answer(request, form, save, found.project, about)


def photo_adding(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    refuse_if(policy.why_not_correct(request.user, found))
    refuse_if(policy.why_not_photograph(found.project))
    sent = request.method == "POST"
    form = PhotosForm(request.POST if sent else None, request.FILES if sent else None)

    def save(given: Mapping[str, Any]) -> None:
        visits.add_photos(found, given["photos"], by=request.user)

    about = {"title": _("走访照片"), "verb": _("传照片"), "said": _("照片已经传好。"), "back": visit_page(found)}
    return answer(request, form, save, found.project, about)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself, for whoever reads the visit."""
    found = get_object_or_404(commissioning.VisitPhoto.objects.visible_to(request.user), pk=pk)
    try:
        content = visits.content_of(found)
    except (FileNotFoundError, secrecy.Destroyed) as gone:
        raise Http404 from gone
    reply = HttpResponse(content, content_type=KINDS[found.suffix].media_type)
    reply["Content-Disposition"] = "inline"
    reply["Cache-Control"] = "private, no-store"
    return reply


def _visible(request: HttpRequest, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user).select_related("project__domain", "officer")
    found: Visit = get_object_or_404(rows, pk=pk)
    return found
