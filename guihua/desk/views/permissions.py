"""Who may open what, for those who answer for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guihua.desk.permissions import WORDS, Answer, Permission, everybody, matrix
from guihua.directory.models import Role, users

ALL = "all"
TOLD = (Answer.ALLOWED, Answer.DENIED, Answer.HIDDEN, Answer.SIGN_IN)


@require_safe
def permissions(request: Any) -> HttpResponse:
    """What one role may do, or the whole table, as it holds for everybody."""
    if not users.holds(request.user, Role.OFFICE, Role.AUDITOR, Role.SECURITY, Role.AUDIT):
        raise Http404
    heads = everybody()
    asked = request.GET.get("role", "")
    who = asked if asked in heads or asked == ALL else str(Role.OFFICE)
    context = {"who": who, "choices": [*heads.items(), (ALL, _("全部角色"))], "is_whole": who == ALL}
    context |= _whole(heads) if who == ALL else {"parts": _parts(who)}
    return render(request, "desk/permissions.html", context)


def _whole(heads: dict[str, Any]) -> dict[str, Any]:
    rows = [{"one": one, "cells": [_cell(one.answers[who]) for who in heads]} for one in matrix()]
    return {"heads": list(heads.values()), "rows": rows}


def _parts(who: str) -> list[dict[str, Any]]:
    """What the role may do, what it is denied, what it does not see."""
    met: dict[Answer, list[Permission]] = {answer: [] for answer in TOLD}
    for one in matrix():
        met[one.answers[who]].append(one)
    return [_cell(answer) | {"rows": rows} for answer, rows in met.items() if rows]


def _cell(answer: Answer) -> dict[str, Any]:
    return {"answer": answer, "words": WORDS[answer]}
