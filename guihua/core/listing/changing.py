"""Addresses of saved views. A view is saved at its list's own address, where its conditions are known."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.listing import saving
from guihua.core.listing.addresses import EVERYTHING
from guihua.core.listing.models import SavedView
from guihua.core.redirects import ours


@require_POST
def changing(request: Any, pk: int) -> HttpResponse:
    """What it is called, and whether everybody has it."""
    view = saving.rename(_visible(request, pk), request.POST.get("name", ""), by=request.user)
    view = saving.share(view, "is_shared" in request.POST, by=request.user)
    messages.success(request, _("已改好视图「%(name)s」。") % {"name": view.name})
    return _back(request, view.address)


@require_POST
def removing(request: Any, pk: int) -> HttpResponse:
    view = _visible(request, pk)
    saving.delete(view, by=request.user)
    messages.success(request, _("已删除视图「%(name)s」。") % {"name": view.name})
    return _back(request, EVERYTHING)


@require_POST
def opening(request: Any, pk: int) -> HttpResponse:
    """The list opens with it, or no longer does."""
    view = _visible(request, pk)
    saving.open_with(view, request.POST.get("on") == "1", by=request.user)
    return _back(request, view.address)


def _visible(request: Any, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _back(request: HttpRequest, query: str) -> HttpResponse:
    """To the list from whose page it was sent."""
    place = ours(request, request.POST.get("next", ""))
    return redirect(f"{place.partition('?')[0]}{query}")


urlpatterns = [
    path("lists/views/<int:pk>/changing/", changing, name="view-changing"),
    path("lists/views/<int:pk>/removing/", removing, name="view-removing"),
    path("lists/views/<int:pk>/opening/", opening, name="view-opening"),
]
