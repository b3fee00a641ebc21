"""The management rules, read by everybody who has a role: the edition in force, those before it, and what changed between."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import editions, rules_policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import editions as calc
from guihua.core import clock, tenancy
from guihua.directory.models import Subdistrict


@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """The edition in force; where there is none, how to come by one."""
    place = get_object_or_404(Subdistrict.objects.filter(pk__in=tenancy.within(request.user)).order_by("pk")[:1])
    held = commissioning.ManagementRules.objects.visible_to(request.user).filter(subdistrict=place)
    found = held.in_force(place, clock.today()) or held.last()
    context = {"may_keep": rules_policy.why_not_keep(request.user, place) is None, "place": place}
    if found is None:
        return render(request, "commissioning/rules_none.html", context)
    return _shown(request, found)


@login_required
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition, in force or not."""
    return _shown(request, found_for(request, pk))


@login_required
def compared(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What an edition changed of another."""
    after, before = found_for(request, pk), found_for(request, other)
    get_object_or_404(commissioning.ManagementRules.objects.kept_by(after.subdistrict_id), pk=other)
    context = {"rules": after, "before": before, **changes(editions.said(before), editions.said(after))}
    return render(request, "commissioning/rules_compared.html", context)


def found_for(request: HttpRequest, pk: int) -> commissioning.ManagementRules:
    visible = commissioning.ManagementRules.objects.visible_to(request.user).select_related("subdistrict")
    found: commissioning.ManagementRules = get_object_or_404(visible, pk=pk)
    return found


def changes(before: list[calc.Said], after: list[calc.Said]) -> dict[str, Any]:
    """Articles that say something else, and those that only have another number."""
    every = calc.compared(before, after)
    return {
        "changed": [one for one in every if one.kind != "moved"],
        "moved": [one for one in every if one.kind == "moved"],
    }


def _shown(request: HttpRequest, rules: commissioning.ManagementRules) -> HttpResponse:
    kept = commissioning.ManagementRules.objects.visible_to(request.user).filter(subdistrict=rules.subdistrict_id)
    every = list(kept.with_contracts_counted().order_by("-edition"))
    current = kept.in_force(rules.subdistrict_id, clock.today())
    context = {
        "rules": rules,
        "articles": editions.whole(rules),
        "modes": rules.mode_rules.whole(),
        "editions": [{"one": one, "is_current": one == current, "is_shown": one == rules} for one in every],
        "is_current": rules == current,
        "draft": next((one for one in every if not one.published_at), None),
        "before": commissioning.ManagementRules.objects.before(rules),
        "may_keep": rules_policy.why_not_keep(request.user, rules.subdistrict_id) is None,
    }
    return render(request, "commissioning/rules.html", context)
