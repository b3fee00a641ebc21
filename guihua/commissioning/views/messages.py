"""What the people of a project tell each other: all threads, one with its messages, a new one, and the files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import message_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import sent_files, thread_listing, told
from guihua.commissioning.actions import talking
from guihua.commissioning.message_forms import MessageForm, ThreadForm
from guihua.commissioning.models.messages import LISTENING, TALKING
from guihua.core import listing, uploads
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.models import users

Thread = commissioning.Thread
SHOWN = 50  # of a long thread, the last ones


@login_required
def threads(request: HttpRequest) -> HttpResponseBase:
    """Of all projects on which the reader has a say, or listens."""
    if not users.holds(request.user, *TALKING, *LISTENING):
        raise Http404
    return listing.answer(request, thread_listing.listing(), thread_listing.rows_for(request.user))


def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """A new subject of a project."""
    rows = commissioning.Project.objects.open_to(request.user).select_related("domain")
    project = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_tell(request.user, project))
    is_sent = request.method == "POST"
    form = ThreadForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            begun = talking.begin(project, form.cleaned_data["subject"], form.letter, by=request.user)
        except uploads.NoRoom as full:
            form.add_error("papers", full.sentence)
        else:
            messages.success(request, _("消息已发出。"))
            return redirect(told.thread_page(begun))
    back = reverse(settings.GUIHUA_LISTS["thread"], args=[project.pk])
    about = {"title": _("发消息"), "verb": _("发出"), "back": back, "line": project.number, "via": project.name}
    context = {"form": form, "about": about, "project": project, "reached": commissioning.talking_on(project)}
    return render(request, "commissioning/message_new.html", context, status=422 if form.errors else 200)


def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """A subject with its messages, and the field for the next one. Whoever opens it has read it."""
    found: Thread = get_object_or_404(_visible(request.user), pk=pk)
    form = MessageForm()
    if request.method == "POST":
        refuse_if(policy.why_not_tell(request.user, found.project))
        form = MessageForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                sent = talking.answer(found, form.letter, by=request.user)
            except uploads.NoRoom as full:
                form.add_error("papers", full.sentence)
            else:
                messages.success(request, _("消息已发出。"))
                return redirect(f"{told.thread_page(found)}#m{sent.number}")
    own = found.readings.filter(user=request.user.pk).first()
    talking.read(found, by=request.user)
    context = _told(request, found, form, until=own.until if own else found.count)
    return render(request, "commissioning/thread.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, found: Thread, form: MessageForm, until: int) -> dict[str, Any]:
    """`until`: the message until which the reader had read before."""
    rows = found.messages.filter(number__lte=found.count).select_related("by").prefetch_related("files")
    first = 0 if "all" in request.GET else max(0, found.count - SHOWN)
    shown = list(rows.filter(number__gt=first))
    standing = _standing(found.project, {one.by_id for one in shown})
    return {
        "thread": found,
        "project": found.project,
        "messages_told": [
            {"one": one, "standing": standing.get(one.by_id or 0, ""), "is_new": one.number > until} for one in shown
        ],
        "earlier": first,
        "readings": _readings(found),
        "form": form,
        "refused": policy.why_not_tell(request.user, found.project),
        "back": reverse(settings.GUIHUA_LISTS["thread"], args=[found.project_id]),
    }


def _readings(found: Thread) -> list[dict[str, Any]]:
    """Who has a say today, and until where each has read."""
    read = {one.user_id: one for one in found.readings.all()}
    people = [(one, read.get(one.pk)) for one in commissioning.talking_on(found.project)]
    return [{"user": one, "reading": own, "has_all": own and own.until >= found.count} for one, own in people]


def _standing(project: commissioning.Project, senders: set[Any]) -> dict[int, str]:
    """As what each writes: the role that gives them a say on the project."""
    held = directory.Membership.objects.filter(user__in=senders, subdistrict=project.subdistrict_id, role__in=TALKING)
    return {user: str(users.Role(role).label) for user, role in held.order_by("-pk").values_list("user", "role")}


def message_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(commissioning.MessageFile.objects.visible_to(request.user), pk=pk)
    return sent_files.answer(lambda: talking.content_of(found), str(found), found.suffix)


def _visible(user: Any) -> Any:
    return Thread.objects.visible_to(user).select_related("project__domain", "project__provider")
