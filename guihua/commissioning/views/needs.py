"""The needs of a plan: written by the community's secretary, linked to projects by the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import plan_policy as policy
from guihua.commissioning.actions import answers, plans
from guihua.commissioning.plan_forms import AnswerForm, NeedForm
from guihua.commissioning.views.plans import community_of
from guihua.core import editing
from guihua.core.refusal import Refused, refuse_if


def need_adding(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """One more need; the first begins the plan."""
    community = community_of(request, pk, year)
    begun = commissioning.CommunityPlan.objects.of(community, year).first()
    plan = begun or commissioning.CommunityPlan(community=community, year=year, subdistrict_id=community.subdistrict_id)
    refuse_if(policy.why_not_add(request.user, plan))
    form = NeedForm(None, _posted(request), subdistrict=community.subdistrict_id)
    return editing.answer(
        request,
        form,
        lambda form: plans.add(community, year, form.values, by=request.user),
        back=_page_of(plan),
        said=_("需求已添加。"),
        about=_about(_("添加需求"), plan),
    )


def need(request: HttpRequest, pk: int) -> HttpResponse:
    """What a need says, changed."""
    found = _visible(request, pk)
    refuse_if(policy.why_not_change(request.user, found))
    return editing.answer(
        request,
        NeedForm(found, _posted(request), subdistrict=found.subdistrict_id),
        lambda form: plans.change(found, form.changes, seen=form.saw, by=request.user),
        back=_page_of(found.plan),
        said=_("需求已保存。"),
        about=_about(_("修改需求"), found.plan),
    )


@require_POST
def need_advancing(request: HttpRequest, pk: int) -> HttpResponse:
    """It comes before the one above it."""
    found = _visible(request, pk)
    plans.advance(found, by=request.user)
    return redirect(_page_of(found.plan))


@require_POST
def need_removing(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    plans.remove(found, by=request.user)
    messages.success(request, _("已删除「%(need)s」。") % {"need": found.title})
    return redirect(_page_of(found.plan))


def need_answering(request: HttpRequest, pk: int) -> HttpResponse:
    """The office says which project answers it."""
    found = _visible(request, pk)
    refuse_if(policy.why_not_link(request.user, found.plan))
    form, status = AnswerForm(found, _posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _answer(found, form, request)
            except Refused as refused:
                form.add_error("project", refused.sentence)
            else:
                return redirect(_page_of(found.plan))
    about = _about(_("哪个项目回应"), found.plan) | {"line": found.title, "verb": _("写上")}
    return render(request, "record.html", {"form": form, "about": about, "back": about["back"]}, status=status)


def _answer(found: commissioning.Need, form: AnswerForm, request: HttpRequest) -> None:
    project = commissioning.Project.objects.select_related("year").get(pk=form.cleaned_data["project"])
    answers.answer(found, project, note=form.cleaned_data["note"], by=request.user)
    messages.success(request, _("「%(project)s」回应这条需求。") % {"project": project})


@require_POST
def answer_removing(request: HttpRequest, pk: int) -> HttpResponse:
    """The project does nothing about it after all."""
    seen = commissioning.Answer.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("need__plan", "project"), pk=pk)
    answers.take_back(found, by=request.user)
    messages.success(request, _("「%(project)s」不再算作回应。") % {"project": found.project})
    return redirect(_page_of(found.need.plan))


def _visible(request: HttpRequest, pk: int) -> commissioning.Need:
    seen = commissioning.Need.objects.visible_to(request.user).select_related("plan__community")
    found: commissioning.Need = get_object_or_404(seen, pk=pk)
    return found


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page_of(plan: commissioning.CommunityPlan) -> str:
    return reverse("commissioning:plan", args=[plan.community_id, plan.year])


def _about(title: str, plan: commissioning.CommunityPlan) -> dict[str, Any]:
    words = _("%(community)s %(year)s 年的计划") % {"community": plan.community, "year": plan.year}
    return {"title": title, "line": words, "via": words, "back": _page_of(plan), "verb": _("保存")}
