"""A project's papers come in and go out here; each time it is asked whether somebody may."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, sent_files
from guihua.commissioning.actions import files
from guihua.commissioning.file_forms import FileForm
from guihua.core import uploads
from guihua.core.refusal import refuse_if


def file_adding(request: HttpRequest, pk: int) -> HttpResponse:
    """A new paper, or a new version of one that is there."""
    projects = commissioning.Project.objects.visible_to(request.user).select_related("domain")
    project = get_object_or_404(projects, pk=pk)
    refuse_if(policy.why_not_add_file(request.user, project))
    is_sent = request.method == "POST"
    of = {"of": request.GET.get("of")}
    form = FileForm(project, request.POST if is_sent else None, request.FILES if is_sent else None, initial=of)
    back = _papers_of(project)
    if is_sent and form.is_valid() and _is_saved(project, form, request.user):
        messages.success(request, _("文件已经传好。"))
        return redirect(back)
    context = {"form": form, "project": project, "back": back, "line": ""}
    return render(request, "commissioning/file.html", context, status=422 if form.errors else 200)


def _is_saved(project: commissioning.Project, form: FileForm, user: Any) -> bool:
    """Where it does not fit on the disk, the form says so."""
    given = form.cleaned_data
    try:
        if given["of"]:
            files.add_version(given["of"], given["file"], by=user)
        else:
            files.add(project, form.called, given["file"], by=user)
    except uploads.NoRoom as full:
        form.add_error("file", full.sentence)
    return not form.errors


def file_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The content of one version."""
    file = get_object_or_404(commissioning.ProjectFile.objects.visible_to(request.user).there(), pk=pk)
    version = get_object_or_404(file.versions, number=number)
    return sent_files.answer(lambda: files.content_of(version), f"{file.name}{version.suffix}", version.suffix)


@require_POST
def file_removing(request: HttpRequest, pk: int) -> HttpResponse:
    papers = commissioning.ProjectFile.objects.visible_to(request.user).there().select_related("project")
    file = get_object_or_404(papers, pk=pk)
    files.remove(file, by=request.user)
    messages.success(request, _("已删除「%(name)s」。") % {"name": file})
    return redirect(_papers_of(file.project))


def _papers_of(project: commissioning.Project) -> str:
    return reverse(settings.GUIHUA_LISTS["projectfile"], args=[project.pk])
