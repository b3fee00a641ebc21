"""The office chooses when managers are told of a month that is still open."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.core.refusal import refuse_if
from guihua.delivery import closing_pages, closing_policy
from guihua.delivery import models as delivery
from guihua.delivery.actions import schedules
from guihua.delivery.closing_forms import ScheduleForm
from guihua.directory.models import Subdistrict


def closing_schedule(request: HttpRequest) -> HttpResponse:
    places = closing_pages.overseen(request.user)
    if not places:
        raise Http404
    subdistrict = Subdistrict.objects.get(pk=places[0])
    refuse_if(closing_policy.why_not_schedule(request.user, subdistrict))
    now = delivery.ClosingSchedule.objects.of(subdistrict)
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial={"day": now.day})
    if request.method == "POST" and form.is_valid():
        schedules.choose(subdistrict, form.cleaned_data["day"], by=request.user)
        messages.success(request, _("已保存。"))
        return redirect("delivery:closing")
    about = {
        "title": _("结账提醒"),
        "line": _("到了这一天，上个月还没结账的承接机构，它的负责人会收到一次通知。"),
        "via": "",  # what stands in the navigation leads back already
        "back": reverse("delivery:closing"),
        "verb": _("保存"),
    }
    return render(request, "record.html", {"form": form, "about": about}, status=422 if form.errors else 200)
