"""Who may open what, for those who answer for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guihua.desk.permissions import WORDS, everybody, matrix
from guihua.directory.models import Role, users


@require_safe
def permissions(request: Any) -> HttpResponse:
    """The whole table, as it holds for everybody."""
    if not users.holds(request.user, Role.OFFICE, Role.AUDITOR, Role.SECURITY, Role.AUDIT):
        raise Http404
    heads = everybody()
    rows = [{"one": one, "cells": [_cell(one.answers[who]) for who in heads]} for one in matrix()]
    return render(request, "desk/permissions.html", {"heads": list(heads.values()), "rows": rows})


def _cell(answer: Any) -> dict[str, Any]:
    return {"answer": answer, "words": WORDS[answer]}
