"""What media told of a project: put on file, read, put right, taken off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import coverage_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import coverage as verbs
from guihua.commissioning.coverage_forms import CoverageForm
from guihua.core import editing
from guihua.core.refusal import refuse_if


def coverage_adding(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(commissioning.Project.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_tell(request.user, project))
    return editing.answer(
        request,
        CoverageForm(project, request.user, data=_posted(request)),
        lambda form: verbs.enter(project, form.values, by=request.user),
        back=_list_of(project),
        said=_("报道已登记。"),
        about=_about(_("登记报道"), project, _list_of(project)),
    )


def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece: where it stood, how far it went, and what proves it."""
    piece = _visible(request, pk)
    context = {
        "piece": piece,
        "project": piece.project,
        "back": _list_of(piece.project),
        "proof": _proof_of(request.user, piece),
        "refused": policy.why_not_tell(request.user, piece.project),
    }
    return render(request, "commissioning/coverage.html", context)


def coverage_editing(request: HttpRequest, pk: int) -> HttpResponse:
    piece = _visible(request, pk)
    refuse_if(policy.why_not_tell(request.user, piece.project))
    back = reverse("commissioning:coverage", args=[piece.pk])
    return editing.answer(
        request,
        CoverageForm(piece.project, request.user, piece, _posted(request)),
        lambda form: verbs.change(piece, form.changes, seen=form.saw, by=request.user),
        back=back,
        said=_("报道已保存。"),
        about=_about(_("修改报道"), piece.project, back),
    )


@require_POST
def coverage_removing(request: HttpRequest, pk: int) -> HttpResponse:
    piece = _visible(request, pk)
    verbs.remove(piece, by=request.user)
    messages.success(request, _("已删除「%(title)s」。") % {"title": piece.title})
    return redirect(_list_of(piece.project))


def _visible(request: HttpRequest, pk: int) -> commissioning.Coverage:
    rows = commissioning.Coverage.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("project__domain", "by"), pk=pk)


def _proof_of(user: Any, piece: commissioning.Coverage) -> commissioning.FileVersion | None:
    """The newest version of the paper, for who may open it."""
    paper = commissioning.ProjectFile.objects.visible_to(user).there().filter(pk=piece.proof_id or 0).first()
    return paper.versions.first() if paper else None


def _list_of(project: commissioning.Project) -> str:
    return reverse(settings.GUIHUA_LISTS["coverage"], args=[project.pk])


def _about(title: str, project: commissioning.Project, back: str) -> dict[str, Any]:
    return {"title": title, "verb": _("保存"), "via": project.name, "back": back, "line": project.number}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
