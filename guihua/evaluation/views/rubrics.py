"""What work is judged by: all rubrics, one read and written, criterion by criterion or as a table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guihua.core import editing, listing
from guihua.core.refusal import Refused, refuse_if
from guihua.directory.models import Role, Subdistrict, users
from guihua.evaluation import listings
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy as policy
from guihua.evaluation.actions import rubrics
from guihua.evaluation.listings import rubric_page
from guihua.evaluation.rubric_forms import CopyForm, CriterionForm, NewRubricForm, TableForm
from guihua.evaluation.views.answering import put, record

Rubric = evaluation.Rubric


@login_required
def all_rubrics(request: HttpRequest) -> HttpResponseBase:
    if not users.holds(request.user, *users.OVERSEERS):
        raise Http404
    ways: list[Any] = []
    if users.holds(request.user, Role.OFFICE):
        ways.append((gettext_lazy("新的评分标准"), reverse("evaluation:rubric_drafting"), "file-plus"))
    return listing.answer(request, listings.rubrics(ways), listings.rubrics_for(request.user))


@login_required
def drafting(request: HttpRequest) -> HttpResponse:
    place = office_of(request)
    form = NewRubricForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = rubrics.draft(place, given["name"], given["for_whom"], by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            return redirect("evaluation:rubric_table", made.pk)
    about = {"title": _("新的评分标准"), "verb": _("下一步：填表"), "via": _("评分标准")}
    return record(request, form, about | {"back": reverse("evaluation:rubrics")})


@login_required
def rubric(request: HttpRequest, pk: int) -> HttpResponse:
    """All that it says, and what it still lacks."""
    found = get_object_or_404(Rubric.objects.visible_to(request.user).whole(), pk=pk)
    lacks = policy.why_not_use(found)
    context = {
        "rubric": found,
        "state": listings.standing(found),
        "dimensions": [
            {"one": one, "sum": sum(each.points for each in one.criteria.all())} for one in found.dimensions.all()
        ],
        "sum": policy.sum_of(found),
        "lacks": lacks.sentence if lacks else "",
        "may_change": policy.why_not_change(request.user, found) is None,
        "may_discard": policy.why_not_discard(request.user, found) is None,
        "may_copy": policy.why_not_keep(request.user, found.subdistrict_id) is None,
        "rounds": found.rounds.select_related("year").order_by("-year__year"),
    }
    return render(request, "evaluation/rubric.html", context)


@login_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole of it as a table, to be pasted."""
    found = _kept(request, pk)
    form = TableForm(found, request.POST if request.method == "POST" else None)

    def save(form: TableForm) -> Rubric:
        return rubrics.write(found, form.cleaned_data["table"], seen=form.cleaned_data["seen"], by=request.user)

    about = {"title": _("整表填写"), "verb": _("保存"), "via": found.name, "back": rubric_page(found)}
    said = _("评分标准已保存。")
    return editing.answer(
        request, form, save, back=rubric_page, said=said, about=about, template="evaluation/table.html"
    )


@login_required
def criterion(request: HttpRequest, pk: int) -> HttpResponse:
    rows = evaluation.Criterion.objects.select_related("dimension__rubric").prefetch_related("anchors")
    one = get_object_or_404(rows.filter(dimension__rubric__in=Rubric.objects.visible_to(request.user)), pk=pk)
    found = one.dimension.rubric
    refuse_if(policy.why_not_change(request.user, found))
    form = CriterionForm(one, request.POST if request.method == "POST" else None)

    def save(form: CriterionForm) -> Any:
        return rubrics.change(one, form.said, seen=form.cleaned_data["seen"], by=request.user)

    about = {"title": f"{one.number} {one.name}", "line": one.dimension.name, "via": found.name}
    about |= {"verb": _("保存"), "back": rubric_page(found)}
    said = _("指标已保存。")
    page = rubric_page(found)
    return editing.answer(request, form, save, back=page, said=said, about=about, template="evaluation/criterion.html")


@login_required
def copying(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Rubric.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_keep(request.user, found.subdistrict_id))
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = rubrics.copy(found, form.cleaned_data["name"], by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已复制，可以改了。"))
            return redirect(rubric_page(made))
    about = {"title": _("复制评分标准"), "verb": _("复制"), "via": found.name, "back": rubric_page(found)}
    return record(request, form, about)


@login_required
@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    rubrics.discard(found, by=request.user)
    messages.success(request, _("草稿已丢掉。"))
    return redirect("evaluation:rubrics")


def office_of(request: HttpRequest) -> Subdistrict:
    """The sub-district whose office the reader belongs to; refused where there is none."""
    held = users.subdistricts_of(request.user, Role.OFFICE)
    place = Subdistrict.objects.filter(pk__in=held).order_by("pk").first()
    refuse_if(policy.why_not_keep(request.user, place.pk if place else 0))
    assert place is not None  # noqa: S101 - refused otherwise; said for the type checker
    return place


def _kept(request: HttpRequest, pk: int) -> Rubric:
    found: Rubric = get_object_or_404(Rubric.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_change(request.user, found))
    return found
