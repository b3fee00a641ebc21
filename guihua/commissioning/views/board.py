"""The rules of the board, and what is said of a light."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guihua.commissioning import board, board_policy, board_words
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import board as marking
from guihua.commissioning.actions import board_rules
from guihua.commissioning.board_forms import BoardRuleForm, LightNoteForm
from guihua.commissioning.calc.board import RULES
from guihua.commissioning.models import BoardRule, Turn
from guihua.commissioning.views.answering import answer
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.directory.models import AttentionRule, Role, Subdistrict, users

LATEST = 20
READERS = (*users.OVERSEERS, Role.LIAISON, Role.MANAGER)


def rules(request: HttpRequest) -> HttpResponse:
    """Each with how many projects it lights up today."""
    place = _place(request, *READERS)
    known = board.known(board.projects_of(place))
    context = {
        "lines": [_line(rule, known) for rule in BoardRule.objects.kept_by(place)],
        "kinds": [(kind, words.title) for kind, words in board_words.WORDS.items()],
        "may_change": board_policy.why_not_rule(request.user, place.pk) is None,
        "whole": len(known),
        "reminders": AttentionRule.objects.of(place),
    }
    return render(request, "commissioning/board_rules.html", context)


def _place(request: HttpRequest, *roles: Any) -> Subdistrict:
    found: Subdistrict = get_object_or_404(Subdistrict.objects.held_by(request.user, *roles)[:1])
    return found


def _line(rule: BoardRule, known: Iterable[board.Known]) -> dict[str, Any]:
    """What the rule says and does today."""
    found = board.reach(rule, known)
    return {
        "rule": rule,
        "title": board_words.WORDS[rule.kind].title,
        "words": board_words.rule_in_words(rule.kind, rule.limit),
        "lit": found.lit,
        "warning": board_words.warning_of(found) if rule.is_on else "",
    }


def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The office changes a rule; the page says what it does today, and afterwards which projects turned by it."""
    place = _place(request, Role.OFFICE)
    found = get_object_or_404(BoardRule.objects.kept_by(place), pk=pk)
    form = BoardRuleForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            turned = board_rules.change(found, form.said, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refused:
            found.refresh_from_db()
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _saved(found, turned))
            return redirect("commissioning:board_rule", pk)
    found = BoardRule.objects.kept_by(place).get(pk=pk)
    line = _line(found, board.known(board.projects_of(place)))
    turns = [{"turn": one, "address": page_of(one.project)} for one in found.turns.select_related("project")[:LATEST]]
    context = {"rule": found, "line": line, "form": form, "turns": turns}
    return render(request, "commissioning/board_rule.html", context, status=422 if form.errors else 200)


def _saved(rule: BoardRule, turned: list[Turn]) -> str:
    words = ngettext(
        "规则 %(number)s 已保存，%(n)s 个项目换了颜色。", "规则 %(number)s 已保存，%(n)s 个项目换了颜色。", len(turned)
    )
    return words % {"number": rule.number, "n": len(turned)}


def rule_adding(request: HttpRequest, kind: str) -> HttpResponse:
    """One more rule of a kind."""
    place = _place(request, Role.OFFICE)
    if kind not in RULES:
        raise Http404
    new = BoardRule(subdistrict=place, kind=kind)
    form = BoardRuleForm(new, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = board_rules.add(place, kind, form.said, by=request.user)
        except Refused as refused:
            form = form.refused(refused.refusal.code, refused.sentence)
        else:
            messages.success(request, _("规则 %(number)s 已添加。") % {"number": added.number})
            return redirect("commissioning:board_rules")
    context = {"rule": new, "title": board_words.WORDS[kind].title, "form": form}
    return render(request, "commissioning/board_rule.html", context, status=422 if form.errors else 200)


def light(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being done about a light."""
    rows = commissioning.Light.objects.visible_to(request.user).select_related("project", "rule")
    found = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        refuse_if(board_policy.why_not_answer(request.user, found))
    form = LightNoteForm(request.POST if request.method == "POST" else None)
    about = {
        "title": _("已知悉"),
        "verb": _("保存说明"),
        "said": _("已说明，灯还亮着，事实变了才会灭。"),
        "back": page_of(found.project),
        "line": board_words.sentence_of(found),
    }
    return answer(
        request, form, lambda given: marking.note(found, given["note"], by=request.user), found.project, about
    )
