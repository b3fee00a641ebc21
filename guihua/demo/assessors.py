"""Who judges a demonstration's projects: a pool of invented assessors, some of whom work for its providers or are tied to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning.models import Domain
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.demo.people import SEGMENTS
from guihua.directory.models import Organisation, Subdistrict
from guihua.evaluation.actions import assessors
from guihua.evaluation.assessor_forms import providers_of
from guihua.evaluation.models import EmploymentKind, TieKind
from guihua.evaluation.pool import AssessorSaid, TieSaid, WorkSaid

YEAR = 365


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    chance = Random(f"{seed} assessors {place.code}")  # noqa: S311 - invented people need no secrecy
    told, providers = texts.load("assessors"), list(providers_of(place.pk))
    domains = list(Domain.objects.filter(subdistrict=place).order_by("position").values_list("pk", flat=True))
    names = _names(told["count"], chance)
    said = [_said(n, name, told, providers, domains, chance) for n, name in enumerate(names)]
    made = assessors.enter_many(place, said, by=audit.SYSTEM)
    for one in made[:: told["tied_one_in"]]:
        kind = chance.choice([TieKind.FAMILY, TieKind.OTHER])
        tie = TieSaid(kind, organisation=chance.choice(providers), note=chance.choice(told["notes"]))
        assessors.tie(one, tie, by=audit.SYSTEM)


def _names(count: int, chance: Random) -> list[str]:
    """No two alike."""
    words = texts.load("names")
    families = [family for family, _weight in words["surnames"]["local"]]
    given = [*words["women"]["adult"], *words["men"]["adult"]]
    return chance.sample([f"{family}{name}" for family in families for name in given], count)


def _said(
    n: int, name: str, told: dict[str, Any], providers: Sequence[Organisation], domains: Sequence[int], chance: Random
) -> AssessorSaid:
    is_finance = n % told["finance_one_in"] == 0
    kind = chance.choice(told["finance" if is_finance else "practice"])
    has_paper = chance.random() < 0.8
    return AssessorSaid(
        name=name,
        phone=f"1{SEGMENTS[n % len(SEGMENTS)]}{70_000_000 + n:08}",
        title=chance.choice(kind["titles"]),
        is_finance=is_finance,
        is_practice=not is_finance or n % told["both_one_in"] == 0,
        qualification=kind["paper"] if has_paper else "",
        qualification_number=f"{chance.randrange(10**9):09}" if has_paper else "",
        domains=frozenset(chance.sample(list(domains), min(len(domains), chance.randint(1, 3)))),
        work=tuple(_work(n, kind, told, providers, chance)),
    )


def _work(
    n: int, kind: dict[str, Any], told: dict[str, Any], providers: Sequence[Organisation], chance: Random
) -> list[WorkSaid]:
    """Where they work; of some also what they were, or are, to a provider."""
    today = clock.today()
    since = today - timedelta(days=YEAR * chance.randint(*told["elsewhere_years"]))
    works = [WorkSaid(chance.choice(kind["places"]), since=since)]
    if n % told["bound_one_in"] == 0:
        provider = chance.choice(providers).name
        left = today - timedelta(days=chance.randint(*told["left_days"]))
        is_board = n % 2 == 0
        began = left - timedelta(days=YEAR)
        if is_board:
            works.append(WorkSaid(provider, EmploymentKind.MEMBER, since=began))
        else:
            works.append(WorkSaid(provider, since=began, until=left))
    return works
