"""The office writes around a year's figures, looks at what everybody would read, publishes it and withdraws it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.refusal import Refused, refuse_if
from guihua.directory.models import Subdistrict
from guihua.reporting import policy, story
from guihua.reporting.access import overseen_by
from guihua.reporting.actions import editions
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.forms import PassagesForm, PublishingForm, WithdrawingForm
from guihua.reporting.models import DirtyMonth, Edition, Passage
from guihua.reporting.views import stories


def _of_the_office(request: HttpRequest, year: int) -> tuple[Subdistrict, Book]:
    """Whose report the user writes, and its numbers. 404 without numbers of the year; others who oversee are told why not."""
    subdistrict = overseen_by(request.user)
    refuse_if(policy.why_not_write(request.user, subdistrict))
    try:
        book = open_book(subdistrict.code)
    except NoFactsYet as none:
        raise Http404 from none
    if not book.knows(year):
        raise Http404
    return subdistrict, book


def words(request: HttpRequest, year: int) -> HttpResponse:
    subdistrict, _book = _of_the_office(request, year)
    form = PassagesForm(_there(subdistrict, year), request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not (crossed := _write(form, subdistrict, year, request.user)):
            messages.success(request, _("已保存。发布以后，大家才看得到。"))
            return redirect("reporting:report", year)
        form = _again(crossed, subdistrict, year, request)
    context = {"year": year, "form": form}
    return render(request, "reporting/words.html", context, status=422 if form.errors else 200)


def _there(subdistrict: Subdistrict, year: int) -> dict[str, Passage]:
    passages = Passage.objects.of_report(subdistrict, year).select_related("by")
    return {passage.place: passage for passage in passages}


def _write(form: PassagesForm, subdistrict: Subdistrict, year: int, by: Any) -> dict[str, str]:
    """Writes each place; returns by place why it could not, where somebody else wrote there meanwhile."""
    crossed = {}
    for place, text, seen in form.written():
        try:
            editions.write(subdistrict, year, place, text, seen=seen, by=by)
        except Refused as refused:
            crossed[place] = refused.sentence
    return crossed


def _again(crossed: dict[str, str], subdistrict: Subdistrict, year: int, request: HttpRequest) -> PassagesForm:
    """What was typed, with what stands there now beside it; who saves again has seen it."""
    there, typed = _there(subdistrict, year), request.POST.copy()
    for place, passage in there.items():
        typed[f"seen_{place}"] = str(passage.version)
    form = PassagesForm(there, typed)
    for place, sentence in crossed.items():
        form.add_error(place, sentence)
    return form


def preview(request: HttpRequest, year: int) -> HttpResponse:
    """What everybody would read if it were published now."""
    subdistrict, book = _of_the_office(request, year)
    context = story.tell(story.opened(story.for_everybody(book, year)), None) | {
        "on_site": True,
        "is_preview": True,
        "is_open_to_all": True,
        "passages": Passage.objects.of_report(subdistrict, year).words(),
        "stories": stories.picked(subdistrict, year),
        "years": [year],
    }
    return render(request, "reporting/report.html", context)


def publishing(request: HttpRequest, year: int) -> HttpResponse:
    """The year's editions, and a form for the next."""
    subdistrict, book = _of_the_office(request, year)
    form = PublishingForm(request.POST if request.method == "POST" else None, initial={"generation": book.generation})
    if form.is_valid():
        try:
            edition = editions.publish(subdistrict, year, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form = _refused(request, refused, book)
        else:
            messages.success(request, _("第 %(n)d 版已经发布，谁都可以看。") % {"n": edition.number})
            return redirect("reporting:editions", year)
    return _editions(request, subdistrict, year, form, WithdrawingForm())


def _refused(request: HttpRequest, refused: Refused, book: Book) -> PublishingForm:
    """What was typed, and the generation that is told now: whoever publishes again has been told."""
    typed = request.POST.copy()
    typed["generation"] = book.generation
    form = PublishingForm(typed)
    form.add_error("note" if refused.refusal.code == "no-note" else None, refused.sentence)
    return form


def _editions(
    request: HttpRequest, subdistrict: Subdistrict, year: int, form: PublishingForm, withdrawal: WithdrawingForm
) -> HttpResponse:
    published = Edition.objects.of_report(subdistrict, year)
    context = {
        "year": year,
        "form": form,
        "withdrawal": withdrawal,
        "editions": published.select_related("by", "withdrawn_by").defer("told"),
        "open": published.open_to_all().first(),
        "is_stale": DirtyMonth.objects.of(subdistrict.code).exists(),
    }
    return render(request, "reporting/editions.html", context, status=422 if form.errors or withdrawal.errors else 200)


@require_POST
def withdrawing(request: HttpRequest, year: int) -> HttpResponse:
    subdistrict, book = _of_the_office(request, year)
    edition = Edition.objects.of_report(subdistrict, year).first()
    form = WithdrawingForm(request.POST)
    if edition is None or not form.is_valid():
        return _editions(request, subdistrict, year, PublishingForm(initial={"generation": book.generation}), form)
    editions.withdraw(edition, **form.cleaned_data, by=request.user)
    messages.success(request, _("第 %(n)d 版已经撤回，外面的人看不到了。") % {"n": edition.number})
    return redirect("reporting:editions", year)
