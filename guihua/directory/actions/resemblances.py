"""Who may be somebody else on file: looked for over a whole register at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models.functions import Coalesce

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import numbers, people_policy
from guihua.directory.calc import alike, id_numbers
from guihua.directory.calc.alike import Pair, Seen, Way
from guihua.directory.models import Alike

MOST_PARAMETERS = 500


class Looked(NamedTuple):
    """How many pairs were noted for the first time: those who may be one, and those who are rather a household."""

    likely: int
    households: int


@transaction.atomic
def look_for(subdistrict: directory.Subdistrict, *, by: Any, newer_than: int = 0) -> Looked:
    """Notes every pair that may be one and was never noted. What was decided stays decided.

    `newer_than`: only pairs of which one was entered after the person of that key.
    """
    refuse_if(people_policy.why_not_keep_register(by, subdistrict))
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    seen = list(_seen(subdistrict))
    new = {row.root for row in seen if row.pk > newer_than}
    before = _counted(subdistrict)
    rows = [
        directory.Resemblance(subdistrict=subdistrict, person_id=one, other_id=two, why=why)
        for (one, two), why in sorted(_alike(seen).items())
        if one in new or two in new
    ]
    directory.Resemblance.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    added = Looked(*(now - then for now, then in zip(_counted(subdistrict), before, strict=True)))
    audit.record("resemblances.looked_for", subdistrict, by=by, people=len(seen), new=len(new), **added._asdict())
    return added


def _counted(subdistrict: directory.Subdistrict) -> Looked:
    rows = directory.Resemblance.objects.filter(subdistrict=subdistrict)
    likely = rows.likely().count()
    return Looked(likely, rows.count() - likely)


def _seen(subdistrict: directory.Subdistrict) -> Iterator[Seen]:
    rows = directory.Person.objects.filter(subdistrict=subdistrict).exclude(data_key=b"").order_by("pk")
    columns = ("pk", "root", "name", "id_index", "phone_index", "phone_tail_index", "birthday_index")
    found = rows.annotate(root=Coalesce("merged_into", "pk")).values_list(*columns)
    for pk, root, name, number, *indexes in found.iterator(chunk_size=5000):
        yield Seen(pk, root, name, number is not None, *(bytes(index or b"") for index in indexes))


def _alike(seen: Sequence[Seen]) -> dict[Pair, Alike]:
    """Each pair with the strongest way in which it is alike, near names at one phone among them."""
    found = alike.pairs(seen)
    near = dict.fromkeys(_near(alike.nearly(seen, found)), Way.NEAR)
    return {pair: Alike[way.name] for pair, way in (found | near).items()}


def _near(nearly: Sequence[Pair]) -> list[Pair]:
    """Unless birthdays or genders, where both are known, tell them apart."""
    pks = {pk for pair in nearly for pk in pair}
    known = {row.pk: _traits(row) for chunk in batched(pks, MOST_PARAMETERS) for row in _rows(chunk)}
    return [pair for pair in nearly if not alike.told_apart(*(known[one] for one in pair))]


def _rows(pks: Iterable[int]) -> Iterable[directory.Person]:
    return directory.Person.objects.filter(pk__in=pks)


def _traits(person: directory.Person) -> tuple[Any, Any]:
    """Birthday and gender, None where not known."""
    opened = numbers.opened(person)
    is_female = id_numbers.is_female(opened.id_number)
    if is_female is None and person.gender:
        is_female = person.gender == directory.Gender.FEMALE
    return opened.birthday, is_female
