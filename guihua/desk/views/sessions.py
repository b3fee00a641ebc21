"""One session's page: what it was, who took part, and what was corrected."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.core.listing import PAGE
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import codenames
from guihua.delivery.actions import names as names_of
from guihua.delivery.models import Part
from guihua.desk import corrections as corrected
from guihua.desk.views.remembering import remember
from guihua.reporting import policy as reporting


@login_required
def session(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    remember(request, found)
    return _show(request, found, {})


@require_POST
@login_required
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """The names behind the session's codenames, shown once to a worker of its project; the reading is audited."""
    found = _visible(request, pk, reads=True)
    coded = delivery.Codename.objects.filter(delivery_attendances__session=found).distinct().order_by("code")
    return _show(request, found, codenames.read_names(list(coded), by=request.user))


def _visible(request: HttpRequest, pk: int, *, reads: bool = False) -> delivery.Session:
    """The session, for who sees it; with `reads`, for who reads its records beside the counts."""
    rows = delivery.Session.objects
    sessions = rows.open_to(request.user) if reads else rows.visible_to(request.user)
    found: delivery.Session = get_object_or_404(
        sessions.select_related("activity__campaign", "project__domain", "community", "subdistrict"), pk=pk
    )
    return found


def _show(request: HttpRequest, found: delivery.Session, known: dict[int, str]) -> HttpResponse:
    context = {
        "session": found,
        "counts": _counts(found),
        "leads_to_project": _leads_to_project(request.user, found),
        "reads": delivery.Session.objects.open_to(request.user).filter(pk=found.pk).exists(),
        "records": policy.why_not_record_session(request.user, found.subdistrict, found.project) is None,
        "may_add_photos": policy.why_not_add_photo(request.user, found) is None,
        "may_tell": reporting.why_not_tell(request.user, found) is None,
    }
    if context["reads"]:
        context |= _records(request, found, known)
    return render(request, "desk/session.html", context)


def _records(request: HttpRequest, found: delivery.Session, known: dict[int, str]) -> dict[str, Any]:
    """Who took part and what was corrected: not for those who learn the counts alone."""
    corrections = found.corrections.select_related("by", "session").order_by("-at", "-pk")
    return {
        "corrections": corrected.told(corrections),
        "told": _told(found),
        "photos": delivery.SessionPhoto.objects.visible_to(request.user).filter(session=found),
        **_named(request, found),
        **_coded(request.user, found, known),
    }


def _told(found: delivery.Session) -> list[tuple[Any, Any]]:
    """What only its form of service tells, as far as it was said."""
    said = {"way": found.get_way_display()} | {name: getattr(found, name) for name in delivery.TELLING if name != "way"}
    fields = {field.name: field.verbose_name for field in found._meta.fields}
    return [(fields[name], said[name]) for name in delivery.TELLING if said[name] not in ("", None)]


def _leads_to_project(user: Any, found: delivery.Session) -> bool:
    """What was held in a community may be of a project that its secretary does not see."""
    return commissioning.Project.objects.visible_to(user).filter(pk=found.project_id or 0).exists()


def _counts(found: delivery.Session) -> list[dict[str, Any]]:
    named = Sum("count", filter=Q(person__isnull=False) | Q(codename__isnull=False), default=0)
    parts = found.attendances.order_by().values("part").annotate(named=named, total=Sum("count"))
    by_part = {row["part"]: row for row in parts}
    return [{**by_part[value], "name": name} for value, name in Part.choices if value in by_part]


def _named(request: HttpRequest, found: delivery.Session) -> dict[str, Any]:
    rows = found.attendances.by_name().select_related("person").order_by("part", "person__name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    people = names_of.read(found, page, by=request.user)
    return {"people": people, "page": page, "knows_names": policy.knows_names(request.user, found)}


def _coded(user: Any, found: delivery.Session, known: dict[int, str]) -> dict[str, Any]:
    rows = found.attendances.by_codename().select_related("codename").order_by("codename__code", "part")
    return {
        "coded": [
            {"code": row.codename.code, "part": row.get_part_display(), "name": known.get(row.codename.pk, "")}
            for row in rows
            if row.codename
        ],
        "may_read": found.project in commissioning.Project.objects.worked_on_by(user),
        "are_read": bool(known),
    }
