"""The pool of assessors: all of them, one with what binds them, and the small forms of the office."""

from __future__ import annotations

from collections.abc import Callable
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

from guihua.commissioning import models as commissioning
from guihua.core import clock, editing, listing
from guihua.core.refusal import Refused, refuse_if
from guihua.directory.models import Role, users
from guihua.evaluation import assessor_account_policy as account_policy
from guihua.evaluation import assessor_policy as policy
from guihua.evaluation import conflicts
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import assessors
from guihua.evaluation.assessor_forms import (
    AssessorForm,
    EndForm,
    NewAssessorForm,
    PoolForm,
    RetirementForm,
    TieForm,
    WorkForm,
)
from guihua.evaluation.assessor_listing import assessor_page, rows_for, workplace
from guihua.evaluation.assessor_listing import assessors as of_the_pool
from guihua.evaluation.assessor_numbers import phone_of
from guihua.evaluation.views.answering import put, record
from guihua.evaluation.views.rubrics import office_of

Assessor = evaluation.Assessor


@login_required
def all_assessors(request: HttpRequest) -> HttpResponseBase:
    if not users.holds(request.user, *users.OVERSEERS):
        raise Http404
    ways: list[Any] = []
    if keeps := users.holds(request.user, Role.OFFICE):
        ways.append((gettext_lazy("登记专家"), reverse("evaluation:assessor_entering"), "user-plus"))
        ways.append((gettext_lazy("整表粘贴"), reverse("evaluation:assessor_pasting"), "table"))
        ways.append((gettext_lazy("邀请"), reverse("evaluation:assessors_inviting"), "mail-plus"))
    place = users.subdistricts_of(request.user, *users.OVERSEERS).order_by("subdistrict").first()
    return listing.answer(request, of_the_pool(place, ways, keeps=keeps), rows_for(request.user))


@login_required
def entering(request: HttpRequest) -> HttpResponse:
    place = office_of(request)
    form = NewAssessorForm(place.pk, None, request.POST if request.method == "POST" else None)

    def save(form: NewAssessorForm) -> Assessor:
        return assessors.enter(place, form.said, by=request.user)

    about = {"title": _("登记专家"), "verb": _("登记"), "via": _("评估专家"), "back": reverse("evaluation:assessors")}
    return editing.answer(request, form, save, back=assessor_page, said=_("专家已登记。"), about=about)


@login_required
def pasting(request: HttpRequest) -> HttpResponse:
    place = office_of(request)
    form = PoolForm(place.pk, request.POST if request.method == "POST" else None)
    back = reverse("evaluation:assessors")
    if form.is_valid():
        try:
            made = assessors.enter_many(place, form.cleaned_data["table"], by=request.user)
        except Refused as refused:
            form.add_error("table", refused.sentence)
        else:
            messages.success(request, _("登记了 %(n)d 位专家。") % {"n": len(made)})
            return redirect(back)
    about = {"title": _("整表粘贴"), "verb": _("登记"), "via": _("评估专家"), "back": back}
    context = {"form": form, "about": about, "back": back}
    return render(request, "evaluation/table.html", context, status=422 if form.errors else 200)


@login_required
def assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """Who they are. To the office also their phone, their ties and what they may not judge this year."""
    one: Assessor = get_object_or_404(rows_for(request.user), pk=pk)
    keeps = Assessor.objects.kept_by(request.user).filter(pk=pk).exists()
    is_own = Assessor.objects.of_account(request.user).filter(pk=pk).exists()
    context = {
        "assessor": one,
        "workplace": workplace(one),
        "employments": one.employments.all(),
        "keeps": keeps,
        "is_own": is_own,
        "knows": keeps or is_own,
        "may_change": policy.why_not_change(request.user, one) is None,
        "may_declare": policy.why_not_declare(request.user, one) is None,
    }
    known = _kept_from_others(one) if keeps or is_own else {}
    return render(request, "evaluation/assessor.html", context | known | (_account(one) if keeps else {}))


def _account(one: Assessor) -> dict[str, Any]:
    """By which they sign in, or the link that is out."""
    asked = account_policy.out(one).first()
    return {"account": one.user, "asked": asked.invitation if asked else None}


def _kept_from_others(one: Assessor) -> dict[str, Any]:
    today = clock.today()
    own = commissioning.Project.objects.filter(subdistrict=one.subdistrict_id)
    year = own.of_year(clock.running(set(own.order_by().values_list("year__year", flat=True))))
    years = conflicts.years_that_count(one.subdistrict_id)
    pairs = conflicts.between(Assessor.objects.filter(pk=one.pk), year, day=today, years=years)
    named = year.filter(pk__in=[project for _assessor, project in pairs]).select_related("provider").order_by("number")
    return {
        "phone": phone_of(one),
        "ties": one.ties.select_related("organisation", "project", "told_by"),
        "years": years,
        "shut": conflicts.told(pairs, named),
    }


@login_required
def changing(request: HttpRequest, pk: int) -> HttpResponse:
    one = _kept(request, pk)
    form = AssessorForm(one.subdistrict_id, one, request.POST if request.method == "POST" else None)

    def save(form: AssessorForm) -> Assessor:
        return assessors.change(one, form.said, seen=form.cleaned_data["seen"] or 0, by=request.user)

    about = {"title": _("修改专家资料"), "verb": _("保存"), "via": one.name, "back": assessor_page(one)}
    return editing.answer(request, form, save, back=assessor_page, said=_("已保存。"), about=about)


@login_required
def employing(request: HttpRequest, pk: int) -> HttpResponse:
    one = _declaring(request, pk)
    form = WorkForm(request.POST if request.method == "POST" else None)
    about = {"title": _("登记任职"), "verb": _("登记"), "said": _("任职已登记。")}
    return _small(request, one, form, about, lambda: assessors.employ(one, form.said, by=request.user))


@login_required
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    rows = evaluation.Employment.objects.select_related("organisation", "assessor")
    employment = get_object_or_404(rows.filter(assessor__in=Assessor.objects.visible_to(request.user)), pk=pk)
    one = _declaring(request, employment.assessor_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    about = {"title": _("任职结束：%(place)s") % {"place": employment.place}, "verb": _("保存"), "said": _("已保存。")}

    def save() -> object:
        return assessors.end_employment(employment, form.cleaned_data["last_day"], by=request.user)

    return _small(request, one, form, about, save)


@login_required
def tying(request: HttpRequest, pk: int) -> HttpResponse:
    one = _declaring(request, pk)
    form = TieForm(one.subdistrict_id, request.POST if request.method == "POST" else None)
    about = {"title": _("登记利益关系"), "verb": _("登记"), "said": _("利益关系已登记。")}
    return _small(request, one, form, about, lambda: assessors.tie(one, form.said, by=request.user))


@login_required
@require_POST
def untying(request: HttpRequest, pk: int) -> HttpResponse:
    rows = evaluation.Tie.objects.filter(assessor__in=Assessor.objects.visible_to(request.user))
    tie = get_object_or_404(rows.select_related("assessor"), pk=pk)
    assessors.untie(tie, by=request.user)
    messages.success(request, _("这项关系从今天起不算了。"))
    return redirect(assessor_page(tie.assessor))


@login_required
def retiring(request: HttpRequest, pk: int) -> HttpResponse:
    one = _kept(request, pk)
    form = RetirementForm(request.POST if request.method == "POST" else None)
    about = {"title": _("不再担任"), "verb": _("不再担任"), "said": _("已记下，原因留在页面上。")}
    return _small(
        request, one, form, about, lambda: assessors.retire(one, why=form.cleaned_data["why"], by=request.user)
    )


@login_required
@require_POST
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    one: Assessor = get_object_or_404(Assessor.objects.visible_to(request.user), pk=pk)
    assessors.take_back(one, by=request.user)
    messages.success(request, _("恢复了，又在册了。"))
    return redirect(assessor_page(one))


def _small(
    request: HttpRequest, one: Assessor, form: Any, about: dict[str, str], save: Callable[[], object]
) -> HttpResponse:
    """A form below an assessor's page; `about` says what one is told there afterwards."""
    if form.is_valid():
        try:
            save()
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, about["said"])
            return redirect(assessor_page(one))
    return record(request, form, about | {"via": one.name, "back": assessor_page(one)})


def _kept(request: HttpRequest, pk: int) -> Assessor:
    one: Assessor = get_object_or_404(Assessor.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_change(request.user, one))
    return one


def _declaring(request: HttpRequest, pk: int) -> Assessor:
    """For the office, and for whom it is about."""
    one: Assessor = get_object_or_404(Assessor.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_declare(request.user, one))
    return one
