"""A community's plan of a year, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import plan_listing
from guihua.commissioning import plan_policy as policy
from guihua.commissioning.actions import plans as writing
from guihua.commissioning.models import plans as planned
from guihua.commissioning.plan_forms import SendingBackForm
from guihua.core import clock, listing
from guihua.core.ui.pages import page_of
from guihua.directory import models as directory
from guihua.directory.models import users

Plan = commissioning.CommunityPlan


@login_required
def plans(request: HttpRequest) -> HttpResponseBase:
    """Of each community how its plan of a year stands, for those who read them all."""
    places = users.subdistricts_of(request.user, *planned.READERS)
    if not places:
        raise Http404
    years = sorted({year for place in places for year in planned.years_of(place)}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else clock.today().year
    rows = planned.with_plan_of(year, planned.communities_read_by(request.user)).order_by("code")
    return listing.answer(request, plan_listing.listing(year, years), rows)


def plan(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The plan, whether or not anything is written yet; and what whoever may does with it as a whole."""
    community = community_of(request, pk, year)
    found = Plan.objects.of(community, year).select_related("submitted_by", "decided_by").first()
    form, status = SendingBackForm(), 200
    if request.method == "POST":
        step = request.POST.get("step", "")
        form, status = SendingBackForm(request.POST if step == "send_back" else None), 422
        if step == "carry_over":
            return _carried_over(request, community, year)
        if found and (save := _save(found, step, form, request.user)):
            save()
            messages.success(request, SAID[step])
            return redirect("commissioning:plan", pk, year)
    return render(request, "commissioning/plan.html", _told(request, community, year, found, form), status=status)


SAID = {
    "submit": gettext_lazy("计划已提交，街道办公室会收到通知。"),
    "accept": gettext_lazy("计划已接受。"),
    "send_back": gettext_lazy("已退回，社区书记会收到原因。"),
}


def _save(found: Plan, step: str, form: SendingBackForm, by: Any) -> Callable[[], Any] | None:
    """What is to be done; None where that is not said, or not whole."""
    if step == "submit":
        return lambda: writing.submit(found, by=by)
    if step == "accept":
        return lambda: writing.accept(found, by=by)
    if step == "send_back" and form.is_valid():
        return lambda: writing.send_back(found, **form.cleaned_data, by=by)
    return None


def _carried_over(request: HttpRequest, community: directory.Community, year: int) -> HttpResponse:
    count = writing.carry_over(community, year, by=request.user)
    messages.success(request, _("带过来 %(n)s 条需求，请核对后再提交。") % {"n": count})
    return redirect("commissioning:plan", community.pk, year)


def community_of(request: HttpRequest, pk: int, year: int) -> directory.Community:
    """A community whose plan of that year the user reads."""
    seen = planned.communities_read_by(request.user).select_related("subdistrict")
    found: directory.Community = get_object_or_404(seen, pk=pk)
    known = Plan.objects.of(found, year).exists()
    if not known and year not in planned.years_of(found.subdistrict_id):
        raise Http404
    return found


def _told(
    request: HttpRequest, community: directory.Community, year: int, found: Plan | None, form: SendingBackForm
) -> dict[str, Any]:
    user = request.user
    whole = found or Plan(community=community, year=year, subdistrict_id=community.subdistrict_id)
    may_add = policy.why_not_add(user, whole) is None
    needs = list(found.needs.with_all()) if found else []
    for need in needs:
        need.plan = whole
    opened = set(commissioning.Project.objects.visible_to(user).of_year(year).values_list("pk", flat=True))
    return {
        "community": community,
        "year": year,
        "years": planned.years_of(community.subdistrict_id),
        "plan": whole,
        "is_begun": found is not None,
        "needs": [_line(need, above, may_add, opened) for above, need in zip([None, *needs], needs, strict=False)],
        "unmet": sum(not need.answers.all() for need in needs),
        "back": page_of(community),
        "form": form,
        "writes": policy.why_not_write(user, community, year) is None,
        "may_add": may_add,
        "may_carry_over": policy.why_not_carry_over(user, whole) is None,
        "not_submitted": policy.why_not_submit(user, whole) if found else None,
        "may_decide": policy.why_not_decide(user, whole) is None,
        "may_link": policy.why_not_link(user, whole) is None,
    }


def _line(
    need: commissioning.Need, above: commissioning.Need | None, may_add: bool, opened: set[int]
) -> dict[str, Any]:
    """A need with the projects that answer it, of which the reader opens some, and what the reader may do with it."""
    may_change = may_add and policy.settled(need) is None
    return {
        "one": need,
        "answers": [
            {"one": one, "page": page_of(one.project) if one.project_id in opened else ""} for one in need.answers.all()
        ],
        "may_change": may_change,
        "may_remove": may_change and policy.answered(need) is None,
        "may_advance": may_change and above is not None and policy.settled(above) is None,
    }
