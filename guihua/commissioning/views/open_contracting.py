"""Purchases and contracts in the open standard: all of them for those who oversee the programme, what is public for anybody."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import open_contracting, policy
from guihua.commissioning.actions import outside
from guihua.commissioning.open_forms import NamesForm
from guihua.directory.models import Role, Subdistrict, users


@login_not_required
def open_data(request: HttpRequest) -> HttpResponse:
    """What anybody may fetch, by sub-district and year; beside it, for those who oversee one, all of it."""
    overseen = Subdistrict.objects.held_by(request.user, *users.OVERSEERS).first()
    is_office = overseen is not None and policy.why_not_call(request.user, overseen) is None
    context = {
        "places": _public(),
        "overseen": overseen,
        "years": _years(overseen) if overseen else [],
        "names": open_contracting.names_of(overseen) if overseen else None,
        "may_call": is_office,
    }
    return render(request, "commissioning/open_data.html", context)


def _public() -> list[tuple[Subdistrict, list[int]]]:
    """The years of each sub-district of which something may be public."""
    rows = commissioning.ProgrammeYear.objects.told_outside().select_related("subdistrict")
    by_place = groupby(rows.order_by("subdistrict__code", "-year"), key=lambda row: row.subdistrict)
    return [(place, [row.year for row in held]) for place, held in by_place]


def _years(place: Subdistrict) -> list[int]:
    years = commissioning.ProgrammeYear.objects.filter(subdistrict=place, projects__isnull=False)
    return list(years.order_by("-year").values_list("year", flat=True).distinct())


@login_not_required
def public(request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:
    """What is public of a year: 404 where nothing is."""
    place = get_object_or_404(Subdistrict, code=code)
    rows = commissioning.Project.objects.filter(subdistrict=place).of_year(year)
    return _package(request, place, rows, kind, f"{code}-{year}", is_public=True)


def of_year(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """All of a year, for those who oversee the programme."""
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, *users.OVERSEERS)[:1])
    rows = commissioning.Project.objects.overseen_by(request.user).filter(subdistrict=place).of_year(year)
    return _package(request, place, rows, kind, f"{place.code}-{year}-whole")


def of_project(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All of one project."""
    rows = commissioning.Project.objects.overseen_by(request.user).filter(pk=pk)
    found = get_object_or_404(rows.select_related("subdistrict"))
    return _package(request, found.subdistrict, rows, kind, f"{found.subdistrict.code}-{found.pk}-whole")


def _package(
    request: HttpRequest, place: Subdistrict, rows: Any, kind: str, name: str, *, is_public: bool = False
) -> HttpResponse:
    if kind not in open_contracting.PACKAGES:
        raise Http404
    uri = request.build_absolute_uri(request.path)
    found = open_contracting.package(place, rows, kind, uri=uri, is_public=is_public)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="ocds-{name}-{kind}.json"'}
    return HttpResponse(open_contracting.written(found), "application/json", headers=headers)


def names(request: HttpRequest) -> HttpResponse:
    """How the sub-district is called outside."""
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    now = open_contracting.names_of(place)
    form = NamesForm(now, request.POST if request.method == "POST" else None)
    if form.is_valid():
        outside.call(place, **form.cleaned_data, by=request.user)
        messages.success(request, _("对外的名称已保存。"))
        return redirect("commissioning:open_data")
    back = reverse("commissioning:open_data")
    about = {"title": _("对外的名称"), "verb": _("保存"), "via": _("开放数据"), "back": back, "line": place.name}
    status = 422 if form.errors else 200
    return render(request, "record.html", {"form": form, "about": about, "back": back}, status=status)
