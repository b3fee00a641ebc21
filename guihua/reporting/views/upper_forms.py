"""The forms that the upper level sends: they come in, their cells are mapped, and they go out filled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import clock, inplace, uploads
from guihua.core.refusal import Refused
from guihua.directory.models import Subdistrict
from guihua.reporting import upper_grid, upper_values
from guihua.reporting.actions import upper_forms
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.models import FormCell, UpperForm
from guihua.reporting.models.upper_forms import FILLING
from guihua.reporting.upper_form_forms import CellForm, TimeForm, UploadForm, as_typed
from guihua.reporting.views.reports import WORKBOOK


@login_required
def upper_list(request: HttpRequest) -> HttpResponse:
    subdistrict = get_object_or_404(Subdistrict.objects.held_by(request.user, *FILLING)[:1])
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        name = form.cleaned_data["file"].name
        try:
            found, is_known = upper_forms.receive(
                subdistrict, form.content, name=name, workbook=form.workbook, by=request.user
            )
        except uploads.NoRoom as full:
            form.add_error("file", full.sentence)
        else:
            if is_known:
                messages.success(request, _("认得这张表：沿用上次对好的 %(n)d 格。") % {"n": found.cells.count()})
            return redirect("reporting:upper_form", found.pk)
    there = UpperForm.objects.visible_to(request.user).select_related("by").annotate(mapped=Count("cells"))
    context = {"form": form, "there": there}
    return render(request, "reporting/upper_forms.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, pk: int) -> tuple[UpperForm, Book]:
    form = get_object_or_404(UpperForm.objects.visible_to(request.user).select_related("subdistrict"), pk=pk)
    try:
        return form, open_book(form.subdistrict.code)
    except NoFactsYet as none:
        raise Http404 from none


@login_required
def upper_form(request: HttpRequest, pk: int) -> HttpResponse:
    form, book = _opened(request, pk)
    workbook = inplace.opened(upper_forms.content_of(form))
    cell_form = CellForm(book, initial=_typed(form, workbook, request))
    return _shown(request, form, book, workbook, cell_form)


def _page(workbook: inplace.Workbook, request: HttpRequest) -> inplace.Page:
    """The worksheet that is looked at: the one that is asked for, else the first."""
    asked = request.GET.get("sheet", "")
    return workbook.pages.get(asked) or next(iter(workbook.pages.values()))


def _typed(form: UpperForm, workbook: inplace.Workbook, request: HttpRequest) -> dict[str, Any]:
    """What is said of the cell that was tapped."""
    asked = request.GET.get("cell", "")
    there = form.cells.filter(sheet=_page(workbook, request).name, cell=asked).first()
    return as_typed(there) if there else {"cell": asked}


def _time_form(book: Book, data: Any) -> TimeForm:
    years = book.years[::-1]
    chosen = {"year": data.get("year") or (clock.running(years) if years else ""), "period": data.get("period", "")}
    return TimeForm(years, chosen)


def _shown(
    request: HttpRequest, form: UpperForm, book: Book, workbook: inplace.Workbook, cell_form: CellForm
) -> HttpResponse:
    page, time_form = _page(workbook, request), _time_form(book, request.GET)
    filled = upper_values.of(form, workbook, book, time_form.time) if time_form.is_valid() else []
    own = {one.cell.cell: one for one in filled if one.cell.sheet == page.name}
    context = {
        "upper": form,
        "filled": filled,
        "can_fill": any(one.value is not None for one in filled),
        "grid": upper_grid.shown(workbook, page, own),
        "page_name": page.name,
        "page_names": [(name, name) for name in workbook.pages],
        "time_form": time_form,
        "cell_form": cell_form,
        "asked_cell": cell_form["cell"].value(),
        "query": _here(request),
        "written_at": book.written_at,
    }
    return render(request, "reporting/upper_form.html", context, status=422 if cell_form.errors else 200)


def _here(request: HttpRequest) -> str:
    """The time and the worksheet that are looked at, so that a deed leads back to them."""
    return urlencode({name: request.GET[name] for name in ("year", "period", "sheet") if request.GET.get(name)})


@require_POST
@login_required
def upper_cell(request: HttpRequest, pk: int) -> HttpResponse:
    form, book = _opened(request, pk)
    workbook = inplace.opened(upper_forms.content_of(form))
    cell_form = CellForm(book, request.POST)
    if cell_form.is_valid():
        wanted = cell_form.wanted(_page(workbook, request).name)
        try:
            upper_forms.set_cell(form, wanted, workbook=workbook, book=book, by=request.user)
        except Refused as refused:
            cell_form.add_error(upper_forms.refused_field(refused), refused.sentence)
        else:
            messages.success(request, _("%(cell)s 对好了。") % {"cell": wanted.cell})
            return _back(request, form)
    return _shown(request, form, book, workbook, cell_form)


def _back(request: HttpRequest, form: UpperForm) -> HttpResponse:
    return redirect(f"{reverse('reporting:upper_form', args=[form.pk])}?{_here(request)}")


@require_POST
@login_required
def upper_cell_clearing(request: HttpRequest, pk: int, cell: int) -> HttpResponse:
    form, _book = _opened(request, pk)
    found = get_object_or_404(FormCell.objects.filter(form=form), pk=cell)
    upper_forms.clear_cell(found, by=request.user)
    return _back(request, form)


@require_POST
@login_required
def upper_filling(request: HttpRequest, pk: int) -> HttpResponse:
    form, book = _opened(request, pk)
    time_form = _time_form(book, request.POST)
    if not time_form.is_valid():
        raise Http404
    content = upper_forms.fill(form, time_form.time, book=book, by=request.user)
    answer = HttpResponse(content, WORKBOOK)
    answer["Content-Disposition"] = content_disposition_header(True, f"{form.title}-{time_form.time.title}.xlsx")
    return answer


@require_POST
@login_required
def upper_removing(request: HttpRequest, pk: int) -> HttpResponse:
    form, _book = _opened(request, pk)
    upper_forms.remove(form, by=request.user)
    messages.success(request, _("「%(title)s」已经删掉。") % {"title": form.title})
    return redirect("reporting:upper_forms")
