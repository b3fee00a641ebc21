"""Every row looked at before it comes in: what is wrong, and what was meant."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.jobs import OPEN, Job, JobState
from guihua.core.jobs.ending import failure_words
from guihua.core.refusal import Refused, refuse_if
from guihua.desk import checks, importing, policy
from guihua.desk.actions import imports as actions
from guihua.desk.actions import recordings
from guihua.desk.drafts import Draft
from guihua.desk.models import Import
from guihua.desk.previews import ALL, ASIDE, CLOSED, KNOWN_BY, STATES, TROUBLE, Preview
from guihua.desk.views.imports import CHECK, own, steps_at, typed_why

LONGEST_SEARCH = 60
FEW = 3  # mistakes that one tap mends everywhere, in the open


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    if not found.is_draft or found.is_being_written:
        return redirect("desk:import", pk)
    draft = actions.draft_of(found)
    if not draft.is_laid_out:
        return redirect("desk:import", pk)
    if not checks.is_fresh(found, draft) and (job := _to_check(found, request.user)):
        return redirect("desk:job", job.pk) if job.state in OPEN else _unchecked(request, found, job)
    return _page(request, found, draft)


def _page(request: HttpRequest, found: Import, draft: Draft, refused: str = "") -> HttpResponse:
    preview = preview_of(found, draft, request.user)
    shown = _shown(request, found, draft, preview)
    shown |= {"may_be_closed": policy.writes_into_closed_months(found), "refused": refused, "why": typed_why(request)}
    shown["closed_title"] = _closed_title(preview.counts[CLOSED])
    if wanted := request.POST.get("wanted", "").strip()[:LONGEST_SEARCH]:
        shown |= _looked_for(preview, wanted)
    return render(request, "desk/imports/check.html", shown, status=409 if refused else 200)


def _closed_title(rows: int) -> str:
    return _("%(n)d 行落在已经结账的月份") % {"n": rows} if rows else _("落在已结账月份里的行")


@require_POST
@login_required
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows come in, or none. A refusal is said where the file is, since its sender is going to do something about it."""
    found = own(request, pk)
    try:
        recordings.record(found, by=request.user, why=typed_why(request))
    except importing.BadRows:
        actions.check_again(found, by=request.user)
        messages.success(request, _("名录刚有变动，又核对了一遍：有几处要改，一行都没有写入。"))
        return redirect("desk:import_check", pk)
    except Refused as refused:
        now = own(request, pk)
        refuse_if(policy.why_not_change(request.user, now))
        draft = actions.draft_of(now)
        if not draft.is_laid_out:
            raise
        return _page(request, now, draft, refused.sentence)
    return redirect("desk:import", pk)


def _to_check(found: Import, by: Any) -> Job | None:
    """The job in whose hands a file of very many rows is, or the one that came to nothing."""
    if found.rows <= settings.GUIHUA_ROWS_CHECKED_AT_ONCE:
        return None
    if not found.job or found.job.state == JobState.DONE or found.job.name != actions.CHECK:
        found = actions.check_again(found, by=by)
    return found.job


def _unchecked(request: HttpRequest, found: Import, job: Job) -> HttpResponse:
    """The check was cancelled, or failed: nothing can be said of the rows, but the file can still be dealt with."""
    context = {"import": found, "steps": steps_at(CHECK), "failure": failure_words(job)}
    return render(request, "desk/imports/unchecked.html", context)


def _looked_for(preview: Preview, wanted: str) -> dict[str, Any]:
    """Never in the address: what is looked for is somebody's name."""
    count, lines = preview.looked_for(wanted)
    return {"wanted": wanted, "count": count, "lines": lines, "columns": preview.mended_first}


def preview_of(found: Import, draft: Draft, by: Any) -> Preview:
    columns = checks.columns_of(found)
    return Preview(checks.sheet_of(found, draft, columns), columns, checks.of(found, draft, by=by), draft)


def _shown(request: HttpRequest, found: Import, draft: Draft, preview: Preview) -> dict[str, Any]:
    counts = preview.counts
    only = _only(request, counts)
    at = request.GET.get("at", "")
    place = int(at) if at.isdigit() else None
    page, lines = preview.page(only, request.GET.get("page"), place)
    again = checks.repeated(preview.sheet, preview.marks, preview.columns)
    return {
        "import": found,
        "steps": steps_at(CHECK),
        "counts": counts,
        "tabs": _tabs(counts),
        "only": only,
        "columns": preview.columns_of(only),
        "failed": _failed(found),
        "wanted": "",
        "titles": KNOWN_BY,
        "names_people": any(column.name == "姓名" for column in preview.columns),
        "page": page,
        "lines": lines,
        "notes": preview.notes,
        "asides": preview.sheet.asides,
        "unsaid": checks.unsaid(preview.sheet, preview.columns),
        "again": again[:FEW],
        "more_again": again[FEW : 10 * FEW],
        "edits": len(draft.edits),
        "is_worksheet": draft.worksheet,
        "query": request.GET,
        **_places(preview, place),
    }


def _tabs(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """What one can look at alone: its word in the address, on screen, and how many rows it has."""
    words = {
        ALL: _("全部"),
        TROUBLE: _("要处理"),
        "new": _("新增"),
        "changed": _("更正"),
        "same": _("已有"),
        "sealed": _("保密"),
        CLOSED: _("已结账"),
        ASIDE: _("不导入"),
    }
    return [(only, word, counts[only]) for only, word in words.items() if counts[only] or only in (ALL, TROUBLE)]


def _failed(found: Import) -> str:
    """Why the last attempt to write it came to nothing, "" where none did."""
    job = found.job
    return failure_words(job) if job and job.name == recordings.WORK and job.state == JobState.FAILED else ""


def _only(request: HttpRequest, counts: dict[str, int]) -> str:
    asked = request.GET.get("only", "")
    if asked in (ALL, TROUBLE, ASIDE, CLOSED, *STATES):
        return asked
    return TROUBLE if counts["trouble"] else ALL


def _places(preview: Preview, place: int | None) -> dict[str, Any]:
    """Which trouble one is at, and the ones beside it."""
    last = len(preview.places) - 1
    now = min(place or 0, last)
    return {
        "places": len(preview.places),
        "now": now + 1,
        "before": now - 1 if now > 0 else None,
        "after": (now if place is None else now + 1) if now < last or place is None else None,
    }
