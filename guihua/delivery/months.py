"""What months come to, whose they are, and which of them are closed: counted from the records as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Count, F, Q, Sum

from guihua.commissioning import models as commissioning
from guihua.commissioning import stops
from guihua.delivery import models as delivery
from guihua.delivery.calc import months as calc
from guihua.delivery.calc.months import Figures
from guihua.delivery.models import Part
from guihua.directory import models as directory

Place = tuple[int, int | None]  # a month (yyyymm), and a provider; None: what the office holds itself


def measured(
    subdistrict: directory.Subdistrict, months: Collection[int], providers: Collection[int | None] | None = None
) -> dict[Place, Figures]:
    """The figures of the months, of some providers or of all, in three questions. What has no records is left out."""
    found: dict[Place, dict[str, int]] = {}
    for named in (_held, _taken_part, _on_duty):
        for row in named(subdistrict, months, providers):
            found.setdefault((row.pop("in_month"), row.pop("bought_from")), {}).update(row)
    return {place: Figures.of(said) for place, said in found.items()}


def _held(subdistrict: directory.Subdistrict, months: Collection[int], providers: Any) -> Any:
    rows = delivery.Session.objects.filter(subdistrict=subdistrict, month__in=months)
    return _by_place(rows, providers, month="month", project="project").annotate(sessions=Count("pk"))


def _taken_part(subdistrict: directory.Subdistrict, months: Collection[int], providers: Any) -> Any:
    rows = delivery.Attendance.objects.filter(session__subdistrict=subdistrict, session__month__in=months, count__gt=0)
    served = Q(part=Part.SERVED)
    return _by_place(rows.known_as(), providers, month="session__month", project="session__project").annotate(
        person_times=Sum("count", filter=served, default=0),
        people=Count("known_as", filter=served, distinct=True),
        heads=Sum("count", filter=Q(person=None, codename=None), default=0),
        helpers=Sum("count", filter=~served, default=0),
    )


def _on_duty(subdistrict: directory.Subdistrict, months: Collection[int], providers: Any) -> Any:
    rows = delivery.DutyShift.objects.filter(subdistrict=subdistrict, month__in=months).counted()
    return _by_place(rows, providers, month="month", project="project").annotate(
        shifts=Count("pk"), duty_minutes=Sum("minutes", default=0)
    )


def _by_place(rows: Any, providers: Collection[int | None] | None, *, month: str, project: str) -> Any:
    rows = rows.order_by().annotate(in_month=F(month), bought_from=F(f"{project}__provider"))
    if providers is not None:
        known = [one for one in providers if one is not None]
        rows = rows.filter(Q(bought_from__in=known) | (Q(bought_from=None) if None in providers else Q(pk__in=[])))
    return rows.values("in_month", "bought_from")


def closed(subdistrict: directory.Subdistrict, places: Collection[Place]) -> dict[Place, delivery.MonthlyClose]:
    """Those of the places that are closed, and by what: by the office's close of the whole month where it stands."""
    standing = delivery.MonthlyClose.objects.standing().filter(
        subdistrict=subdistrict, month__in={month for month, _provider in places}
    )
    by_place = {(one.month, one.provider_id): one for one in standing}
    found = {place: by_place.get((place[0], None)) or by_place.get(place) for place in places}
    return {place: close for place, close in found.items() if close is not None}


def closed_of_projects(
    subdistrict: directory.Subdistrict, projects: Iterable[tuple[int | None, int]]
) -> dict[Place, delivery.MonthlyClose]:
    """Those of projects' months (project, yyyymm) that are closed. Whose they are is asked where any is closed at all."""
    wanted = set(projects)
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict)
    if not standing.filter(month__in={month for _project, month in wanted}).exists():
        return {}
    return closed(subdistrict, of_projects(wanted))


def of_projects(projects: Iterable[tuple[int | None, int]]) -> set[Place]:
    """The places of projects' months (project, yyyymm); no project: the office's own."""
    wanted = set(projects)
    provider_of = providers_of(project for project, _month in wanted)
    return {(month, provider_of.get(project)) for project, month in wanted}


def providers_of(projects: Iterable[int | None]) -> Mapping[int | None, int]:
    """By project; what the office holds itself has none."""
    pks = {project for project in projects if project is not None}
    return dict(commissioning.Project.objects.filter(pk__in=pks).values_list("pk", "provider"))


def taking_part(subdistrict: directory.Subdistrict, months: Collection[int]) -> dict[int, set[int]]:
    """By month the providers of whom something is expected in it, or there already."""
    found: dict[int, set[int]] = {month: set() for month in months}
    if not found:
        return found
    first, last = calc.first_day(min(months)), calc.last_day(max(months))
    terms = commissioning.Project.objects.filter(subdistrict=subdistrict).under_contract(first, last)
    days = [(month, calc.first_day(month), calc.last_day(month)) for month in found]
    stood = stops.of(terms.order_by().values("pk"))
    for project, provider, starts_on, ends_on in terms.values_list("pk", "provider", "starts_on", "ends_on"):
        for month, begins, ends in days:
            works = starts_on <= ends and ends_on >= begins
            if works and not stops.stands_still(stood, project, begins, ends):
                found[month].add(provider)
    for kind in (delivery.Session, delivery.DutyShift):
        held = kind.objects.filter(subdistrict=subdistrict, month__in=months, project__isnull=False).order_by()
        for month, provider in held.values_list("month", "project__provider").distinct():
            found[month].add(provider)
    return found
