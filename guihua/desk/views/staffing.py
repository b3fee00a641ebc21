"""On which of a provider's projects somebody works: said by its manager, or by the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.actions import staffing as acts
from guihua.core.editing import Several
from guihua.core.refusal import refuse_if
from guihua.core.ui.pages import page_of
from guihua.directory import models as directory
from guihua.directory.models import Role, users


class ProjectsOfYears(Several):
    """A service that is bought again bears the same name, so that only the year tells which it is."""

    def label_from_instance(self, project: commissioning.Project) -> str:
        return f"{project.year} {project.name}"


class ProjectsForm(forms.Form):
    projects = ProjectsOfYears(
        commissioning.Project.objects.none(),
        label=gettext_lazy("经办的项目"),
        required=False,
        help_text=gettext_lazy("勾上的，对方下一次打开就能看到；去掉的，马上看不到。"),
    )

    def __init__(self, data: Any, *, projects: Any, now: list[int]) -> None:
        super().__init__(data, initial={"projects": now})
        offered: Any = self.fields["projects"]
        offered.queryset = projects


def staffing(request: HttpRequest, pk: int, account: int) -> HttpResponse:
    provider = get_object_or_404(directory.Organisation.objects.visible_to(request.user), pk=pk)
    worker = get_object_or_404(directory.User, pk__in=_workers(provider).values("user"), pk=account)
    refuse_if(policy.why_not_staff(request.user, provider, worker))
    own = commissioning.Project.objects.bought_from(provider).select_related("year").order_by("-year__year", "number")
    now = list(own.filter(pk__in=users.granted(worker, "project", Role.WORKER)).values_list("pk", flat=True))
    form = ProjectsForm(request.POST if request.method == "POST" else None, projects=own, now=now)
    if request.method == "POST" and form.is_valid():
        acts.assign(worker, provider, form.cleaned_data["projects"], by=request.user)
        messages.success(request, _("已定好%(name)s经办的项目。") % {"name": worker})
        return redirect(page_of(provider))
    about = {"title": _("分配项目"), "line": worker.name, "via": provider.name, "verb": _("保存")}
    context = {"form": form, "about": about | {"back": page_of(provider)}}
    return render(request, "record.html", context, status=422 if form.errors else 200)


def _workers(provider: directory.Organisation) -> Any:
    """The roles of those who work there, ever: who left is told so by the policy."""
    return directory.Membership.objects.filter(organisation=provider, role=Role.WORKER)
