"""A session's photos come in and go out here; each time it is asked whether somebody may."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import secrecy
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.core.uploads.kinds import KINDS
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import photos
from guihua.delivery.photo_forms import PhotosForm


def photo_adding(request: HttpRequest, pk: int) -> HttpResponse:
    sessions = delivery.Session.objects.open_to(request.user)
    session = get_object_or_404(sessions.select_related("subdistrict", "project__domain", "activity"), pk=pk)
    refuse_if(policy.why_not_add_photo(request.user, session))
    form = PhotosForm()
    if request.method == "POST":
        form = PhotosForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                photos.add(session, form.cleaned_data["photos"], by=request.user)
            except Refused as refused:
                if refused.refusal.code in FORBIDDEN:
                    raise
                form.add_error("photos", refused.sentence)
            else:
                messages.success(request, _("照片已经传好。"))
                return redirect("delivery:photo_adding", session.pk)
    context = {
        "session": session,
        "form": form,
        "photos": delivery.SessionPhoto.objects.visible_to(request.user).filter(session=session),
        "back": page_of(session),
    }
    return render(request, "delivery/photos.html", context, status=422 if form.errors else 200)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself, for whoever reads the session's records."""
    found = get_object_or_404(delivery.SessionPhoto.objects.visible_to(request.user), pk=pk)
    try:
        content = photos.content_of(found)
    except (FileNotFoundError, secrecy.Destroyed) as gone:
        raise Http404 from gone
    answer = HttpResponse(content, content_type=KINDS[found.suffix].media_type)
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def photo_removing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(delivery.SessionPhoto.objects.visible_to(request.user), pk=pk)
    session = found.session_id
    photos.remove(found, by=request.user)
    messages.success(request, _("照片已删除。"))
    return redirect("delivery:photo_adding", session)
