"""The words that the office keeps for its programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import programmes
from guihua.commissioning.forms import CampaignForm
from guihua.core.refusal import Refused
from guihua.directory.models import Role, Subdistrict, users


@login_required
def words(request: HttpRequest) -> HttpResponse:
    """Campaigns, procurement methods and management modes; the office adds campaigns."""
    subdistrict = _office_of(request.user)
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            programmes.add_campaign(subdistrict, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("已添加专项行动「%(name)s」。") % {"name": form.cleaned_data["name"]})
            return redirect("commissioning:words")
    context = {
        "form": form,
        "campaigns": commissioning.Campaign.objects.filter(subdistrict=subdistrict),
        "domains": commissioning.Domain.objects.filter(subdistrict=subdistrict),
        "methods": commissioning.ProcurementMethod.objects.filter(subdistrict=subdistrict),
        "modes": commissioning.ManagementMode.objects.filter(subdistrict=subdistrict),
    }
    return render(request, "commissioning/words.html", context, status=422 if form.errors else 200)


def _office_of(user: Any) -> Subdistrict:
    """The sub-district in whose office the user works. Raises Http404 for everybody else."""
    found = Subdistrict.objects.filter(pk__in=users.subdistricts_of(user, Role.OFFICE)).order_by("pk").first()
    if found is None:
        raise Http404
    return found
