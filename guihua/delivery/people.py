"""Whom a reader knows, and from where. Sight of somebody follows from where they were met, which delivery alone can tell.

The office keeps the register of its sub-district and sees all of it. A project's workers and its provider's manager see
whom they met on it, and of what these took part in only that. Nobody else needs people one by one (PIPL, Article 6):
finance, audit, liaison officers and every later role read counts. Who is served by a confidential domain stands in its
vault, and is never among these.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from guihua.commissioning import models as commissioning
from guihua.delivery import models as delivery
from guihua.delivery.models.sessions import AttendanceQuerySet
from guihua.directory import models as directory
from guihua.directory.models import Role, users

MEETING = (Role.OFFICE, Role.MANAGER, Role.WORKER)  # who may know people at all


def may_know_people(user: Any) -> bool:
    return users.holds(user, *MEETING)


def visible_to(user: Any) -> QuerySet[directory.Person]:
    """People in their own right whom the user may know."""
    people = directory.Person.objects.in_their_own_right()
    kept = list(users.subdistricts_of(user, Role.OFFICE))
    if kept:  # an office's account holds no role at a provider
        return people.filter(subdistrict__in=kept)
    known = commissioning.Project.objects.known_by(user)
    on_duty = delivery.DutyShift.objects.filter(project__in=known).values("person")
    met = delivery.Attendance.objects.filter(
        person__isnull=False, session__project__in=known.filter(domain__is_confidential=False)
    ).values("person")
    as_met = Q(pk__in=met) | Q(pk__in=on_duty)
    turned = directory.Person.objects.filter(as_met, merged_into__isnull=False).values("merged_into")
    return people.filter(as_met | Q(pk__in=turned))


def met_on(project: commissioning.Project, keys: Collection[int]) -> set[int]:
    """Of these people in their own right those whom the project met. Who records its sessions knows them."""
    met = delivery.Attendance.objects.filter(session__project=project).exclude(person__data_key=b"")
    named = met.filter(Q(person__in=keys) | Q(person__merged_into__in=keys))
    roots = named.annotate(root=Coalesce("person__merged_into", "person")).values_list("root", flat=True)
    return set(roots.distinct()) & set(keys)


def attendance_known_to(user: Any) -> AttendanceQuerySet:
    """Named attendance of people whom the user sees: each person once a session and part.

    Of their own people an office knows all, and those took part nowhere else: nothing is left to narrow by.
    """
    rows = delivery.Attendance.objects.by_name()
    if users.holds(user, Role.OFFICE):
        return rows
    # not by the column itself: its index would be where the database begins, with every session of the projects
    held = rows.annotate(held_by=Coalesce("session__project", 0))
    return held.filter(held_by__in=commissioning.Project.objects.known_by(user).values("pk"))


def shifts_known_to(user: Any) -> QuerySet[delivery.DutyShift]:
    if kept := list(users.subdistricts_of(user, Role.OFFICE)):
        return delivery.DutyShift.objects.filter(subdistrict__in=kept)
    return delivery.DutyShift.objects.filter(project__in=commissioning.Project.objects.known_by(user))


def with_meetings(people: QuerySet[directory.Person], user: Any) -> QuerySet[directory.Person]:
    """Each with `last_met`, `times_met` and `projects_met`, as far as the user may know: asked for a page's people."""
    as_met = directory.Person.objects.filter(
        Q(pk=OuterRef(OuterRef("pk"))) | Q(merged_into=OuterRef(OuterRef("pk")))
    ).values("pk")
    met = attendance_known_to(user).filter(person__in=as_met).order_by().values(one=Value(1))
    return people.annotate(
        last_met=Subquery(met.annotate(found=Max("session__day")).values("found")),
        times_met=Coalesce(Subquery(met.annotate(found=Count("session", distinct=True)).values("found")), 0),
        projects_met=Coalesce(
            Subquery(met.annotate(found=Count("session__project", distinct=True)).values("found")), 0
        ),
    )
