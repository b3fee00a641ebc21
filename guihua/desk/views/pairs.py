"""Likely duplicates: the queue, two people side by side, and what is decided about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if
from guihua.desk import pairs as shown
from guihua.desk.people_forms import MergeForm, WhyForm
from guihua.desk.views import people
from guihua.directory import models as directory
from guihua.directory import people_policy
from guihua.directory.actions import merges, resemblances
from guihua.directory.models import Decision, Role


@login_required
def pairs(request: HttpRequest) -> HttpResponseBase:
    get_object_or_404(directory.Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    rows = directory.Resemblance.objects.visible_to(request.user)
    if not request.GET.get("decision"):
        rows = rows.waiting()
    if not {"which", "why", "view"} & request.GET.keys():
        asked: Any = request
        asked.GET = request.GET.copy()
        asked.GET["which"] = shown.LIKELY  # households wait until somebody asks for them
    return listing.answer(request, shown.listing(rows), rows.strongest_first())


@login_required
def looking(request: HttpRequest) -> HttpResponse:
    """Looks over the whole register for pairs that may be one."""
    place = get_object_or_404(directory.Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    if request.method != "POST":
        return render(request, "desk/people/looking.html")
    found = resemblances.look_for(place, by=request.user)
    if any(found):
        words = _("新找到更像同一人的 %(likely)d 对，更像一家人的 %(households)d 对。")
        messages.success(request, words % found._asdict())
    else:
        messages.success(request, _("没有新的疑似重复。"))
    return redirect("desk:pairs")


@require_safe
@login_required
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _visible(request.user, pk))


@require_POST
@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Same (which record stays, which ID number is wrong, and why), different, or later."""
    found = _visible(request.user, pk)
    try:
        match request.POST.get("decision"):
            case Decision.SAME:
                return _merge(request, found)
            case Decision.DIFFERENT:
                merges.say_different(found.person, found.other, by=request.user)
                messages.success(request, _("已记下：不是同一人。以后不再提示。"))
            case Decision.LATER:
                merges.reopen(found, by=request.user, decision=Decision.LATER)
                messages.success(request, _("已放到以后再看。"))
            case _other:
                merges.reopen(found, by=request.user)
                messages.success(request, _("已撤回原来的决定。"))
                return redirect("desk:pair", found.pk)
    except Refused as refused:
        return _show(request, found, refused=refused, status=409)
    return redirect("desk:pairs")


def _merge(request: HttpRequest, found: directory.Resemblance) -> HttpResponse:
    form = MergeForm(request.POST)
    form.offer(_sides(request.user, found))
    refuse_if(people_policy.why_not_decide_again(found))
    if not form.is_valid():
        return _show(request, found, form, status=422)
    given = form.cleaned_data
    kept, other = found.person, found.other
    if given["kept"] == str(other.pk):
        kept, other = other, kept
    wrong = next((one for one in shown.numbered_of(kept, other) if str(one.pk) == given.get("wrong")), None)
    made = merges.merge(kept, other, why=given["why"], by=request.user, wrong=wrong)
    messages.success(request, _("已合并为「%(name)s」。需要时可以在这一页拆开。") % {"name": made.kept.name})
    return redirect("desk:person", made.kept_id)


@require_POST
@login_required
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """A merge is taken apart."""
    made = get_object_or_404(directory.Merge.objects.visible_to(request.user), pk=pk)
    form = WhyForm(request.POST, auto_id=shown.prefix_of(made))
    try:
        merges.take_apart(made, by=request.user, why=form.data.get("why", ""))
    except Refused as refused:
        if refused.refusal.code != "no-reason":
            raise
        if form.is_valid():
            form.add_error("why", refused.sentence)
        return people.show(request, made.kept.merged_into or made.kept, parting=form, status=409)
    messages.success(request, _("已拆开，两条登记和原来一样。"))
    return redirect("desk:person", made.kept_id)


@require_POST
@login_required
def parting(request: HttpRequest, pk: int) -> HttpResponse:
    """A row that the files took for this person is somebody else."""
    rows = directory.Person.objects.kept_by(request.user)
    row = get_object_or_404(rows.exclude(merged_into=None).select_related("merged_into"), pk=pk)
    target = row.same_as or row.merged_into
    if target is None:
        raise Http404
    merges.say_different(row, target, by=request.user)
    messages.success(request, _("已分开。再导入同样的文件，也不会合在一起。"))
    return redirect("desk:person", target.pk)


def _visible(user: Any, pk: int) -> directory.Resemblance:
    found = get_object_or_404(
        directory.Resemblance.objects.visible_to(user).select_related(
            "person__community", "other__community", "person__subdistrict", "other__subdistrict", "decided_by"
        ),
        pk=pk,
    )
    if not (found.person.data_key and found.other.data_key):
        raise Http404
    return found


def _sides(user: Any, found: directory.Resemblance) -> list[shown.Side]:
    return [shown.side(one, user) for one in (found.person, found.other)]


def _show(
    request: HttpRequest,
    found: directory.Resemblance,
    form: MergeForm | None = None,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    sides = _sides(request.user, found)
    if form is None:
        form = MergeForm(request.POST if refused else None)
        form.offer(sides)
    if refused:
        form.add_error(None, refused.sentence)
    context = {
        "pair": found,
        "sides": sides,
        "lines": shown.lines(sides),
        "both": shown.both_at(sides),
        "form": form,
        "refused": refused.sentence if refused else "",
        "is_waiting": found.decision in (Decision.OPEN, Decision.LATER),
        "is_one": found.person.merged_into_id is not None or found.other.merged_into_id is not None,
    }
    return render(request, "desk/people/pair.html", context, status=status)
