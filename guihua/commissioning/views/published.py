"""What was published of purchases: read by everybody, signed in or not; published by the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, published_listing, publishing, sent_files
from guihua.commissioning.actions import files, publicity
from guihua.commissioning.models import NoticeKind, PublicNotice
from guihua.commissioning.procurement_forms import NoticeForm
from guihua.commissioning.views.answering import field_of
from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if


@login_not_required
@require_safe
def published(request: HttpRequest) -> HttpResponseBase:
    """Of each purchase the newest notice."""
    rows = PublicNotice.objects.newest_of_each_purchase()
    return listing.answer(request, published_listing.listing(rows), rows.select_related("subdistrict"))


@login_not_required
@require_safe
def published_purchase(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was published of one purchase, with what stood there before it was corrected."""
    notices = list(PublicNotice.objects.filter(procurement=pk).select_related("subdistrict").order_by("-edition"))
    if not notices:
        raise Http404
    kinds = [[one for one in notices if one.kind == kind] for kind in reversed(NoticeKind.values)]
    found = [{"notice": newest, "older": older} for newest, *older in filter(None, kinds)]
    accepted = commissioning.Acceptance.objects.filter(contract__project__procurements=pk).published()
    context = {"found": found, "newest": found[0]["notice"], "accepted": accepted.order_by("number")}
    return render(request, "commissioning/published.html", context)


@login_not_required
@require_safe
def published_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The contract as the office published it."""
    notice = get_object_or_404(PublicNotice.objects.with_text().select_related("text"), pk=pk)
    text = notice.text
    if text is None:
        raise Http404
    name = f"{notice.contract or notice.number}{text.suffix}"
    return sent_files.answer(lambda: files.content_of(text), name, text.suffix)


def publishing_one(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What everybody will read, shown before it is published."""
    rows = commissioning.Procurement.objects.visible_to(request.user)
    found = get_object_or_404(rows.with_notice_facts(), pk=pk)
    if kind not in NoticeKind.values:
        raise Http404
    refuse_if(policy.why_not_edit(request.user, found.project) or publishing.why_not_yet(found, kind))
    before = PublicNotice.objects.of(found, kind).order_by("-edition").first()
    texts = publishing.texts(request.user, found.project) if kind == NoticeKind.CONTRACT else []
    form = NoticeForm(before, request.POST if request.method == "POST" else None, texts=texts)
    back = reverse(settings.GUIHUA_LISTS["procurement"], args=[found.project_id])
    if form.is_valid() and _is_published(found, kind, form, form.cleaned_data, request.user):
        messages.success(request, _("已公告，所有人都能看到。"))
        return redirect(back)
    draft = PublicNotice(kind=kind, **publishing.said(found, kind))
    context = {"form": form, "draft": draft, "project": found.project, "back": back, "before": before}
    return render(request, "commissioning/publishing.html", context, status=422 if form.errors else 200)


def _is_published(
    found: commissioning.Procurement, kind: str, form: NoticeForm, given: Mapping[str, Any], user: Any
) -> bool:
    try:
        publicity.publish(found, kind, **given, by=user)
    except Refused as refused:
        form.add_error(field_of(form, refused.refusal.code), refused.sentence)
        return False
    return True
