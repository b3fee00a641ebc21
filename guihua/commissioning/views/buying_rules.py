"""The office changes how it buys. What is changed holds for the purchases that run, and the pages say how many these are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guihua.commissioning import buying_rules as rules
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import buying_rules
from guihua.commissioning.buying_rules_forms import NumbersForm, PaperForm, RowForm, StepRuleForm
from guihua.core import editing
from guihua.core.refusal import Refused
from guihua.directory.models import Role, Subdistrict


def _method(request: HttpRequest, pk: int) -> commissioning.ProcurementMethod:
    """One of the office's own ways of buying."""
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    found: commissioning.ProcurementMethod = get_object_or_404(
        commissioning.ProcurementMethod.objects.kept_by(place), pk=pk
    )
    return found


def method(request: HttpRequest, pk: int) -> HttpResponse:
    """A way of buying: its numbers, its steps, its papers."""
    found = _method(request, pk)
    form = NumbersForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            buying_rules.set_numbers(found, form.said, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refused:
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _("「%(name)s」已保存。") % {"name": found})
            return redirect("commissioning:method", pk)
    steps = list(found.steps.all())
    names = {step.code: str(step) for step in steps}
    lines = [{"one": step, "facts": list(_facts(step, names)), "is_own": _is_own(step)} for step in steps]
    papers = [{"one": paper, "is_own": paper.code.startswith(rules.OWN_PAPER)} for paper in found.papers.all()]
    context = {"method": found, "form": form, "lines": lines, "papers": papers, "running": _running(found)}
    return render(request, "commissioning/method.html", context, status=422 if form.errors else 200)


def _facts(step: commissioning.MethodStep, names: dict[str, str]) -> Iterator[str]:
    """From what its time is counted and how long that is, where that is written, and what is archived."""
    unit = step.get_unit_display()
    if step.after:
        yield _("从「%(step)s」算起") % {"step": names[step.after]}
    if step.least:
        yield _("至少 %(n)s %(unit)s") % {"n": step.least, "unit": unit}
    if step.most:
        yield _("至多 %(n)s %(unit)s") % {"n": step.most, "unit": unit}
    if step.source:
        yield step.where
    if step.paper:
        yield _("存档：%(paper)s") % {"paper": step.paper_name}


def step_adding(request: HttpRequest, pk: int) -> HttpResponse:
    """One step more."""
    found = _method(request, pk)
    form = StepRuleForm(list(found.steps.all()), None, request.POST if request.method == "POST" else None)
    return _row(request, found, form, _("添加步骤"), lambda: buying_rules.add_step(found, form.rule, by=request.user))


def step_rule(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Where a step stands, from which its time is counted, and how long that is."""
    found = _method(request, pk)
    step = get_object_or_404(found.steps.select_related("method"), code=code)
    form = StepRuleForm(list(found.steps.all()), step, request.POST if request.method == "POST" else None)

    def save() -> Any:
        return buying_rules.change_step(step, form.rule, seen=form.cleaned_data["seen"], by=request.user)

    return _row(request, found, form, str(step), save)


@require_POST
def step_removing(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    found = _method(request, pk)
    step = get_object_or_404(found.steps, code=code)
    buying_rules.remove_step(step, by=request.user)
    messages.success(request, _("已去掉「%(name)s」。") % {"name": step})
    return redirect("commissioning:method", pk)


def paper_adding(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper more in the archive."""
    found = _method(request, pk)
    form = PaperForm(None, request.POST if request.method == "POST" else None)
    return _row(request, found, form, _("添加文件"), lambda: buying_rules.add_paper(found, form.said, by=request.user))


def paper_rule(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What a paper of the archive is called, and when it has to be there."""
    found = _method(request, pk)
    paper = get_object_or_404(found.papers, code=code)
    form = PaperForm(paper, request.POST if request.method == "POST" else None)

    def save() -> Any:
        return buying_rules.change_paper(paper, form.said, seen=form.cleaned_data["seen"], by=request.user)

    return _row(request, found, form, str(paper), save)


@require_POST
def paper_removing(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    found = _method(request, pk)
    paper = get_object_or_404(found.papers, code=code)
    buying_rules.remove_paper(paper, by=request.user)
    messages.success(request, _("已去掉「%(name)s」。") % {"name": paper})
    return redirect("commissioning:method", pk)


def _row(
    request: HttpRequest, found: commissioning.ProcurementMethod, form: RowForm, title: str, save: Callable[[], Any]
) -> HttpResponse:
    back = reverse("commissioning:method", args=[found.pk])
    about = {"title": title, "verb": _("保存"), "via": str(found), "back": back, "line": _running(found)}
    said = _("「%(name)s」已保存。") % {"name": form.data.get("name", "")}
    return editing.answer(request, form, lambda _form: save(), back=back, said=said, about=about)


def _is_own(step: commissioning.MethodStep) -> bool:
    return step.code.startswith(rules.OWN)


def _running(found: commissioning.ProcurementMethod) -> str:
    n = rules.running(found)
    words = ngettext(
        "现在有 %(n)s 次采购按它进行，改了马上也管它们。", "现在有 %(n)s 次采购按它进行，改了马上也管它们。", n
    )
    return words % {"n": n} if n else ""
