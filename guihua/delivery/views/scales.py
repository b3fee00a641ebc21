"""The people of a project define a scale, and enter what its people were measured at."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.core.refusal import Refused, refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import scale_policy as policy
from guihua.delivery.actions import scales
from guihua.delivery.calc import pairs
from guihua.delivery.scale_forms import RosterForm, ScaleForm


def scale_adding(request: HttpRequest, pk: int) -> HttpResponse:
    visible = commissioning.Project.objects.visible_to(request.user).select_related("domain")
    project = get_object_or_404(visible, pk=pk)
    refuse_if(policy.why_not_measure(request.user, project))
    form = ScaleForm(project, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            scale = scales.define(project, **form.said, by=request.user)
        except Refused as refused:
            form.add_error(refused.refusal.code if refused.refusal.code in form.fields else None, refused.sentence)
        else:
            messages.success(request, _("量表已经建好，请登记每个人的分数。"))
            return redirect("delivery:scale", scale.pk)
    back = _indicators_of(project)
    about = {"title": _("添加量表"), "verb": _("保存"), "line": project.number, "via": project.name, "back": back}
    status = 422 if form.errors else 200
    return render(request, "record.html", {"form": form, "about": about, "back": back}, status=status)


def scale(request: HttpRequest, pk: int) -> HttpResponse:
    """Its roster: a code and two numbers each. Nobody else than the project's people opens it."""
    found = _held(request, pk)
    now: list[delivery.ScaleScore] = []
    form = RosterForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            scales.enter(found, form.entered, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refused:
            code = refused.refusal.code
            form.add_error(code if code in ("before_on", "after_on") else None, refused.sentence)
            form, now = _facing(found, form) if code == "stale" else (form, [])
        else:
            messages.success(request, _("分数已经保存。"))
            return redirect("delivery:scale", found.pk)
    context = {
        "scale": found,
        "form": form,
        "back": _indicators_of(found.project),
        "now": now,
        "change": pairs.change(found.scores.all().pairs(), higher_is_better=found.higher_is_better),
        "once": found.scores.count() - found.scores.paired().count(),
        "may_remove": policy.why_not_remove(found) is None,
    }
    return render(request, "delivery/scale.html", context, status=422 if form.errors else 200)


def _facing(scale: delivery.Scale, form: RosterForm) -> tuple[RosterForm, list[delivery.ScaleScore]]:
    """All that was typed, for an editor who is shown what stands there now."""
    scale.refresh_from_db()
    data = cast("QueryDict", form.data).copy()
    data["seen"] = str(scale.revision)
    form.data = data
    return form, list(scale.scores.all())


@require_POST
def scale_removing(request: HttpRequest, pk: int) -> HttpResponse:
    """It was defined by mistake."""
    found = _held(request, pk)
    scales.remove(found, by=request.user)
    messages.success(request, _("「%(name)s」已经去掉。") % {"name": found})
    return redirect(_indicators_of(found.project))


def _held(request: HttpRequest, pk: int) -> delivery.Scale:
    """Whoever learns what came of it and does not know the people is told that it is not theirs."""
    found = get_object_or_404(delivery.Scale.objects.visible_to(request.user).select_related("project__domain"), pk=pk)
    refuse_if(policy.why_not_measure(request.user, found.project))
    return found


def _indicators_of(project: commissioning.Project) -> str:
    return reverse(settings.GUIHUA_LISTS["indicator"], args=[project.pk])
