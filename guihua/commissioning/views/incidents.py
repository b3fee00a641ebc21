"""Incidents and complaints: all of them, one with what was done, a new one in a minute, and by when the office wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import incident_listing
from guihua.commissioning import incident_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import incident_times, incidents
from guihua.commissioning.incident_forms import ClosingForm, CorrectionForm, ReportForm, StepForm, TimesForm
from guihua.commissioning.incident_notices import incident_page
from guihua.commissioning.models.messages import LISTENING
from guihua.core import clock, listing
from guihua.core.refusal import FORBIDDEN, Refusal, Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.directory.models import Role, Subdistrict, users

Incident = commissioning.Incident
State = commissioning.IncidentState
Times = commissioning.IncidentTimes
READERS = (*policy.REPORTING, *LISTENING)
FIELD_OF = {"sent-elsewhere": "project", "not-bought": "project"}
SAID: dict[str, Any] = {
    "take": gettext_lazy("已受理。"),
    "note": gettext_lazy("进展已记下。"),
    "ask": gettext_lazy("已请对方补充。"),
    "answer": gettext_lazy("已补充，办公室会收到通知。"),
    "close": gettext_lazy("已办结，报告的人会收到通知。"),
    "reopen": gettext_lazy("已重新办理。"),
}
DEEDS: dict[str, Callable[..., Any]] = {
    "take": incidents.take_up,
    "note": incidents.note,
    "ask": incidents.ask,
    "answer": incidents.answer,
    "close": incidents.close,
    "reopen": incidents.reopen,
}


@login_required
def all_incidents(request: HttpRequest) -> HttpResponseBase:
    """Of all projects that the reader runs, looks after or oversees; a secretary's own."""
    if not users.holds(request.user, *READERS):
        raise Http404
    rows = incident_listing.rows_for(request.user)
    return listing.answer(request, incident_listing.listing(_ways(request.user)), rows)


def _ways(user: Any) -> list[tuple[Any, str, str]]:
    ways: list[tuple[Any, str, str]] = []
    if policy.why_not_report_at_all(user) is None:
        ways.append((gettext_lazy("报告一件"), reverse("commissioning:incident_reporting"), "siren"))
    if users.holds(user, Role.OFFICE):
        ways.append((gettext_lazy("时限"), reverse("commissioning:incident_times"), "clock"))
    return ways


def reporting(request: HttpRequest) -> HttpResponse:
    """On one page, in a minute. ?project= says of which project."""
    refuse_if(policy.why_not_report_at_all(request.user))
    form = _form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = incidents.report(given["project"], form.said, sent_as=given["sent_as"], by=request.user)
        except Refused as refused:
            if refused.refusal.code in FORBIDDEN:
                raise
            code = FIELD_OF.get(refused.refusal.code, refused.refusal.code)
            form.add_error(code if code in form.fields else None, refused.sentence)
        else:
            messages.success(request, _reported(made))
            return redirect(incident_page(made))
    context = {"form": form, "back": reverse("commissioning:incidents")}
    return render(request, "commissioning/incident_reporting.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, data: Any) -> ReportForm:
    rows = policy.reports(request.user).exclude(state=commissioning.ProjectState.CLOSED).order_by("number")
    asked = request.GET.get("project", "")
    one = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else rows.first()
    if one is None and asked:
        raise Http404
    if one is None:
        raise Refused(Refusal("no-project", _("现在没有您能报告的项目。")))
    now = clock.now()
    begun = {"project": one.pk, "happened_at": now, "known_at": now, "sent_as": uuid4()}
    begun |= {"grade": commissioning.IncidentGrade.MINOR}
    if not commissioning.Project.objects.talked_on_by(request.user).exists():
        begun |= {"kind": commissioning.IncidentKind.COMPLAINT}
    return ReportForm(rows, Times.objects.of(one.subdistrict_id), data, initial=begun)


def _reported(made: Incident) -> str:
    late = incident_listing.late_in_words(made.minutes_late)
    return _("已报告。比规定的时间晚了 %(late)s。") % {"late": late} if late else _("已报告，街道办公室会收到通知。")


def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, all that was done since, and the next step for whose it is."""
    found = _visible(request, pk)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    forms = _forms(request, step)
    if step in SAID and _is_done(request, found, step, forms.get(step)):
        return redirect(incident_page(found))
    reads = Incident.objects.told_to(request.user).filter(pk=found.pk).exists()
    context = {
        "incident": found,
        "project": found.project,
        "back": reverse("commissioning:incidents"),
        "project_page": page_of(found.project)
        if commissioning.Project.objects.visible_to(request.user).filter(pk=found.project_id).exists()
        else "",
        "late": incident_listing.late_in_words(found.minutes_late),
        "is_overdue": found.is_overdue(clock.now()),
        "texts": found.texts if reads else None,
        "steps": [_told(one, reads) for one in found.steps.select_related("by", "incident")],
        "forms": forms,
        "form": forms.get(step),
        **_may(found, request.user),
    }
    return render(request, "commissioning/incident.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: HttpRequest, step: str) -> dict[str, Any]:
    def sent(name: str) -> Any:
        return request.POST if step == name else None

    return {
        "note": StepForm(_("进展"), sent("note"), auto_id="note-%s"),
        "ask": StepForm(_("要补充什么"), sent("ask"), auto_id="ask-%s"),
        "answer": StepForm(_("补充的情况"), sent("answer"), auto_id="answer-%s"),
        "close": ClosingForm(sent("close"), auto_id="close-%s"),
        "reopen": StepForm(_("为什么重新办理"), sent("reopen"), auto_id="reopen-%s"),
    }


def _may(found: Incident, user: Any) -> dict[str, bool]:
    handles = policy.why_not_handle(user, found) is None
    is_asked = found.state == State.ASKED
    return {
        "may_take": handles and found.state == State.REPORTED,
        "may_note": policy.why_not_note(user, found) is None,
        "may_ask": handles and found.state == State.TAKEN,
        "may_answer": is_asked and policy.why_not_answer(user, found) is None,
        "may_close": handles and found.state in (State.TAKEN, State.ASKED),
        "may_reopen": handles and found.state == State.CLOSED,
        "may_correct": policy.why_not_correct(user, found) is None,
    }


def _is_done(request: HttpRequest, found: Incident, step: str, form: Any) -> bool:
    """Whether the step was taken; else its form says why not."""
    if form is not None and not form.is_valid():
        return False
    try:
        DEEDS[step](found, **(form.cleaned_data if form is not None else {}), by=request.user)
    except Refused as refused:
        if form is None or refused.refusal.code in FORBIDDEN:
            raise
        form.add_error(None, refused.sentence)
        return False
    messages.success(request, SAID[step])
    return True


def _told(one: commissioning.IncidentStep, reads: bool) -> dict[str, Any]:
    """A step; its words for whom they are."""
    if not reads:
        return {"one": one, "text": "", "learned": "", "before": []}
    return {"one": one, "text": one.text, "learned": one.learned, "before": _before(one.before)}


def _before(before: Mapping[str, str]) -> list[tuple[Any, str]]:
    named = {field.name.removeprefix("sealed_"): field.verbose_name for field in Incident._meta.fields}
    return [(named[name], _word(name, value)) for name, value in before.items()]


def _word(name: str, value: str) -> str:
    if name in ("happened_at", "known_at"):
        return f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    words: dict[str, Any] = {"kind": commissioning.IncidentKind, "grade": commissioning.IncidentGrade}
    return str(words[name](value).label) if name in words else value


def correcting(request: HttpRequest, pk: int) -> HttpResponse:
    """What was reported is put right; who saves second chooses."""
    found = _visible(request, pk)
    refuse_if(policy.why_not_correct(request.user, found))
    times = Times.objects.of(found.subdistrict_id)
    form = CorrectionForm(found, times, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            incidents.correct(found, form.said, why=given["why"], seen=given["seen"] or 0, by=request.user)
        except Refused as refused:
            form.incident = _visible(request, pk)
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _("已更正，原来的内容也留着。"))
            return redirect(incident_page(found))
    back = incident_page(found)
    about = {"title": _("更正报告"), "verb": _("更正"), "back": back, "line": found.project.number, "via": str(found)}
    return render(
        request, "record.html", {"form": form, "about": about, "back": back}, status=422 if form.errors else 200
    )


def times(request: HttpRequest) -> HttpResponse:
    """The office says by when."""
    place: Subdistrict = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    form = _times_form(place, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            incident_times.change(place, form.given, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refused:
            now = _times_form(place)
            form.times, form.mark = now.times, now.mark
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _("时限已保存，以后报告的照新的算。"))
            return redirect("commissioning:incidents")
    context = {"form": form, "back": reverse("commissioning:incidents")}
    return render(request, "commissioning/incident_times.html", context, status=422 if form.errors else 200)


def _times_form(place: Subdistrict, data: Any = None) -> TimesForm:
    now = Times.objects.of(place)
    return TimesForm(now, policy.mark_of(now), data)


def _visible(request: HttpRequest, pk: int) -> Incident:
    rows = Incident.objects.visible_to(request.user)
    found: Incident = get_object_or_404(
        rows.select_related("project__domain", "project__provider", "reported_by", "taken_by"), pk=pk
    )
    return found
