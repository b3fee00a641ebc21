"""The first page: the programme's year for those who oversee it, what is one's own for everybody else."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guihua.core import clock
from guihua.delivery import open_months
from guihua.desk import attention, duties, first_steps, glance
from guihua.desk.views import own, partnered
from guihua.directory.models import Subdistrict, users
from guihua.reporting.access import overseen_by
from guihua.reporting.book import NoFactsYet, open_book
from guihua.reporting.store import Damaged


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    roles = set(users.memberships_today(request.user).values_list("role", flat=True))
    if not roles & set(users.OVERSEERS):
        return _own(request, roles)
    subdistrict = overseen_by(request.user)
    try:
        return _year(request, subdistrict)
    except NoFactsYet:
        return _beginning(request, subdistrict)
    except Damaged as damaged:
        return render(request, "desk/failing.html", {"refusal": damaged.refusal}, status=503)


def _own(request: HttpRequest, roles: set[str]) -> HttpResponse:
    """The first that applies: one's work, one's community, the projects of one's organisation, or what one administers."""
    works = roles - {*users.COUNTING, *users.BESIDE, *users.ADMINISTRATORS}
    if works or not roles:
        return own.projects(request)
    if home := users.communities_of(request.user).order_by("pk").first():
        return redirect("desk:community", home)
    if users.Role.PARTNER in roles:
        return partnered.projects(request)
    waiting = attention.of(request.user) if roles & {*users.BESIDE} else None
    return render(request, "desk/duties.html", {"duties": duties.of(roles), "attention": waiting})


def _year(request: HttpRequest, subdistrict: Subdistrict) -> HttpResponse:
    book = open_book(subdistrict.code)
    if not book.years:
        return _beginning(request, subdistrict)
    wanted = request.GET.get("year", "")
    year = next((one for one in book.years if str(one) == wanted), clock.running(book.years))
    shown = {"choices": [(one, one) for one in book.years], "subdistrict": subdistrict}
    shown |= {"open_months": open_months.of(request.user)}
    is_office = users.holds(request.user, users.Role.OFFICE)
    shown |= {"attention": attention.of(request.user), "may_rule": is_office, "may_record": is_office}
    return render(request, "desk/overview.html", glance.of(book, year, request.user) | shown)


def _beginning(request: HttpRequest, subdistrict: Subdistrict) -> HttpResponse:
    """What comes first: the files to bring in, or nothing but waiting where they are in already."""
    steps = first_steps.of(subdistrict)
    may_import = users.holds(request.user, users.Role.OFFICE)
    return render(request, "desk/beginning.html", {"steps": steps, "may_import": may_import})
