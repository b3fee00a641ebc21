"""One's own inbox."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guihua.core.inbox import reading, wishing
from guihua.core.inbox.forms import WishesForm
from guihua.core.inbox.models import Notice, Wishes

PAGE = 30


@require_safe
def inbox(request: Any) -> HttpResponse:
    """The unread ones first, each with the way to what it tells of."""
    rows = Notice.objects.visible_to(request.user)
    page = Paginator(rows.unread_first(), PAGE).get_page(request.GET.get("page"))
    unread = rows.unread().count()
    return render(request, "inbox/inbox.html", {"page": page, "unread": unread, "query": request.GET})


@require_POST
def opening(request: Any, pk: int) -> HttpResponse:
    """Marks it as read, and leads to what it tells of."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    reading.read(notice, by=request.user)
    return redirect(notice.address or "inbox")


@require_POST
def all_reading(request: Any) -> HttpResponse:
    count = reading.read_all(by=request.user)
    messages.success(request, _("%(n)d 条通知已标为看过。") % {"n": count})
    return redirect("inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: Any) -> HttpResponse:
    """Of what one wishes to be told, and how."""
    held = Wishes.objects.filter(user=request.user).first() or Wishes(user=request.user)
    form = WishesForm(request.POST if request.method == "POST" else None, wishes=held)
    if form.is_valid():
        wishing.wish(
            mail_address=form.cleaned_data["mail_address"],
            no_notice=form.unwished("notices"),
            no_mail=form.unwished("mails"),
            by=request.user,
        )
        messages.success(request, _("通知设置已经存好。"))
        return redirect("inbox-wishes")
    return render(request, "inbox/wishes.html", {"form": form}, status=422 if form.errors else 200)


urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/<int:pk>/opening/", opening, name="inbox-opening"),
    path("inbox/reading/", all_reading, name="inbox-all-reading"),
    path("inbox/wishes/", wishes, name="inbox-wishes"),
]
