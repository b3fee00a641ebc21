"""Who may leave the register again: those of whom nothing is told but how they were met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Exists, OuterRef, Q

from guihua.core.pointing import Only, among, what_holds
from guihua.directory import models as directory
from guihua.directory.models import Decision

EDITED = "edited"
PARTS = (directory.PersonHandle, directory.PersonGram)
DECIDED = {directory.Resemblance: Q(decision__in=[Decision.SAME, Decision.DIFFERENT], is_of_file=False)}


@dataclass(frozen=True)
class Leaving:
    """The keys of those who go; and how many stay, by the name of what stands on them."""

    going: list[int] = field(default_factory=list)
    staying: Counter[str] = field(default_factory=Counter)


def sorted_out(held: Iterator[tuple[int, str]]) -> Leaving:
    """Of rows with what holds each, "" where nothing does."""
    leaving = Leaving()
    for pk, by in held:
        if by:
            leaving.staying[by] += 1
        else:
            leaving.going.append(pk)
    return leaving


def of(
    subdistrict: directory.Subdistrict, people: Collection[int], *, apart: Mapping[type[models.Model], Q]
) -> Leaving:
    """Which of them could go. `apart`: of a model's rows those that go as well, and hold nobody.

    Who was erased is none of them: of them nothing is left that could go.
    """
    return sorted_out(_held(subdistrict, people, apart))


def _held(
    subdistrict: directory.Subdistrict, people: Collection[int], apart: Mapping[type[models.Model], Q]
) -> Iterator[tuple[int, str]]:
    only: Only = DECIDED | {model: ~gone for model, gone in apart.items()}
    edited = {EDITED: Exists(directory.Person.history.filter(id=OuterRef("pk")))}
    rows = directory.Person.objects.filter(among(people), subdistrict=subdistrict).exclude(data_key=b"").order_by()
    held = what_holds(rows, parts=PARTS, only=only, also=edited)
    wanted = set(people)
    yield from ((pk, held.get(pk, "")) for pk in rows.values_list("pk", flat=True) if pk in wanted)
