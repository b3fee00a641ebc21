"""The office starts next year's project from this year's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy
from guihua.commissioning import renewal_policy as policy
from guihua.commissioning import renewals as taken
from guihua.commissioning.actions import renewals
from guihua.commissioning.models import rules as limits
from guihua.commissioning.renewal_forms import RenewalForm
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of


def project_renewing(request: HttpRequest, pk: int) -> HttpResponse:
    visible = commissioning.Project.objects.visible_to(request.user)
    project = get_object_or_404(visible.select_related("subdistrict", "year", "domain", "mode"), pk=pk)
    refuse_if(policy.why_not_renew(request.user, project))
    form = RenewalForm(project, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            new = renewals.renew(project, **form.cleaned_data, by=request.user)
        except Refused as refused:
            code = refused.refusal.code
            form.add_error(code if code in form.fields else "number", refused.sentence)
        else:
            messages.success(request, _("已计划下一年的「%(name)s」，接着可以采购。") % {"name": new})
            return redirect(page_of(new))
    about = {
        "title": _("计划下一年的项目"),
        "verb": _("保存"),
        "line": project.number,
        "via": project.name,
        "notice": _what_to_know(project),
    }
    back = page_of(project)
    status = 422 if form.errors else 200
    return render(request, "record.html", {"form": form, "about": {**about, "back": back}, "back": back}, status=status)


def _what_to_know(project: commissioning.Project) -> Any:
    """That it is bought anew, and how this one was judged."""
    most = limits.standing(commissioning.Limit.TERM_MONTHS, money_policy.in_force(project))
    words = _(
        "下一年的项目照规定重新采购，承接机构不带过去。要一次签几年，请在合同里写明理由，最长 %(n)s 个月（%(source)s）。"
    )
    bought = words % {"n": most.value, "source": most.source}
    return _("%(first)s%(then)s") % {"first": bought, "then": _judged(project)}


def _judged(project: commissioning.Project) -> str:
    grade = taken.grade_of(project)
    if not grade:
        return _("今年的项目还没有末期评估。")
    return _("今年的项目末期评估是「%(grade)s」。") % {"grade": commissioning.Grade(grade).label}
