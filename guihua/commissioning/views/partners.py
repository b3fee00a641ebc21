"""The office says who takes part in a project beside its provider."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.actions import partners as partnerships
from guihua.commissioning.partner_forms import PartnerForm
from guihua.commissioning.views.answering import field_of
from guihua.core import clock
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of


def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """All who take or took part, and a form for one more."""
    project = get_object_or_404(commissioning.Project.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_edit(request.user, project))
    form = PartnerForm(project, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            partner = partnerships.join(project, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(field_of(form, refused.refusal.code), refused.sentence)
        else:
            messages.success(request, _("「%(name)s」已经加入。") % {"name": partner})
            return redirect("commissioning:partners", project.pk)
    context = {
        "project": project,
        "form": form,
        "back": page_of(project),
        "lines": [_line(one) for one in project.partners.select_related("organisation")],
    }
    return render(request, "commissioning/partners.html", context, status=422 if form.errors else 200)


def _line(one: commissioning.Partner) -> dict[str, Any]:
    is_over = one.until is not None and one.until <= clock.today()
    return {"one": one, "page": page_of(one.organisation), "is_over": is_over}


@require_POST
def partner_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """It takes part no more from today on."""
    visible = commissioning.Project.objects.visible_to(request.user)
    partner = get_object_or_404(commissioning.Partner.objects.filter(project__in=visible), pk=pk)
    partnerships.leave(partner, by=request.user)
    messages.success(request, _("「%(name)s」的合作已经结束。") % {"name": partner.organisation})
    return redirect("commissioning:partners", partner.project_id)
