"""After a file came in, the people whom it brought are compared with those on file, in the background."""

from __future__ import annotations

from django.urls import reverse

from guihua.core import audit, clock, inbox, jobs
from guihua.desk.notices import LIKELY_PAIRS
from guihua.directory import models as directory
from guihua.directory.actions import resemblances

WORK = "pairs.look_for"


def ask(subdistrict: directory.Subdistrict, *, newer_than: int) -> None:
    """In the caller's transaction. Nothing is asked for where nobody entered the register after that person.

    It is the system's job: who brought the file does not learn what the register holds.
    """
    if directory.Person.objects.filter(subdistrict=subdistrict, pk__gt=newer_than).exists():
        jobs.ask(
            WORK, {"subdistrict": subdistrict.pk, "newer_than": newer_than}, by=audit.SYSTEM, subdistrict=subdistrict
        )


def look_for(running: jobs.Running) -> None:
    """The office hears of pairs that may be one, whoever brought the file. Households wait until somebody looks."""
    place = directory.Subdistrict.objects.get(pk=running.payload["subdistrict"])
    running.tell("comparing")
    with running.finishing() as outcome:
        found = resemblances.look_for(place, by=audit.SYSTEM, newer_than=running.payload["newer_than"])
        outcome |= found._asdict()
        if found.likely:
            event, told = f"pairs {running.job.pk}", directory.User.objects.at_the_office_of(place, clock.today())
            inbox.tell(told, LIKELY_PAIRS.code, event=event, params={"n": found.likely}, address=reverse("desk:pairs"))


def newest(subdistrict: directory.Subdistrict) -> int:
    """The key of whoever entered the register last, 0 where there is nobody."""
    last = directory.Person.objects.filter(subdistrict=subdistrict).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0
