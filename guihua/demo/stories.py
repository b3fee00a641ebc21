"""What the workers of a demonstration's manager told of their sessions, and what the office picked of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from guihua.core import audit, clock
from guihua.core.refusal import Refused
from guihua.delivery import models as delivery
from guihua.demo import texts
from guihua.directory.actions import consents
from guihua.directory.models import ConsentPurpose, Person, Role, Subdistrict, users
from guihua.reporting.actions import stories

VERSION = "2021-01"  # of the words that were allowed


def tell(place: Subdistrict) -> None:
    """Of the manager's open projects, the year before and this one; nothing where nobody manages any."""
    held = users.Membership.objects.filter(subdistrict=place, role=Role.MANAGER).select_related("user", "organisation")
    if (manager := held.order_by("pk").first()) is None:
        return
    told = texts.load("stories")
    for year, ones in ((clock.today().year - 1, told["before"]), (clock.today().year, told["now"])):
        for one in ones:
            _tell(place, year, one, manager)


def _tell(place: Subdistrict, year: int, one: dict[str, Any], manager: users.Membership) -> None:
    session = _session(year, one, manager)
    person = _who_allows(session) if session and one["told_of"] else None
    if session is None or (one["told_of"] and person is None):
        return
    shown = list(session.photos.order_by("pk").values_list("pk", flat=True)[:1]) if one["shown"] else []
    said = stories.Told(one["title"], one["words"].strip(), people=[person.pk] if person else [], photos=shown)
    story = stories.write(session, said, by=manager.user)
    if one["picked"]:
        stories.pick(story, seen=story.version, by=audit.SYSTEM)


def _session(year: int, one: dict[str, Any], manager: users.Membership) -> delivery.Session | None:
    """The latest at which it may have been, and somebody by name was; rather one with a photo, where one is shown."""
    called = Q(pk__in=[])
    for begins in one["at"]:
        called |= Q(activity__name__startswith=begins)
    rows = delivery.Session.objects.of_year(year).filter(called, project__provider=manager.organisation)
    named = delivery.Attendance.objects.served().exclude(person=None).values("session")
    rows = rows.filter(pk__in=named).exclude(project__domain__is_confidential=True).order_by("-day", "-pk")
    return (rows.exclude(photos=None).first() if one["shown"] else None) or rows.first()


def _who_allows(session: delivery.Session) -> Person | None:
    """The first of those who were served there; of a child somebody else would have to say so."""
    there = Person.objects.filter(delivery_attendances__session=session, delivery_attendances__part="served")
    for person in there.order_by("pk"):
        try:
            with transaction.atomic():
                day = session.day
                consents.give(person, ConsentPurpose.STORIES, version=VERSION, given_on=day, by=audit.SYSTEM)
        except Refused:
            continue
        return person
    return None
