"""Fills an empty database with a demonstration, and knows a home in which that broke off."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.db import connections, transaction

from guihua.commissioning.actions import programmes, projects
from guihua.commissioning.models import Project, ProjectState
from guihua.config import home
from guihua.core import audit, clock
from guihua.demo import (
    accepting,
    accounts,
    afterwards,
    appealing,
    asking,
    assessors,
    boards,
    closing,
    coming,
    contracts,
    covering,
    improving,
    incidents,
    judged,
    measuring,
    needs,
    plan,
    proving,
    published,
    purchases,
    rounds,
    ruling,
    staff,
    stopping,
    stories,
    talks,
    visits,
    writing,
)
from guihua.demo.plan import Plan
from guihua.desk import importing
from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts

UNFINISHED = "demonstration.unfinished"
MADE = ("facts", "files", "mail", "static")  # folders of the home that a filled database leaves, its keys apart
Tell = Callable[[str, int, float], None]  # a file's name, its rows, seconds since the start


def is_half_done() -> bool:
    return (home.home() / UNFINISHED).exists()


def fill(year: int, size: str, seed: int, tell: Tell) -> None:
    """Sub-district after sub-district, through the importers that users have. Marks the home while it is not done."""
    plans = plan.load(year, size, seed)
    demonstration = home.Demonstration(plans[0].today, year, size, seed, f"guihua-{secrets.token_hex(4)}")
    mark = home.home() / UNFINISHED
    mark.touch()
    settings.DEMONSTRATION = demonstration
    start = perf_counter()
    for number, one in enumerate(plans, start=1):
        place = programmes.prepare(code=one.code, name=one.name, by=audit.SYSTEM)
        ruling.publish_both(place)
        _fill(place, one, number, demonstration, lambda name, rows: tell(name, rows, perf_counter() - start))
    audit.seal_committed()
    home.mark_as_demonstration(demonstration)
    mark.unlink()


def _fill(
    place: Subdistrict, one: Plan, number: int, demonstration: home.Demonstration, tell: Callable[[str, int], None]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in writing.write(Path(folder), one, demonstration.seed):
            done = importing.load(place, kind, path, by=audit.SYSTEM)
            path.unlink()
            tell(f"{place.name} {path.name}", done.counted.added)
            if kind == "organisations":
                _appoint(place, number, demonstration.password)
    if number == 1:
        accounts.grant(place, demonstration.password)
    afterwards.add_photos(place, demonstration.seed)
    visits.write(place, demonstration.seed)
    measuring.write(place, demonstration.seed)
    if number == 1:
        _buy(place, demonstration.seed, one.scale)
        accounts.join_assessor(place, demonstration.password)
    stopping.write(place)
    _close_what_is_over(place)
    closing.close(place)
    facts.refresh(place, full=True)
    stories.tell(place)
    afterwards.tell_of_both_years(place)
    boards.mark(place, one.scale)


def _buy(place: Subdistrict, seed: int, scale: float) -> None:
    """From needs to acceptances. The offices of other sub-districts have put nothing of it on file yet."""
    needs.write(place, seed)
    contracts.write(place, seed)
    proving.write(place, seed)
    purchases.write(place, seed)
    coming.write(place, seed)
    accepting.write(place, seed)
    published.write(place)
    covering.write(place, seed)
    assessors.write(place, seed)
    asking.write(place)
    talks.write(place, seed, scale)
    incidents.write(place)
    staff.write(place, seed)
    rounds.write(place, seed)
    judged.write(place, seed)
    appealing.write(place)
    improving.write(place)


def _appoint(place: Subdistrict, number: int, password: str) -> None:
    if number == 1:
        accounts.appoint(place, password)
    else:
        accounts.appoint_office(place, password, number)


@transaction.atomic
def _close_what_is_over(place: Subdistrict) -> None:
    """The projects of the year before were evaluated and closed long since."""
    over = Project.objects.filter(subdistrict=place, year__year__lt=clock.today().year)
    for project in over.filter(state=ProjectState.RUNNING):
        projects.evaluate(project, by=audit.SYSTEM)
        projects.close(project, by=audit.SYSTEM)


def start_over() -> None:
    """Takes away what a demonstration, finished or not, has left in the home; its keys stay."""
    database = settings.DATABASES["default"]
    connections.close_all()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database['NAME']}{suffix}").unlink(missing_ok=True)
    for folder in MADE:
        shutil.rmtree(home.home() / folder, ignore_errors=True)
    for mark in (UNFINISHED, "demonstration.json"):
        (home.home() / mark).unlink(missing_ok=True)
