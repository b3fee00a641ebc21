"""What is on file about somebody is corrected by the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from guihua.core.refusal import Refused
from guihua.desk import people as shown
from guihua.desk import people_history
from guihua.desk.people_forms import PersonForm
from guihua.directory import models as directory
from guihua.directory.actions import details, merges
from guihua.directory.actions.details import Details, Known
from guihua.directory.typed import keeps_nothing


@keeps_nothing
@sensitive_post_parameters("phone", "id_number", "born_on")
@login_required
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what is on file; sealed numbers stay masked and are changed by typing them anew."""
    people = directory.Person.objects.kept_by(request.user).in_their_own_right().select_related("community")
    found = get_object_or_404(people, pk=pk)
    form = _form(found, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, found, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        details.correct(found, _said(found, given), seen=given["seen"], by=request.user, why=given["why"])
    except Known as known:
        pair = merges.ask_about(found, known.other, by=request.user)
        form.add_error(None, known.sentence)
        return _show(request, found, form, status=409, pair=pair)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _show(request, found, form, status=409)
    messages.success(request, _("已保存。"))
    return redirect("desk:person", found.pk)


def _form(found: directory.Person, typed: Any) -> PersonForm:
    on_file = details.details(found)
    initial = {
        "seen": details.version_of(found),
        "name": on_file.name,
        "born_on": on_file.born_on.isoformat() if on_file.born_on else "",
        "gender": on_file.gender,
        "community": on_file.community,
    }
    form = PersonForm(typed, initial=initial)
    form.fields["community"].queryset = directory.Community.objects.filter(  # type: ignore[attr-defined]  # - of this field
        subdistrict=found.subdistrict_id
    )
    return form


def _said(found: directory.Person, given: dict[str, Any]) -> Details:
    on_file = details.details(found)
    return Details(
        name=given["name"],
        phone=given["phone"] or on_file.phone,
        id_number=given["id_number"] or on_file.id_number,
        born_on=given["born_on"],
        gender=given["gender"],
        community=given["community"],
    )


def _show(
    request: HttpRequest,
    found: directory.Person,
    form: PersonForm,
    *,
    status: int = 200,
    pair: directory.Resemblance | None = None,
) -> HttpResponse:
    about = shown.about(found)
    if status == 409:
        form.data = {**form.data.dict(), "seen": str(details.version_of(found))}  # type: ignore[attr-defined]  # - a QueryDict
    context = {
        "person": found,
        "form": form,
        "about": about,
        "pair": pair,
        "deeds": people_history.told(about.rows) if status == 409 else [],
    }
    return render(request, "desk/people/correction.html", context, status=status)
