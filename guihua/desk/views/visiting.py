"""A visit is written down on one page, with a signal or without; and it is said that it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_policy
from guihua.commissioning.actions import visits
from guihua.commissioning.visit_forms import VisitForm
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.delivery.offline import keepable
from guihua.desk import visiting

FIELD_OF = {"sent-elsewhere": "project", "not-bought": "project", "unavailable": "photos"}


@dataclass(frozen=True)
class Sheet:
    """One page: of any project that a phone may keep, or of a single one of a confidential domain."""

    request: HttpRequest
    asked: commissioning.Project | None

    @property
    def is_keepable(self) -> bool:
        return self.asked is None or not self.asked.domain.is_confidential

    def form_of(self, data: Any = None) -> VisitForm:
        user = self.request.user
        single = visiting.projects(user).filter(pk=self.asked.pk) if self.asked else None
        projects = visiting.open_projects(user) if self.is_keepable or single is None else single
        files = None if data is None else self.request.FILES
        begun = visiting.begun(self.asked or projects.first())
        return VisitForm(projects, data, takes_photos=self.is_keepable, files=files, initial=begun)

    @property
    def hint(self) -> str:
        """Where the projects are that a phone may not keep: said without naming any."""
        kept_apart = visiting.projects(self.request.user).filter(domain__is_confidential=True)
        if not self.is_keepable or not kept_apart.exists():
            return ""
        return _("保密领域的项目不在这里：打开那个项目，点「记一次走访」，要有信号。")

    def show(self, form: VisitForm) -> HttpResponse:
        context = {
            "sheet": self,
            "form": form,
            "back": reverse("desk:watched"),
            "sent_photos": bool(self.request.FILES),
        }
        return render(self.request, "desk/visiting.html", context, status=422 if form.errors else 200)


def visit_adding(request: HttpRequest) -> HttpResponse:
    """?project= says of which project."""
    refuse_if(visit_policy.why_not_visit_at_all(request.user))
    sheet = Sheet(request, _asked(request))
    if request.POST.get("deed") == "save":
        return _save(sheet)
    answer = sheet.show(sheet.form_of())
    return keepable(request, answer) if sheet.is_keepable else answer


def _asked(request: HttpRequest) -> commissioning.Project | None:
    asked = request.GET.get("project", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    found: commissioning.Project = get_object_or_404(visiting.projects(request.user), pk=int(asked))
    return found


def _save(sheet: Sheet) -> HttpResponse:
    form = sheet.form_of(sheet.request.POST)
    if not form.is_valid():
        return sheet.show(form)
    given = form.cleaned_data
    try:
        visit = visits.enter(
            given["project"],
            form.said,
            by=sheet.request.user,
            sent_as=given["sent_as"],
            raised=form.raised,
            pictures=given.get("photos", ()),
        )
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise
        code = FIELD_OF.get(refused.refusal.code, refused.refusal.code)
        form.add_error(code if code in form.fields else None, refused.sentence)
        return sheet.show(form)
    return redirect("desk:visit_saved", visit.pk)


def visit_saved(request: HttpRequest, pk: int) -> HttpResponse:
    """Said on a page of its own, by which a phone knows that it need not keep the visit any more."""
    rows = commissioning.LiaisonVisit.objects.visible_to(request.user).select_related("project")
    found = get_object_or_404(rows, pk=pk)
    refuse_if(visit_policy.why_not_correct(request.user, found))
    context = {"visit": found, "tasks": found.tasks.count(), "photos": found.photos.count()}
    return render(request, "desk/visit_saved.html", context)
