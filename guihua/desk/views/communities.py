"""One community's page: the projects stationed there, what was held there in a year, and for how many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import models as commissioning
from guihua.core import clock, history, secrecy
from guihua.delivery import models as delivery
from guihua.delivery.models.sessions import SessionQuerySet
from guihua.delivery.people import MEETING
from guihua.desk import attention, local, planned
from guihua.desk.policy import knows_who_changed
from guihua.desk.views.remembering import remember
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.models import users
from guihua.reporting import access

RECENT = 10


def community(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reads its account is told of it by that; all others what they see of it themselves."""
    found = get_object_or_404(directory.Community.objects.visible_to(request.user).select_related("subdistrict"), pk=pk)
    remember(request, found)
    held = delivery.Session.objects.visible_to(request.user).filter(community=found)
    stationed = commissioning.Project.objects.visible_to(request.user).filter(communities=found)
    reader = access.reader_of(request.user, found)
    book = local.account_of(reader) if reader else None
    years = _years(held, stationed, book.years if book else [])
    wanted = request.GET.get("year", "")
    year = next((one for one in years if str(one) == wanted), clock.running(years) if years else None)
    context = {
        "community": found,
        "years": [(one, one) for one in years],
        "year": year,
        "projects": stationed.of_year(year or 0).select_related("domain", "provider").order_by("number"),
        "organisations": directory.Organisation.objects.filter(community=found).order_by("name", "pk"),
        "changes": history.told(found, reads=secrecy.DataClass.PERSONAL) if knows_who_changed(request.user) else None,
        "may_edit": policy.why_not_keep_register(request.user, found.subdistrict_id) is None,
        "told": [],
        "planned": planned.of_community(found, year, request.user),
        "attention": attention.of(request.user) if _is_home(request.user, found) else [],
        "hides_few": not users.holds(request.user, *users.OVERSEERS, *MEETING),
        **_done(held.of_year(year or 0)),
    }
    if reader and book and year and book.knows(year):
        context |= local.of(book, year, found, reader)
    return render(request, "desk/community.html", context)


def _is_home(user: Any, community: directory.Community) -> bool:
    """Whether this is the first page of its secretary."""
    return users.communities_of(user).filter(community=community).exists()


def _years(held: SessionQuerySet, stationed: commissioning.ProjectQuerySet, of_account: Iterable[int]) -> list[int]:
    """The years that the page can tell of, the latest first."""
    months = held.order_by().values_list("month", flat=True).distinct()
    terms = stationed.order_by().values_list("year__year", flat=True).distinct()
    return sorted({month // 100 for month in months} | set(terms) | set(of_account), reverse=True)


def _done(held: SessionQuerySet) -> dict[str, Any]:
    served = delivery.Attendance.objects.served().filter(session__in=held.order_by().values("pk")).known_as()
    counted = served.aggregate(person_times=Sum("count", default=0), people=Count("known_as", distinct=True))
    recent = held.select_related("activity", "project", "community").with_person_times()
    return {
        "held": held.count(),
        "recent": recent.order_by("-day", "-starts_at", "pk")[:RECENT],
        **counted,
    }
