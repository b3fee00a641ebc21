"""The office plans a project and buys it: each form leads back to the page of the purchase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning import procurement_policy as rules
from guihua.commissioning.actions import planned, procurements
from guihua.commissioning.entry_forms import PlanForm
from guihua.commissioning.procurement_forms import (
    AwardForm,
    BidForm,
    EndForm,
    InvitationForm,
    JudgeForm,
    OpeningForm,
    StepForm,
)
from guihua.commissioning.views.answering import answer
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import list_of, page_of
from guihua.directory.models import Role, Subdistrict


def planning(request: HttpRequest) -> HttpResponse:
    """A project that is only planned."""
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    form = PlanForm(place, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            project = planned.plan(place, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error("number", refused.sentence)
        else:
            messages.success(request, _("已计划「%(name)s」。接着可以采购。") % {"name": project})
            return redirect(page_of(project))
    back = list_of(commissioning.Project)
    about = {"title": _("计划新项目"), "verb": _("保存"), "via": _("项目"), "back": back, "line": ""}
    status = 422 if form.errors else 200
    return render(request, "record.html", {"form": form, "about": about, "back": back}, status=status)


def _back(project: commissioning.Project) -> str:
    return reverse(settings.GUIHUA_LISTS["procurement"], args=[project.pk])


def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """How a project is to be bought, after the negative list was gone through."""
    visible = commissioning.Project.objects.visible_to(request.user)
    project = get_object_or_404(visible.select_related("subdistrict", "year"), pk=pk)
    refuse_if(rules.why_not_begin(request.user, project))
    form = OpeningForm(project, request.POST if request.method == "POST" else None)

    def save(_given: Mapping[str, Any]) -> None:
        procurements.begin(project, form.opening, by=request.user)

    verb, said = (
        (_("补登采购"), _("采购已经在案，接着补登各步。")) if project.is_bought else (_("开始采购"), _("采购已开始。"))
    )
    about = {"title": verb, "verb": verb, "said": said, "back": _back(project)}
    return answer(request, form, save, project, about)


def _held(request: HttpRequest, pk: int) -> commissioning.Procurement:
    rows = commissioning.Procurement.objects.visible_to(request.user).select_related("project__year", "method")
    found: commissioning.Procurement = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_edit(request.user, found.project))
    return found


def taking(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A step was taken."""
    found = _held(request, pk)
    step = get_object_or_404(found.method.steps, code=code)
    form = StepForm(request.POST if request.method == "POST" else None)
    about = {"title": str(step), "verb": _("登记"), "said": _("已登记「%(step)s」。") % {"step": step}}

    def save(given: Mapping[str, Any]) -> None:
        procurements.take(found, code, **given, by=request.user)

    return answer(request, form, save, found.project, {**about, "back": _back(found.project)})


def bidding(request: HttpRequest, pk: int) -> HttpResponse:
    """A bid came in."""
    found = _held(request, pk)
    form = BidForm(found, request.POST if request.method == "POST" else None)
    about = {"title": _("登记响应文件"), "verb": _("登记"), "said": _("已登记。"), "back": _back(found.project)}

    def save(given: Mapping[str, Any]) -> None:
        procurements.submit(found, **given, by=request.user)

    return answer(request, form, save, found.project, about)


def inviting(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is asked for a bid."""
    found = _held(request, pk)
    form = InvitationForm(found, request.POST if request.method == "POST" else None)
    about = {"title": _("邀请供应商"), "verb": _("邀请"), "said": _("已邀请。"), "back": _back(found.project)}

    def save(given: Mapping[str, Any]) -> None:
        procurements.invite(found, **given, by=request.user)

    return answer(request, form, save, found.project, about)


def seating(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody joins the panel."""
    found = _held(request, pk)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    about = {"title": _("添加评审小组成员"), "verb": _("添加"), "said": _("已添加。"), "back": _back(found.project)}

    def save(given: Mapping[str, Any]) -> None:
        procurements.seat(found, **given, by=request.user)

    return answer(request, form, save, found.project, about)


@require_POST
def unseating(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves the panel before it meets."""
    judge = get_object_or_404(commissioning.Judge.objects.visible_to(request.user), pk=pk)
    procurements.unseat(judge, by=request.user)
    messages.success(request, _("已去掉「%(name)s」。") % {"name": judge.name})
    return redirect(_back(judge.procurement.project))


def _bid(request: HttpRequest, pk: int) -> commissioning.Bid:
    rows = commissioning.Bid.objects.visible_to(request.user)
    found: commissioning.Bid = get_object_or_404(rows.select_related("procurement__project", "organisation"), pk=pk)
    refuse_if(policy.why_not_edit(request.user, found.procurement.project))
    return found


def awarding(request: HttpRequest, pk: int) -> HttpResponse:
    """A bid wins."""
    bid = _bid(request, pk)
    form = AwardForm(request.POST if request.method == "POST" else None)
    project = bid.procurement.project
    about = {"title": _("定标：%(name)s") % {"name": bid}, "verb": _("定标"), "said": _("已定标。")}

    def save(given: Mapping[str, Any]) -> None:
        procurements.award(bid, **given, by=request.user)

    return answer(request, form, save, project, {**about, "back": _back(project)})


def bid_ending(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """A bid is withdrawn by who made it, or does not count."""
    bid = _bid(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    titles = {"withdraw": _("撤回：%(name)s"), "invalid": _("判为无效：%(name)s")}
    deed = procurements.withdraw if how == "withdraw" else procurements.invalidate
    project = bid.procurement.project
    about = {"title": titles[how] % {"name": bid}, "verb": _("确定"), "said": _("已登记。"), "back": _back(project)}
    return answer(request, form, lambda given: deed(bid, **given, by=request.user), project, about)


def ending(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """A purchase fails, or is given up."""
    found = _held(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    titles = {"fail": _("废标"), "give-up": _("终止采购")}
    deed = procurements.fail if how == "fail" else procurements.give_up
    about = {"title": titles[how], "verb": titles[how], "said": _("已登记。"), "back": _back(found.project)}
    return answer(request, form, lambda given: deed(found, **given, by=request.user), found.project, about)
