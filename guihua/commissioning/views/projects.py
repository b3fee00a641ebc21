"""A project's contract, edited by the office. Its page stands higher up, since it shows more than commissioning knows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.actions import projects
from guihua.commissioning.entry_forms import ProjectForm
from guihua.core import editing
from guihua.core.refusal import refuse_if
from guihua.core.ui.pages import page_of


def project_editing(request: HttpRequest, pk: int) -> HttpResponse:
    visible = commissioning.Project.objects.visible_to(request.user).select_related("subdistrict")
    found = get_object_or_404(visible, pk=pk)
    refuse_if(policy.why_not_edit(request.user, found))
    return editing.answer(
        request,
        ProjectForm(found, request.POST if request.method == "POST" else None),
        lambda form: projects.edit(found, form.changes, seen=form.saw, by=request.user),
        back=page_of(found),
        said=_("已保存「%(name)s」。") % {"name": found},
        about={
            "title": _("修改项目"),
            "line": found.number,
            "via": found.name,
            "back": page_of(found),
            "verb": _("保存"),
        },
    )
