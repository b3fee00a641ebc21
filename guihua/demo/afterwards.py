"""What people of a demonstration did beside the records: photos that workers added, words that the office wrote and published."""

from __future__ import annotations

from functools import partial
from random import Random

from guihua.core import audit, clock
from guihua.delivery import models as delivery
from guihua.delivery.actions import photos
from guihua.demo import pictures, texts
from guihua.directory.models import Role, Subdistrict, User
from guihua.reporting.actions import editions
from guihua.reporting.book import open_book

DRAWN = 3  # different pictures of a form of service
REMEMBERED = 3  # sessions of a project that have photos, the latest
MOST = 3  # photos of one of them


def add_photos(place: Subdistrict, seed: int) -> None:
    """Of the latest sessions of each project of this year, and of the office's own, that one takes photos at; a confidential
    domain's have none."""
    chance = Random(f"{seed} photos {place.code}")  # noqa: S311 - invented pictures need no secrecy
    drawn = {
        form: [photos.Picture(".jpg", pictures.draw(form, chance)) for _n in range(DRAWN)] for form in pictures.SCENES
    }
    seen: dict[int | None, int] = {}
    held = delivery.Session.objects.filter(subdistrict=place, activity__form__in=drawn, day__year=clock.today().year)
    open_ones = held.exclude(project__domain__is_confidential=True).select_related("activity")
    for session in open_ones.order_by("-day", "pk"):
        seen[session.project_id] = seen.get(session.project_id, 0) + 1
        if seen[session.project_id] <= REMEMBERED:
            chosen = chance.sample(drawn[session.activity.form], chance.randint(1, MOST))
            photos.add(session, chosen, by=audit.SYSTEM)


def tell_of_both_years(place: Subdistrict) -> None:
    """The year before was written around and published by the office; of this year there is a draft."""
    office = User.objects.filter(memberships__subdistrict=place, memberships__role=Role.OFFICE).order_by("pk").first()
    by, year = office or audit.SYSTEM, clock.today().year
    for told, words in ((year - 1, texts.load("report")["before"]), (year, texts.load("report")["now"])):
        write = partial(editions.write, place, told, seen=0, by=by)
        for where, text in words.items():
            write(where, text.strip())
    editions.publish(place, year - 1, generation=open_book(place.code).generation, by=by)
