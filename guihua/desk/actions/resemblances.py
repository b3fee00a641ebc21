"""After a file came in: what was said of two alike in it holds, and the people whom it brought are compared with those on
file, in the background."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from guihua.core import audit, clock, inbox, jobs
from guihua.delivery.importers import likely
from guihua.desk import importing
from guihua.desk.drafts import Draft
from guihua.desk.notices import LIKELY_PAIRS
from guihua.directory import models as directory
from guihua.directory.actions import merges, resemblances

WORK = "pairs.look_for"


def tell_two(
    subdistrict: directory.Subdistrict, draft: Draft, whole: importing.Checked, *, by: Any, newer_than: int
) -> None:
    """In the caller's transaction, once the rows are in: whom somebody called two people in the file, nobody is asked
    about again."""
    said = set(draft.two)
    rows = [(mark.row, mark.other) for mark in whole.marks if mark.other and (mark.row, mark.other) in said]
    if rows:
        pairs = likely.people_in(subdistrict, whole.cleaned.frame, rows)
        merges.say_different_of_file(subdistrict, pairs, by=by, newer_than=newer_than)


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
