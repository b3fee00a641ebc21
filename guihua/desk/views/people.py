"""The register of people: found, listed, one by one. A number stands in no address."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from guihua.core import listing
from guihua.core.refusal import Refused
from guihua.delivery import people as known
from guihua.delivery.actions import readings
from guihua.desk import pairs, people_history
from guihua.desk import people as shown
from guihua.desk.people_forms import FindingForm, ReadingForm, WhyForm
from guihua.desk.views.remembering import remember
from guihua.directory import models as directory
from guihua.directory import numbers, people_policy, policy
from guihua.directory.models import users
from guihua.directory.typed import keeps_nothing

MOST_FOUND = 50


@login_required
def people(request: HttpRequest) -> HttpResponseBase:
    _may_know(request.user)
    rows = known.visible_to(request.user).order_by("name", "pk")
    return listing.answer(request, shown.listing(rows, request.user), rows)


@keeps_nothing
@sensitive_post_parameters("number")
@login_required
def finding(request: HttpRequest) -> HttpResponse:
    """Who bears a number. It is sent as a form, so that it stands in no address and no log."""
    _may_know(request.user)
    form = FindingForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "found": None}
    if form.is_valid():
        found = _found(request.user, form.cleaned_data["number"])
        context |= {"found": found[:MOST_FOUND], "are_more": len(found) > MOST_FOUND, "most": MOST_FOUND}
    return render(request, "desk/people/finding.html", context, status=422 if form.errors else 200)


@sensitive_variables("number")
def _found(user: Any, number: str) -> list[dict[str, Any]]:
    rows = numbers.borne_by(number, users.subdistricts_of(user)).values_list("pk", "merged_into")
    roots = {into or pk for pk, into in rows}
    people = known.with_meetings(known.visible_to(user).filter(pk__in=roots), user).order_by("name", "pk")
    return [{"person": one, "about": shown.about(one)} for one in people[: MOST_FOUND + 1]]


@require_safe
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person. Whoever turned out to be another is shown as them."""
    row = get_object_or_404(directory.Person, pk=pk)
    if row.merged_into_id:
        get_object_or_404(known.visible_to(request.user), pk=row.merged_into_id)
        return redirect("desk:person", row.merged_into_id)
    found = _visible(request.user, pk)
    readings.see(found, by=request.user)
    remember(request, found)
    return show(request, found)


@keeps_nothing
@require_POST
@login_required
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole number, shown once on this page and nowhere after; who read it and why is kept."""
    found = _visible(request.user, pk)
    form = ReadingForm(request.POST, auto_id=f"{request.POST.get('field', '')}_%s")
    if not form.is_valid():
        return show(request, found, status=422, reading=form)
    given = form.cleaned_data
    field = directory.SealedField(given["field"])
    try:
        read = readings.read(
            found, field, purpose=directory.Purpose(given["purpose"]), words=given["words"], by=request.user
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, found, status=409, reading=form)
    return show(request, found, read=read, field=field)


def _visible(user: Any, pk: int) -> directory.Person:
    return get_object_or_404(known.visible_to(user).select_related("community"), pk=pk)


def _may_know(user: Any) -> None:
    if not known.may_know_people(user):
        raise Http404


def show(
    request: HttpRequest,
    found: directory.Person,
    *,
    status: int = 200,
    reading: ReadingForm | None = None,
    parting: WhyForm | None = None,
    read: list[str] | None = None,
    field: directory.SealedField | None = None,
) -> HttpResponse:
    about = shown.about(found)
    attended = shown.took_part(about.rows, request.user)
    context = {
        "person": found,
        "about": about,
        "page": Paginator(attended, listing.PAGE).get_page(request.GET.get("page")),
        "parts": shown.parts(about.rows, request.user),
        "shifts": known.shifts_known_to(request.user).filter(person__in=about.rows).select_related("project"),
        "reading": reading,
        "form": reading or parting,
        "read": read,
        "field": field,
        "deeds": people_history.told(about.rows),
        "may_correct": policy.keeps_register(request.user, found.subdistrict_id),
        **_joined(request.user, found, about, parting),
        "readable": _readable(request.user, found, about, reading),
    }
    return render(request, "desk/people/person.html", context, status=status)


def _readable(
    user: Any, found: directory.Person, about: shown.About, tried: ReadingForm | None
) -> list[dict[str, Any]]:
    """Each number that there is, with the form by which it is read whole, or why it is not."""
    typed = {tried["field"].value(): tried} if tried else {}
    masked = {"phone": about.phones, "id_number": about.id_numbers}
    return [
        {
            "name": field.label,
            "masked": masked[field],
            "form": typed.get(field) or ReadingForm(initial={"field": field}, auto_id=f"{field}_%s"),
            "refused": people_policy.why_not_ask_to_read(user, found, field, knows=True, born=about.birthday),
        }
        for field in directory.SealedField
        if masked[field]
    ]


def _joined(user: Any, found: directory.Person, about: shown.About, tried: WhyForm | None) -> dict[str, Any]:
    """For the office: what makes up this person, and who else they may be."""
    if not policy.keeps_register(user, found.subdistrict_id):
        return {"merges": [], "by_files": [], "alike": None}
    waiting = directory.Resemblance.objects.visible_to(user).waiting()
    typed = {tried.auto_id: tried} if tried else {}
    return {
        "merges": [
            {"made": made, "form": typed.get(pairs.prefix_of(made)) or WhyForm(auto_id=pairs.prefix_of(made))}
            for made in pairs.standing_merges(found)
        ],
        "by_files": [row for row in about.rows if row.same_as_id],
        "alike": waiting.filter(Q(person=found) | Q(other=found)).order_by("pk").first(),
    }
