"""Where recording begins: of which project, and how it ended."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.listing import narrowed
from guihua.core.refusal import refuse_if
from guihua.core.texts import printable
from guihua.core.ui.pages import page_of
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.offline import keepable
from guihua.directory.models import users

LONG = 8  # projects from which on a box to find one among them stands above
LONGEST_SEARCH = 60
SPELLED = ("name", "provider__name")


def record(request: HttpRequest) -> HttpResponse:
    """One's own projects; who has only one is past this page at once."""
    refuse_if(policy.why_not_record_at_all(request.user))
    is_office = users.holds(request.user, users.Role.OFFICE)
    mine = commissioning.Project.objects.recorded_by(request.user).select_related("domain", "provider")
    typed = printable(request.GET.get("q", "")).strip()[:LONGEST_SEARCH]
    shown = narrowed(mine, typed, "number", *SPELLED, spelled=SPELLED)
    now, earlier = _by_year(shown)
    if len(now) == 1 and not typed and not is_office:
        return redirect(f"{reverse('delivery:session_adding')}?project={now[0].pk}")
    is_long = bool(typed) or len(now) + len(earlier) > LONG
    context = {"now": now, "earlier": earlier, "is_office": is_office and not typed, "typed": typed, "is_long": is_long}
    answer = render(request, "delivery/record.html", context)
    return answer if typed else keepable(request, answer)


def _by_year(projects: QuerySet[commissioning.Project]) -> tuple[list[Any], list[Any]]:
    """Those of this year or under way, and all others."""
    today = clock.today()
    is_now = Q(year__year=today.year) | Q(starts_on__lte=today, ends_on__gte=today)
    now = projects.filter(is_now).order_by("number")
    return list(now), list(projects.exclude(is_now).order_by("-year__year", "number"))


def session_saved(request: HttpRequest, pk: int) -> HttpResponse:
    """What was saved, and what may come next."""
    rows = delivery.Session.objects.open_to(request.user).with_person_times()
    session = get_object_or_404(rows.select_related("subdistrict", "project__domain", "activity", "community"), pk=pk)
    refuse_if(policy.why_not_record_session(request.user, session.subdistrict, session.project))
    named = session.attendances.filter(count__gt=0).exclude(person=None, codename=None).count()
    heads = session.attendances.filter(person=None, codename=None).values_list("count", flat=True).first() or 0
    context = {"session": session, "named": named, "heads": heads, "page": page_of(session)}
    context["others"] = named + heads - session.person_times
    context["may_add_photos"] = policy.why_not_add_photo(request.user, session) is None
    return render(request, "delivery/saved.html", context)
