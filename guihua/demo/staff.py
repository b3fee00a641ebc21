"""Who works at a demonstration's projects: posts with certificates, some who left and were followed, what they learnt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning import money_policy
from guihua.commissioning.actions import posts
from guihua.commissioning.models import LearningKind, Post, PostTitle, Project
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict, User

WORKER, MANAGER = "worker", "manager"
MONTHS = (45, 120, 210, 300)  # so many days into the term they learn something
VALID = (400, 1200)  # days until a certificate lapses
SOON = (10, 50)


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Of this year's projects. The worker with an account has the own line at one of theirs."""
    chance = Random(f"{seed} staff {place.code}")  # noqa: S311 - invented people need no secrecy
    told, names = texts.load("posts"), _Names(chance)
    year = Project.objects.filter(subdistrict=place).of_year(clock.today().year).bought()
    worker = User.objects.filter(username=WORKER, memberships__subdistrict=place).first()
    for project in year.select_related("subdistrict", "provider", "domain").order_by("number"):
        own = worker if worker and Project.objects.filter(pk=project.pk).worked_on_by(worker).exists() else None
        _learn(project, _staff(project, own, told, names, chance), told, chance)


class _Names:
    """No two alike."""

    def __init__(self, chance: Random) -> None:
        words = texts.load("names")
        self.families = [family for family, _weight in words["surnames"]["local"]]
        self.given = [*words["women"]["adult"], *words["men"]["adult"]]
        self.chance = chance
        self.taken: set[str] = set()

    def next(self) -> str:
        name = ""
        while not name or name in self.taken:
            name = f"{self.chance.choice(self.families)}{self.chance.choice(self.given)}"
        self.taken.add(name)
        return name


def _staff(project: Project, own: User | None, told: dict[str, Any], names: _Names, chance: Random) -> list[Post]:
    rule = money_policy.mode_rule(project)
    wanted = (rule.least_staff if rule else 0) or told["usual"]
    count = wanted + (chance.randrange(told["spare_one_in"]) == 0)
    made = [_take(project, n, own if n == 1 else None, told, names, chance) for n in range(count)]
    if chance.randrange(told["left_one_in"]) == 0 and project.starts_on + timedelta(days=90) < clock.today():
        made.append(_left(project, told, names, chance))
    return made


def _take(project: Project, n: int, own: User | None, told: dict[str, Any], names: _Names, chance: Random) -> Post:
    """The first of them leads."""
    certificate = chance.choice(told["certificates"])
    soon = chance.randrange(told["lapse_one_in"]) == 0
    said = posts.Said(
        name=own.name if own else names.next(),
        user=own,
        title=PostTitle.SOCIAL_WORKER if n else PostTitle.LEAD,
        since=project.starts_on,
        is_full_time=n == 0 or chance.randrange(told["part_one_in"]) != 0,
        certificate=certificate,
        certificate_number=f"{chance.randrange(10**9):09}" if certificate else "",
        certificate_until=clock.today() + timedelta(days=chance.randint(*(SOON if soon else VALID)))
        if certificate
        else None,
    )
    return posts.take(project, said, by=audit.SYSTEM)


def _left(project: Project, told: dict[str, Any], names: _Names, chance: Random) -> Post:
    """Somebody was there beside the others until a day of the term."""
    said = posts.Said(name=names.next(), title=PostTitle.SOCIAL_WORKER, since=project.starts_on)
    post = posts.take(project, said, by=audit.SYSTEM)
    last = min(project.ends_on, clock.today()) - timedelta(days=chance.randint(20, 80))
    return posts.leave(post, last, why=chance.choice(told["why"]), by=audit.SYSTEM)


def _learn(project: Project, staff: Sequence[Post], told: dict[str, Any], chance: Random) -> None:
    """Now training, now supervision, for those who were there."""
    for n, days in enumerate(MONTHS):
        day = project.starts_on + timedelta(days=days + chance.randint(0, 20))
        there = [post for post in staff if post.is_held(day)]
        if day < min(clock.today(), project.ends_on) and there:
            posts.learn(project, _learnt(n, day, told, chance), there, by=audit.SYSTEM)


def _learnt(n: int, day: date, told: dict[str, Any], chance: Random) -> posts.Learnt:
    is_training = n % 2 == 0
    one = chance.choice(told["trainings" if is_training else "supervisions"])
    by = chance.choice(told["supervisors"])
    return posts.Learnt(
        kind=LearningKind.TRAINING if is_training else LearningKind.SUPERVISION,
        day=day,
        subject=one["subject"],
        given_by=by,
        minutes=one["minutes"],
        is_outside=by != told["supervisors"][-1],
        is_group=True,
    )
