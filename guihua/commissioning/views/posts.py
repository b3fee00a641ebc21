"""The staff of projects: all of it, who takes a post and leaves it, what they learn, and the papers of certificates."""

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

from guihua.commissioning import models as commissioning
from guihua.commissioning import post_listing, sent_files
from guihua.commissioning import post_policy as policy
from guihua.commissioning.actions import posts
from guihua.commissioning.post_forms import LearningForm, LeavingForm, PostForm
from guihua.commissioning.views.answering import answer
from guihua.core import clock, listing, uploads
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.directory.models import Role, users

Post = commissioning.Post
READERS = (*users.OVERSEERS, Role.LIAISON, Role.MANAGER, Role.WORKER)


@login_required
def all_posts(request: HttpRequest) -> HttpResponseBase:
    """Of all projects whose account the reader reads; a worker's own."""
    if not users.holds(request.user, *READERS):
        raise Http404
    page = post_listing.at(settings.GUIHUA_LISTS["post"])
    return listing.answer(request, post_listing.listing(page), post_listing.rows_for(request.user))


def adding(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody new."""
    project = _project(request, pk)
    return _write(request, project, None)


def changing(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said of somebody is put right; who saves second chooses."""
    post = _kept(request, pk)
    return _write(request, post.project, post)


def _write(request: HttpRequest, project: commissioning.Project, post: Post | None) -> HttpResponse:
    sent = request.method == "POST"
    form = PostForm(project, post, request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            _save(project, post, form, request.user)
        except uploads.NoRoom as full:
            form.add_error("paper", full.sentence)
        except Refused as refused:
            if refused.refusal.code in FORBIDDEN:
                raise
            form.post = _kept(request, post.pk) if post else None
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _("岗位已保存。"))
            return redirect(page_of_staff(project))
    title = _("修改岗位") if post else _("登记岗位")
    back = page_of_staff(project)
    about = {"title": title, "verb": _("保存"), "back": back, "line": project.number, "via": project.name}
    context = {"form": form, "about": about, "back": back}
    return render(request, "record.html", context, status=422 if form.errors else 200)


def _save(project: commissioning.Project, post: Post | None, form: PostForm, by: Any) -> None:
    given = form.cleaned_data
    if post is None:
        posts.take(project, form.said, paper=given["paper"], by=by)
    else:
        posts.change(post, form.said, seen=given["seen"] or 0, paper=given["paper"], by=by)


def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    post = _kept(request, pk)
    form = LeavingForm(request.POST if request.method == "POST" else None, initial={"last_day": clock.today()})

    def save(given: Mapping[str, Any]) -> None:
        posts.leave(post, given["last_day"], why=given["why"], by=request.user)

    title = _("%(name)s离岗") % {"name": post.name}
    about = {"title": title, "verb": _("办离岗"), "said": _("已办离岗。"), "back": page_of_staff(post.project)}
    return answer(request, form, save, post.project, about)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate itself, for those who write the post, and whose it is."""
    post = get_object_or_404(Post.objects.open_to(request.user).exclude(stored_as=""), pk=pk)
    name = f"{post.get_certificate_display() or _('证书')}{post.suffix}"
    return sent_files.answer(lambda: posts.content_of(post), name, post.suffix)


def learning_adding(request: HttpRequest, pk: int) -> HttpResponse:
    """A training or a supervision of several at once."""
    project = _project(request, pk)
    form = LearningForm(project, request.POST if request.method == "POST" else None)

    def save(given: Mapping[str, Any]) -> None:
        posts.learn(project, form.learnt, list(given["posts"]), by=request.user)

    about = {
        "title": _("登记培训或督导"),
        "verb": _("保存"),
        "said": _("已登记。"),
        "back": page_of_staff(project),
    }
    return answer(request, form, save, project, about)


@require_POST
def learning_removing(request: HttpRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    rows = commissioning.Learning.objects.filter(
        project__in=commissioning.Project.objects.accounted_to(request.user)
    ).select_related("project")
    found = get_object_or_404(rows, pk=pk)
    posts.unlearn(found, by=request.user)
    messages.success(request, _("已删除。"))
    return redirect(page_of_staff(found.project))


def _project(request: HttpRequest, pk: int) -> commissioning.Project:
    rows = commissioning.Project.objects.accounted_to(request.user).select_related("domain", "provider")
    found: commissioning.Project = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_keep(request.user, found))
    return found


def _kept(request: HttpRequest, pk: int) -> Post:
    rows = Post.objects.visible_to(request.user).select_related("project__domain", "project__provider", "user")
    found: Post = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_keep(request.user, found.project))
    return found


def page_of_staff(project: commissioning.Project) -> str:
    return reverse(settings.GUIHUA_LISTS["post"], args=[project.pk])
