"""A person's rights: to know what is held about them, to allow and take back, to be corrected, to be forgotten."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guihua.core import clock
from guihua.core.listing import download
from guihua.core.refusal import Refused
from guihua.desk import people as shown
from guihua.desk import people_rights
from guihua.desk.people_forms import ConsentForm, ErasureForm
from guihua.directory import models as directory
from guihua.directory.actions import consents, subjects
from guihua.directory.typed import keeps_nothing

FIELD_OF = {"future": "given_on", "no-guardian": "guardian"}  # where a refusal stands


@require_safe
@login_required
def rights(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _kept(request.user, pk))


@require_POST
@login_required
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All that is held about them, as a file."""
    found = _kept(request.user, pk)
    held = people_rights.held(found, by=request.user)
    name = _("个人信息副本-%(pk)d") % {"pk": found.pk}  # no name in a file's name
    if request.POST.get("format") == "xlsx":
        return download(name, [_("部分"), _("序号"), _("项"), _("内容")], people_rights.as_rows(held))
    answer = HttpResponse(json.dumps(held, ensure_ascii=False, indent=2), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="person-{found.pk}.json"'
    return answer


@require_POST
@login_required
def consenting(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request.user, pk)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _show(request, found, consent=form, status=422)
    given = form.cleaned_data
    purpose = directory.ConsentPurpose(given.pop("purpose"))
    try:
        consents.give(found, purpose, by=request.user, **given)
    except Refused as refused:
        form.add_error(FIELD_OF.get(refused.refusal.code), refused.sentence)
        return _show(request, found, consent=form, status=409)
    messages.success(request, _("已记下同意。"))
    return redirect("desk:person_rights", found.pk)


@require_POST
@login_required
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    given = get_object_or_404(directory.Consent, pk=pk, person__in=directory.Person.objects.kept_by(request.user))
    consents.withdraw(given, by=request.user)
    messages.success(request, _("已撤回。"))
    return redirect("desk:person_rights", given.person.merged_into_id or given.person_id)


@keeps_nothing
@require_POST
@login_required
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets somebody for good. The figures stay, since they count rows that say no more of who it was."""
    found = _kept(request.user, pk)
    form = ErasureForm(request.POST, person=found, auto_id="erasure_%s")
    if not form.is_valid():
        return _show(request, found, erasing=form, status=422)
    subjects.erase(found, by=request.user, why=form.cleaned_data["why"])
    messages.success(request, _("已删除。姓名和号码再也读不出来，统计数字不变。"))
    return redirect("desk:people")


def _kept(user: Any, pk: int) -> directory.Person:
    return get_object_or_404(directory.Person.objects.kept_by(user).in_their_own_right(), pk=pk)


def _show(
    request: HttpRequest,
    found: directory.Person,
    *,
    consent: ConsentForm | None = None,
    erasing: ErasureForm | None = None,
    status: int = 200,
) -> HttpResponse:
    about = shown.about(found)
    context = {
        "person": found,
        "about": about,
        "consents": directory.Consent.objects.of(about.rows),
        "readings": directory.Reading.objects.of(about.rows),
        "consent": consent or ConsentForm(initial={"given_on": clock.today().isoformat()}),
        "erasing": erasing or ErasureForm(person=found, auto_id="erasure_%s"),
        "form": consent or erasing,  # the one whose errors the page's title speaks of
    }
    return render(request, "desk/people/rights.html", context, status=status)
