"""The report as anybody may read it, signed in or not."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.reporting import story
from guihua.reporting.models import Edition
from guihua.reporting.views import stories


def answer(request: HttpRequest, year: int) -> HttpResponse:
    """The year's open edition. Where none is, whoever is not signed in may do so; for others there is no such page.

    Several sub-districts may share a deployment: where more than one has published the year, the reader chooses.
    """
    found = Edition.objects.open_to_all().filter(year=year).select_related("subdistrict").order_by("subdistrict__code")
    if wanted := request.GET.get("subdistrict"):
        found = found.filter(subdistrict__code=wanted)
    editions = list(found[:2])
    if not editions:
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    if len(editions) > 1:
        return render(request, "reporting/choice.html", {"year": year, "editions": found})
    return render(request, "reporting/report.html", context_of(editions[0]))


def context_of(edition: Edition) -> dict[str, Any]:
    """Its own words and numbers. Nothing leads to rows: those are for people who are signed in."""
    years = Edition.objects.open_to_all().filter(subdistrict=edition.subdistrict_id).order_by("year")
    return story.tell(story.opened(edition.told), None) | {
        "on_site": True,
        "is_open_to_all": True,
        "edition": edition,
        "passages": edition.passages,
        "stories": stories.told_in(edition),
        "years": list(years.values_list("year", flat=True)),
        "subdistrict_code": edition.subdistrict.code,
    }
