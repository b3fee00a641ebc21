"""The office drafts a new edition of the management rules, writes it, and publishes or discards it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import editions, rules_policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import rules as verbs
from guihua.commissioning.mode_forms import ModesForm
from guihua.commissioning.rules_forms import PublishingForm, WritingForm, rearranged, rows_in, rows_of
from guihua.commissioning.views.rules import changes, found_for
from guihua.core import tenancy
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory.models import Subdistrict

SAVE = "save"


@login_required
@require_POST
def drafting(request: HttpRequest) -> HttpResponse:
    """A new edition, begun as a copy of the last; where there is a draft already, one goes on with it."""
    place = get_object_or_404(Subdistrict.objects.filter(pk__in=tenancy.within(request.user)).order_by("pk")[:1])
    held = commissioning.ManagementRules.objects.visible_to(request.user).filter(subdistrict=place)
    draft = held.filter(published_at__isnull=True).first() or verbs.draft(place, by=request.user)
    return redirect("commissioning:rules_writing", draft.pk)


@login_required
def writing(request: HttpRequest, pk: int) -> HttpResponse:
    """The articles of a draft. Rows are moved as they were typed, and saved when all is as it should be."""
    rules = _draft(request, pk)
    if request.method != "POST":
        rows = rows_of(editions.articles_of(rules))
        return _written(request, rules, WritingForm(rows, title=rules.title, seen=rules.revision))
    data, deed = request.POST, request.POST.get("deed", SAVE)
    if deed != SAVE:
        moved = rearranged(rows_in(data), deed)
        form = WritingForm(moved, title=data.get("title", ""), seen=data.get("seen", ""))
        return _written(request, rules, form, is_moved=True)
    form = WritingForm(rows_in(data), title=rules.title, seen=rules.revision, data=data)
    if not form.is_valid():
        return _written(request, rules, form, status=422)
    given = {"title": form.cleaned_data["title"], "articles": form.lines}
    try:
        verbs.write(rules, **given, seen=form.cleaned_data["seen"] or 0, by=request.user)
    except Refused as refused:
        return _not_written(request, rules, form, refused.refusal)
    messages.success(request, _("草稿已保存。"))
    return redirect("commissioning:edition", rules.pk)


def _not_written(
    request: HttpRequest, rules: commissioning.ManagementRules, form: WritingForm, refusal: Refusal
) -> HttpResponse:
    """All that was typed again; where somebody else saved meanwhile, with what differs from theirs."""
    form.add_error(None, refusal.sentence)
    more: dict[str, Any] = {}
    if refusal.code == "stale":
        more = changes(editions.said(rules), editions.typed(form.lines, rules))
        _face(form, rules)
    return _written(request, rules, form, status=409, **more)


def _written(
    request: HttpRequest, rules: commissioning.ManagementRules, form: WritingForm, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "commissioning/rules_writing.html", {"rules": rules, "form": form, **more}, status=status)


@login_required
def modes(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft decides of each management mode."""
    rules = _draft(request, pk)
    data = request.POST if request.method == "POST" else None
    form, status, now = ModesForm(rules, editions.modes_of(rules), seen=rules.revision, data=data), 200, None
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                verbs.decide(rules, form.lines, seen=form.cleaned_data["seen"] or 0, by=request.user)
            except Refused as refused:
                status = 409
                form.refused(refused.refusal.code, refused.sentence)
                if refused.refusal.code == "stale":
                    now = rules.mode_rules.whole()
                    _face(form, rules)
            else:
                messages.success(request, _("草稿已保存。"))
                return redirect("commissioning:edition", rules.pk)
    context = {"rules": rules, "form": form, "now": now}
    return render(request, "commissioning/rules_modes.html", context, status=status)


@login_required
def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft changes, once more, and from which day it is in force."""
    rules = _draft(request, pk)
    form, status = (
        PublishingForm(request.POST if request.method == "POST" else None, initial={"seen": rules.revision}),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                verbs.publish(rules, on=given["on"], seen=given["seen"] or 0, by=request.user)
            except Refused as refused:
                status = 409
                form.add_error("on" if refused.refusal.code == "before-last" else None, refused.sentence)
                _face(form, rules)
            else:
                messages.success(request, _("已发布。"))
                return redirect("commissioning:edition", rules.pk)
    last = commissioning.ManagementRules.objects.before(rules)
    differs = changes(editions.said(last), editions.said(rules)) if last else {}
    context = {"rules": rules, "form": form, "before": last, **differs}
    return render(request, "commissioning/rules_publishing.html", context, status=status)


@login_required
@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    verbs.discard(found_for(request, pk), by=request.user)
    messages.success(request, _("草稿已丢掉。"))
    return redirect("commissioning:rules")


def _draft(request: HttpRequest, pk: int) -> commissioning.ManagementRules:
    """The draft as it is now; refused to who does not keep it, and where it is published."""
    rules = found_for(request, pk)
    refuse_if(rules_policy.why_not_change(request.user, rules))
    return rules


def _face(form: Any, rules: commissioning.ManagementRules) -> None:
    """The form with all that was typed, for an editor who now sees what holds."""
    data = cast("QueryDict", form.data).copy()
    data["seen"] = str(rules.revision)
    form.data = data
