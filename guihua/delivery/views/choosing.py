"""Where recording begins: of which project, and how it ended."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.refusal import refuse_if
from guihua.core.ui.pages import page_of
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.offline import keepable
from guihua.directory.models import users


def record(request: HttpRequest) -> HttpResponse:
    """One's own projects; who has only one is past this page at once."""
    refuse_if(policy.why_not_record_at_all(request.user))
    is_office = users.holds(request.user, users.Role.OFFICE)
    mine = commissioning.Project.objects.recorded_by(request.user)
    today = clock.today()
    is_now = Q(year__year=today.year) | Q(starts_on__lte=today, ends_on__gte=today)
    now = list(mine.filter(is_now).select_related("domain", "provider").order_by("number"))
    if len(now) == 1 and not is_office:
        return redirect(f"{reverse('delivery:session_adding')}?project={now[0].pk}")
    earlier = mine.exclude(is_now).select_related("domain", "provider").order_by("-year__year", "number")
    context = {"now": now, "earlier": earlier, "is_office": is_office}
    return keepable(request, render(request, "delivery/record.html", context))


def session_saved(request: HttpRequest, pk: int) -> HttpResponse:
    """What was saved, and what may come next."""
    rows = delivery.Session.objects.open_to(request.user).with_person_times()
    session = get_object_or_404(rows.select_related("subdistrict", "project__domain", "activity", "community"), pk=pk)
    refuse_if(policy.why_not_record_session(request.user, session.subdistrict, session.project))
    named = session.attendances.filter(count__gt=0).exclude(person=None, codename=None).count()
    heads = session.attendances.filter(person=None, codename=None).values_list("count", flat=True).first() or 0
    context = {"session": session, "named": named, "heads": heads, "page": page_of(session)}
    return render(request, "delivery/saved.html", context)
