"""A whole month of one project on one page, as the lists on paper have it: pasted or ticked, checked, and saved at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.core.sheets import BadCell
from guihua.core.ui.pages import page_of
from guihua.delivery import candidates, closing_policy, month_posts, pasting, policy
from guihua.delivery import models as delivery
from guihua.delivery.actions import codenames, month_lists
from guihua.delivery.calc.months import after, before, first_day, is_month, month_of
from guihua.delivery.forms import LONGEST_REASON
from guihua.delivery.models import Part
from guihua.delivery.month_forms import ColumnForm
from guihua.delivery.month_lists import MonthList
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.directory.typed import typed_here

SAVING = ("save", "anyway")
OFFICE = 0  # in an address, in the place of a project's key
LONGEST_PASTED = 100_000


@dataclass
class Page:
    """What the page shows beside the list: why not, why, and what is being pasted."""

    request: HttpRequest
    subdistrict: directory.Subdistrict
    project: commissioning.Project | None  # None: what the office itself holds
    month: int
    opened: dict[int, str] = field(default_factory=dict)
    pasted: str = ""
    bad_paste: str = ""
    refused: str = ""
    why: str = ""
    lacks_why: bool = False
    warns: bool = False

    @cached_property
    def is_closed(self) -> bool:
        return closing_policy.why_not_change(self.subdistrict, self.project, self.month) is not None

    @property
    def key(self) -> int:
        return key_of(self.project)

    def spans(self, day: date) -> bool:
        return self.project is None or self.project.spans(day)

    def show(self, listed: MonthList, status: int = 200) -> HttpResponse:
        context = {
            "page": self,
            "back": page_of(self.project) if self.project else "",
            "listed": listed,
            "rows": [(row, list(listed.cells(row))) for row in listed.rows],
            "unread": [cell for row in listed.rows for cell in listed.cells(row) if cell.text],
            "fields": [bound for form in listed.forms() for bound in form.visible_fields() if bound.errors],
            "new_columns": [one for one in listed.columns if not one.session],
            "new_rows": [one for one in listed.rows if one.form],
            "parts": Part.choices,
            "may_read": bool(self.project and listed.is_coded and policy.works_on(self.request.user, self.project)),
            "is_closed": self.is_closed,
            "before": month_address(before(self.month)),
            "after": month_address(after(self.month)) if first_day(after(self.month)) <= clock.today() else "",
            "turned": sum(cell.is_turned for row in listed.rows for cell in listed.cells(row)),
        }
        return render(self.request, "delivery/month/list.html", context, status=status)


def month_list(request: HttpRequest, pk: int, month: str) -> HttpResponse:
    """month: 2022-03."""
    page = Page(request, *_asked(request, pk), _month(month))
    if request.method == "POST":
        return _answer(page, request.POST)
    if typed := typed_here(request):
        return _answer(page, _kept(typed))
    listed = month_posts.as_on_file(page.subdistrict, page.project, page.month, by=request.user)
    listed.bind(judges_columns=False, judges_rows=False)
    return page.show(listed)


def _asked(request: HttpRequest, pk: int) -> tuple[directory.Subdistrict, commissioning.Project | None]:
    """Of which project, among those that the user sees; 0 stands for what the office holds itself."""
    if pk == OFFICE:
        return _of_office(request.user), None
    seen = commissioning.Project.objects.open_to(request.user).select_related("subdistrict", "domain", "year")
    project: commissioning.Project = get_object_or_404(seen, pk=pk)
    refuse_if(policy.why_not_record_session(request.user, project.subdistrict, project))
    return project.subdistrict, project


def _of_office(user: Any) -> directory.Subdistrict:
    refuse_if(policy.why_not_record_at_all(user))
    return get_object_or_404(directory.Subdistrict.objects.held_by(user, users.Role.OFFICE)[:1])


def key_of(project: commissioning.Project | None) -> int:
    return project.pk if project else OFFICE


def months(request: HttpRequest, pk: int) -> HttpResponse:
    """This month, if the project is under way; else the last one in which it held anything."""
    _subdistrict, project = _asked(request, pk)
    day = clock.today()
    if project and not project.spans(day):
        day = delivery.Session.objects.filter(project=project).last_day() or project.ends_on
    return redirect("delivery:month_list", key_of(project), month_address(month_of(min(day, clock.today()))))


def _kept(typed: dict[str, list[str]]) -> QueryDict:
    """What was typed before the sign-in ran out, to be looked at."""
    kept = QueryDict(mutable=True)
    for name, values in typed.items():
        kept.setlist(name, values)
    kept["deed"] = "look"
    return kept


def month_address(month: int) -> str:
    return f"{month // 100:04}-{month % 100:02}"


def _month(text: str) -> int:
    year, _dash, number = text.partition("-")
    if not (len(year) == 4 and len(number) == 2 and (year + number).isdecimal() and is_month(int(year + number))):
        raise Http404
    if first_day(int(year + number)) > clock.today():
        raise Http404
    return int(year + number)


def _answer(page: Page, data: Any) -> HttpResponse:
    deed, _dash, which = data.get("deed", "").partition("-")
    page.why = data.get("why", "").strip()[:LONGEST_REASON]
    if deed == "names":
        page.opened = _opened(page, month_posts.known_in(data))
    about = page.subdistrict, page.project, page.month
    listed = month_posts.as_posted(*about, data, by=page.request.user, opened=page.opened)
    if deed == "paste" or (deed in SAVING and data.get("pasted", "").strip()):
        return _paste(page, listed, data, is_saving=deed in SAVING)
    if deed in SAVING:
        return _save(page, listed, anyway=deed == "anyway")
    if deed == "column":
        listed.add_column()
    if deed == "person":
        listed.add_row(name="", contact="")
    if deed == "drop":
        listed.forget(which)
    listed.bind(judges_columns=False, judges_rows=False)
    return page.show(listed)


def _opened(page: Page, keys: list[int]) -> dict[int, str]:
    """The names behind the project's codenames; the reading is audited, and refused to all but its workers."""
    there = candidates.visible_among(page.request.user, page.project, keys, None, coded=True)
    return codenames.read_names(list(there.values()), by=page.request.user)


def _paste(page: Page, listed: MonthList, data: Any, *, is_saving: bool) -> HttpResponse:
    """What cannot be read stays marked; who may be meant is asked; nothing is written yet, nor where somebody saves what they
    pasted before they have seen what was read of it."""
    text = data.get("pasted", "")[:LONGEST_PASTED]
    try:
        listed = pasting.paste_at(listed, text, data.get("at", ""))
    except BadCell as bad:
        page.pasted, page.bad_paste = text, bad.sentence
    if is_saving and not page.bad_paste:
        page.refused = _("粘贴的名单刚放进表格。请核对，再保存一次。")
    listed.bind(judges_columns=False, judges_rows=not page.bad_paste)
    is_good = not page.bad_paste and not is_saving and listed.is_read()
    return page.show(listed, status=200 if is_good else 422)


def _save(page: Page, listed: MonthList, *, anyway: bool) -> HttpResponse:
    listed.bind(judges_columns=True, judges_rows=True)
    _judge_days(page, listed)
    page.lacks_why = page.is_closed and not page.why
    if not listed.is_whole() or page.lacks_why:
        return page.show(listed, status=422)
    days = [one.day for one in listed.columns if one.day and not one.session]
    if not anyway and not all(page.spans(day) for day in days):
        page.warns = True
        return page.show(listed, status=422)
    try:
        recorded = month_lists.record(page.project, listed.said(), by=page.request.user, why=page.why)
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise
        page.refused = refused.sentence
        return page.show(listed, status=422)
    messages.success(page.request, _saved(len(recorded.new), len(recorded.corrected)))
    return redirect("delivery:month_list", page.key, month_address(page.month))


def _saved(new: int, corrected: int) -> str:
    if not new and not corrected:
        return _("没有改动，和登记过的一样。")
    return _("已保存：新登记 %(new)d 场，更正 %(corrected)d 场。") % {"new": new, "corrected": corrected}


def _judge_days(page: Page, listed: MonthList) -> None:
    """A day on which nothing can have been recorded is marked at its session."""
    for column in listed.columns:
        form = column.form
        if isinstance(form, ColumnForm) and form.is_valid():
            day, by = form.cleaned_data["day"], page.request.user
            refusal = policy.why_not_hold_on(by, page.subdistrict, page.project, day, page.why or "-")
            if refusal:
                form.add_error("day", refusal.sentence)
