"""Periodic reports: all of them, one as it is read and decided, and as its provider writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers, report_paper, sent_files, told
from guihua.commissioning import report_policy as policy
from guihua.commissioning.actions import reporting
from guihua.commissioning.report_forms import ReportFileForm, ReportForm, ReturningForm
from guihua.core import listing, uploads
from guihua.core.refusal import Refused, refuse_if
from guihua.core.uploads.kinds import KINDS
from guihua.desk import report_figures, report_listing, reported
from guihua.desk.pack import word
from guihua.desk.permission_terms import READING
from guihua.directory.models import users

Report = commissioning.PeriodicReport
SAID = {
    "submit": gettext_lazy("报告已提交，街道办公室会收到通知。"),
    "check": gettext_lazy("已核对，由街道办公室接受。"),
    "accept": gettext_lazy("报告已接受。"),
    "send_back": gettext_lazy("已退回，承接机构会收到原因。"),
}


@login_required
def reports(request: HttpRequest) -> HttpResponseBase:
    if not users.holds(request.user, *READING):
        raise Http404
    rows = report_listing.rows_for(request.user)
    return listing.answer(request, report_listing.listing(years_of(rows)), rows)


def years_of(rows: Any) -> list[int]:
    return sorted(set(rows.order_by().values_list("last__year", flat=True)), reverse=True)


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, and what whoever may does with it."""
    found, form, status = _visible(request, pk), ReturningForm(), 200
    if request.method == "POST":
        step = request.POST.get("step", "")
        form, status = ReturningForm(request.POST if step == "send_back" else None), 422
        if step == "submit":
            return _submitted(request, found)
        if save := _save(found, step, form, request.user):
            save()
            messages.success(request, SAID[step])
            return redirect(told.report_page(found))
    return _page(request, found, form, status)


def _save(found: Report, step: str, form: ReturningForm, by: Any) -> Callable[[], Any] | None:
    """What is to be done; None where that is not said, or not whole."""
    if step == "check":
        return lambda: reporting.check(found, by=by)
    if step == "accept":
        return lambda: reporting.accept(found, by=by)
    if step == "send_back" and form.is_valid():
        return lambda: reporting.send_back(found, **form.cleaned_data, by=by)
    return None


def _submitted(request: HttpRequest, found: Report) -> HttpResponse:
    """With what the records say, if that is what its page showed; else they are shown anew."""
    now = report_figures.of(found)
    if request.POST.get("seen") != _mark(now):
        refuse_if(policy.why_not_submit(request.user, found))
        messages.warning(request, _("记录刚刚有变化，数字已经换成最新的。请核对后再提交。"))
        return _page(request, found, ReturningForm(), 409)
    reporting.submit(found, now, by=request.user)
    messages.success(request, SAID["submit"])
    return redirect(told.report_page(found))


def _mark(figures: list[report_paper.Figure]) -> str:
    return offers.mark([(one.code, one.part, one.amount) for one in figures])


def _page(request: HttpRequest, found: Report, form: ReturningForm, status: int) -> HttpResponse:
    user, versions = request.user, list(found.versions.select_related("submitted_by", "checked_by", "decided_by"))
    writes = policy.writes(user, found)
    version = None if writes and found.is_unsent else next(iter(versions), None)
    asked = request.GET.get("version", "")
    version = next((one for one in versions if str(one.number) == asked), version)
    is_read = version is not None or writes
    now = report_figures.of(found) if is_read else []
    context = {
        "report": found,
        "project": found.project,
        "versions": versions,
        "version": version,
        "is_read": is_read,
        "sections": reported.of(found, version, now).sections if is_read else [],
        "differs": version is not None and report_paper.figures_of(version.paper) != now,
        "files": commissioning.ReportFile.objects.visible_to(user).filter(report=found),
        "form": form,
        "seen": _mark(now),
        "may_write": policy.why_not_write(user, found) is None,
        "not_submitted": policy.why_not_submit(user, found),
        "may_check": policy.why_not_check(user, found) is None,
        "may_accept": policy.why_not_accept(user, found) is None,
        "may_send_back": policy.why_not_send_back(user, found) is None,
        "back": reverse("desk:project_reports", args=[found.project_id]),
    }
    return render(request, "desk/report/report.html", context, status=status)


def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    """As it was submitted last; to its provider, before it is, as it is drafted."""
    found = _visible(request, pk)
    writes = policy.writes(request.user, found)
    version = None if writes and found.is_unsent else found.versions.first()
    if version is None and not writes:
        raise Http404
    content = word.written(reported.of(found, version, report_figures.of(found)), request.build_absolute_uri)
    answer = HttpResponse(content, content_type=KINDS[".docx"].media_type)
    name = _("%(number)s %(period)s定期报告.docx") % {"number": found.project.number, "period": found.period}
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def writing(request: Any, pk: int) -> HttpResponse:
    """The texts. What is right is kept, whatever else is wrong; htmx sends them while somebody types."""
    found = _visible(request, pk)
    refuse_if(policy.why_not_write(request.user, found))
    if request.method != "POST":
        return _written(request, found, ReportForm(found))
    form = ReportForm(found, request.POST)
    form.is_valid()
    try:
        saved = reporting.save(found, form.values, seen=form.marks, by=request.user, quietly=bool(request.htmx))
    except reporting.Clashed as clashed:
        return _clashed(request, found, form, clashed)
    form.marks |= offers.marks(form.values)
    if request.htmx:
        return _kept(request, form, at=timezone.localtime(saved.saved_at) if saved.saved_at else None)
    if form.errors:
        return _written(request, found, form, status=422)
    messages.success(request, _("草稿已保存。"))
    onward = "desk:periodic_report" if request.POST.get("deed") == "check" else "desk:report_writing"
    return redirect(onward, found.pk)


def _clashed(request: Any, found: Report, form: ReportForm, clashed: reporting.Clashed) -> HttpResponse:
    """All that was typed again, with what a colleague wrote meanwhile."""
    if request.htmx:
        return _kept(request, form, refused=clashed.sentence)
    form.add_error(None, clashed.sentence)
    now = _visible(request, found.pk)
    form.face(now, clashed.parts)
    theirs = [(reported.WORDS[name], now.texts[name]) for name in clashed.parts]
    return _written(request, now, form, status=409, theirs=theirs)


def _written(request: HttpRequest, found: Report, form: ReportForm, status: int = 200, **more: Any) -> HttpResponse:
    before = Report.objects.filter(project=found.project_id, last__lt=found.first).order_by("-last").first()
    context = {
        "report": found,
        "project": found.project,
        "form": form,
        "sections": reported.figures(report_figures.of(found)),
        "before": before,
        "said_before": [(words, before.texts[name]) for name, words in reported.WORDS.items()] if before else [],
        "sent_back": found.versions.exclude(why="").select_related("decided_by").first(),
        "theirs": [],
        "at": None,
        "refused": "",
        **more,
    }
    return render(request, "desk/report/writing.html", context, status=status)


def _kept(request: HttpRequest, form: ReportForm, at: Any = None, refused: str = "") -> HttpResponse:
    return render(request, "desk/report/writing.html#kept", {"form": form, "at": at, "refused": refused})


def file_adding(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    refuse_if(policy.why_not_write(request.user, found))
    is_sent = request.method == "POST"
    form = ReportFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    back = told.report_page(found)
    if is_sent and form.is_valid():
        try:
            reporting.add_file(found, form.called, form.cleaned_data["file"], by=request.user)
        except (uploads.NoRoom, Refused) as refused:
            form.add_error("file", refused.sentence)
        else:
            messages.success(request, _("文件已经传好。"))
            return redirect(back)
    context = {"form": form, "project": found.project, "back": back, "line": found.period}
    return render(request, "commissioning/file.html", context, status=422 if form.errors else 200)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(commissioning.ReportFile.objects.visible_to(request.user), pk=pk)
    return sent_files.answer(lambda: reporting.content_of(found), str(found), found.suffix)


@require_POST
def file_removing(request: HttpRequest, pk: int) -> HttpResponse:
    rows = commissioning.ReportFile.objects.visible_to(request.user).select_related("report__project")
    found = get_object_or_404(rows, pk=pk)
    reporting.remove_file(found, by=request.user)
    messages.success(request, _("已删除「%(name)s」。") % {"name": found})
    return redirect(told.report_page(found.report))


def _visible(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.visible_to(request.user).select_related(
        "project__domain", "project__provider", "project__subdistrict", "saved_by"
    )
    found: Report = get_object_or_404(rows, pk=pk)
    return found
