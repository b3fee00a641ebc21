"""One session is entered or corrected: a page that also works without a script, and keeps what is typed and ticked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.refusal import FORBIDDEN, UNAVAILABLE, Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.delivery import candidates, closing_pages, policy, starting, ticking
from guihua.delivery import models as delivery
from guihua.delivery.actions import codenames, recording
from guihua.delivery.calc.months import last_day
from guihua.delivery.forms import SessionForm, as_typed, as_uuid
from guihua.delivery.models import Part
from guihua.delivery.offline import keepable
from guihua.delivery.ticking import Ticking
from guihua.delivery.views import returning
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.directory.typed import typed_here

SAVING = ("save", "anyway")
FIELD_OF = {"future": "day", "too-early": "day", "month-closed": "day", "stopped": "day"}  # where a refusal stands
FIELD_OF |= {"too-many": "photos", UNAVAILABLE: "photos"}


@dataclass
class Sheet:
    """What the page shows: the form and the roster of one session, new or on file."""

    request: HttpRequest
    subdistrict: directory.Subdistrict
    project: commissioning.Project | None
    session: delivery.Session | None = None  # that is corrected
    lasts: list[delivery.Session] = field(default_factory=list)
    opened: dict[int, str] = field(default_factory=dict)
    warns: bool = False
    asks_why: bool = False  # the month is closed

    @property
    def back(self) -> str:
        """Where somebody came from who mends a month."""
        return returning.back(self.request, self.project)

    @property
    def is_keepable(self) -> bool:
        """A phone may keep the page and what is typed in it until there is a signal. Who mends a month sits at a desk."""
        is_confidential = self.project is not None and self.project.domain.is_confidential
        return self.session is None and not is_confidential and not self.back

    @property
    def may_read(self) -> bool:
        """The names behind the codenames of a confidential project."""
        project = self.project
        return project is not None and project.domain.is_confidential and policy.works_on(self.request.user, project)

    def form_of(self, data: Any = None, **initial: Any) -> SessionForm:
        corrects = self.session is not None
        return SessionForm(
            self.subdistrict,
            self.project,
            data,
            corrects=corrects,
            asks_why=self.asks_why,
            takes_photos=not corrects and policy.why_not_photograph(self.request.user, self.project) is None,
            files=None if data is None else self.request.FILES,
            initial=initial,
        )

    def show(self, form: SessionForm, ticked: Ticking, status: int = 200) -> HttpResponse:
        ticking.tell_who_is_known(self.subdistrict, ticked)
        offered = ticking.offered(
            self.subdistrict, self.project, ticked, self.session, self.opened, by=self.request.user
        )
        last = self.session.corrections.order_by("-pk").first() if self.session else None
        context = {
            "sheet": self,
            "form": form,
            "ticking": ticked,
            "offered": offered,
            "parts": Part.choices,
            "may_read": self.may_read,
            "seen": last.pk if last else 0,
            "closed": closing_pages.closed(self.request.user, self.session) if self.session else None,
            "back": self.back or (page_of(self.session) if self.session else reverse("delivery:record")),
            "sent_photos": bool(self.request.FILES),
        }
        return render(self.request, "delivery/entry.html", context, status=status)


def session_adding(request: HttpRequest) -> HttpResponse:
    """A new session: ?project= says of which project (0: the office's own), ?like= as which other session."""
    refuse_if(policy.why_not_record_at_all(request.user))
    if "project" not in request.GET:
        return redirect("delivery:record")
    subdistrict, project = _asked(request)
    refuse_if(policy.why_not_record_session(request.user, subdistrict, project))
    sheet = Sheet(request, subdistrict, project, lasts=starting.last_sessions(subdistrict, project))
    if request.method == "POST":
        return _answer(sheet, request.POST)
    if typed := typed_here(request):
        kept = QueryDict(mutable=True)
        for name, values in typed.items():
            kept.setlist(name, values)
        return sheet.show(sheet.form_of(**as_typed(kept, _sent_as(kept))), Ticking.of_post(kept))
    answer = _begin(sheet, request.GET.get("like", ""))
    return keepable(request, answer) if sheet.is_keepable else answer


def session_correcting(request: HttpRequest, pk: int) -> HttpResponse:
    sessions = delivery.Session.objects.open_to(request.user)
    related = sessions.select_related("subdistrict", "project__domain", "project__year", "activity__campaign")
    session: delivery.Session = get_object_or_404(related, pk=pk)
    refuse_if(policy.why_not_record_session(request.user, session.subdistrict, session.project))
    sheet = Sheet(request, session.subdistrict, session.project, session)
    if request.method == "POST":
        return _answer(sheet, request.POST)
    form = sheet.form_of(sent_as=uuid4(), **starting.as_it_stands(session))
    return sheet.show(form, Ticking(candidates.at(session)))


def _asked(request: HttpRequest) -> tuple[directory.Subdistrict, commissioning.Project | None]:
    """Of which project, among those that the user sees; 0 stands for what the office holds itself."""
    asked = request.GET.get("project", "")
    if asked == "0":
        return get_object_or_404(directory.Subdistrict.objects.held_by(request.user, users.Role.OFFICE)[:1]), None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    seen = commissioning.Project.objects.open_to(request.user).select_related("subdistrict", "domain", "year")
    project = get_object_or_404(seen, pk=int(asked))
    return project.subdistrict, project


def _begin(sheet: Sheet, asked: str) -> HttpResponse:
    """As that other session was, or empty but for where and how long it was last time."""
    if (like := _like(sheet, asked)) is not None:
        form = sheet.form_of(sent_as=uuid4(), **starting.like(like))
        return sheet.show(form, Ticking(candidates.at(like)))
    begun = starting.plain(sheet.lasts[0] if sheet.lasts else None)
    if sheet.back and (month := returning.month_asked(sheet.request)):
        begun["day"] = last_day(month)
    return sheet.show(sheet.form_of(sent_as=uuid4(), **begun), Ticking(candidates.Ticked({})))


def _like(sheet: Sheet, asked: str) -> delivery.Session | None:
    if not asked.isdecimal() or len(asked) > 18:
        return None
    of_project = delivery.Session.objects.filter(subdistrict=sheet.subdistrict, project=sheet.project)
    found: delivery.Session | None = of_project.select_related("activity").filter(pk=int(asked)).first()
    return found


def _answer(sheet: Sheet, data: QueryDict) -> HttpResponse:
    deed, _dash, which = data.get("deed", "").partition("-")
    if deed == "like" and (like := _like(sheet, which)) is not None:
        typed = as_typed(data, _sent_as(data))
        typed |= {name: said for name, said in starting.like(like).items() if name not in ("day", "starts_at")}
        return sheet.show(sheet.form_of(**typed), Ticking(candidates.at(like), Ticking.of_post(data).new))
    ticked = Ticking.of_post(data, drops=int(which) if deed == "drop" and which.isdecimal() else None)
    if deed in SAVING:
        return _save(sheet, data, ticked, anyway=deed == "anyway")
    if deed == "names":
        sheet.opened = _opened(sheet, ticked)
    if deed == "find" and ticked.typed and sheet.may_read and sheet.project:
        sheet.opened = codenames.find(sheet.project, ticked.typed, by=sheet.request.user)
    typed = as_typed(data, _sent_as(data))
    return sheet.show(sheet.form_of(**typed), ticked, status=200 if ticked.is_valid() else 422)


def _sent_as(data: QueryDict) -> UUID:
    return as_uuid(data.get("sent_as")) or uuid4()


def _opened(sheet: Sheet, ticked: Ticking) -> dict[int, str]:
    """The names behind the codenames that the page offers; the reading is audited, and refused to all but the workers."""
    keys = {*ticked.ticked.keys, *candidates.last_met(sheet.subdistrict, sheet.project, coded=True)}
    there = candidates.visible_among(sheet.request.user, sheet.project, keys, sheet.session, coded=True)
    return codenames.read_names(list(there.values()), by=sheet.request.user)


def _save(sheet: Sheet, data: QueryDict, ticked: Ticking, *, anyway: bool) -> HttpResponse:
    sheet.asks_why = sheet.session is None and "why" in data
    form = sheet.form_of(data)
    is_whole = form.is_valid() and ticked.is_valid()
    if is_whole and form.is_outside_term() and not anyway:
        sheet.warns = True
        return sheet.show(form, ticked, status=422)
    if is_whole:
        try:
            return _saved(sheet, form, ticked, data)
        except Refused as refused:
            if refused.refusal.code in FORBIDDEN:
                raise
            if refused.refusal.code == "month-closed" and sheet.session is None:
                sheet.asks_why = True
                form = sheet.form_of(data)
                form.full_clean()
            form.add_error(FIELD_OF.get(refused.refusal.code), refused.sentence)
    return sheet.show(form, ticked, status=422)


def _saved(sheet: Sheet, form: SessionForm, ticked: Ticking, data: QueryDict) -> HttpResponse:
    entry, by = form.entry(ticked.roster), sheet.request.user
    if sheet.session is None:
        said = form.cleaned_data
        why, pictures = said.get("why", ""), said.get("photos", ())
        session = recording.record(sheet.project, entry, by=by, why=why, pictures=pictures)
        if not sheet.back:
            return redirect("delivery:session_saved", session.pk)
        messages.success(sheet.request, _("已记下这一场。"))
        return redirect(sheet.back)
    seen = data.get("seen", "")
    why = form.cleaned_data["why"]
    recording.correct(sheet.session, entry, by=by, why=why, seen=int(seen) if seen.isdecimal() else None)
    messages.success(sheet.request, _("已更正，原来的内容也留着。"))
    return redirect(sheet.back or page_of(sheet.session))
