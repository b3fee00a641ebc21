"""Who may be somebody else on file: looked for over a whole register at once, never two by two.

Each way of being alike is an equal index or an equal key, so that rows are grouped and only rows of one group are
compared. A group larger than a household tells nothing: a phone on forty names is that of a hall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from itertools import combinations
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models.functions import Coalesce

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import people_policy
from guihua.directory.calc.sounds import differ_by_one, heard
from guihua.directory.models import Alike

LARGEST_GROUP = 4  # people


class Seen(NamedTuple):
    """One row, and who stands for it now."""

    root: int
    name: str
    has_number: bool
    phone: bytes
    tail: bytes
    birthday: bytes


Pair = tuple[int, int]


@transaction.atomic
def look_for(subdistrict: directory.Subdistrict, *, by: Any) -> int:
    """Notes every pair that may be one and was never noted; returns how many. What was decided stays decided."""
    refuse_if(people_policy.why_not_keep_register(by, subdistrict))
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    seen = list(_seen(subdistrict))
    before = directory.Resemblance.objects.filter(subdistrict=subdistrict).count()
    found = _alike(seen)
    rows = [
        directory.Resemblance(subdistrict=subdistrict, person_id=one, other_id=two, why=why)
        for (one, two), why in sorted(found.items())
    ]
    directory.Resemblance.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    added = directory.Resemblance.objects.filter(subdistrict=subdistrict).count() - before
    audit.record("resemblances.looked_for", subdistrict, by=by, people=len(seen), added=added)
    return added


def _seen(subdistrict: directory.Subdistrict) -> Iterator[Seen]:
    rows = directory.Person.objects.filter(subdistrict=subdistrict).exclude(data_key=b"").order_by("pk")
    columns = ("name", "id_index", "phone_index", "phone_tail_index", "birthday_index")
    found = rows.annotate(root=Coalesce("merged_into", "pk")).values_list("root", *columns)
    for root, name, number, *indexes in found.iterator(chunk_size=5000):
        yield Seen(root, name, number is not None, *(bytes(index or b"") for index in indexes))


def _alike(seen: Sequence[Seen]) -> dict[Pair, Alike]:
    """Each pair with the strongest way in which it is alike. Two ID numbers are two people, unless name and birthday
    agree: then one of the numbers may have been copied wrong."""
    numbered = {row.root for row in seen if row.has_number}
    sound = (((row.tail, heard(row.name)), row.root) for row in seen if row.tail)
    ways = [
        (Alike.BIRTHDAY, _pairs(((row.birthday, row.root) for row in seen if row.birthday), set())),
        (Alike.SOUND, _pairs(sound, numbered)),
        (Alike.PHONE, _pairs(((row.phone, row.root) for row in seen if row.phone), numbered)),
    ]
    found: dict[Pair, Alike] = {}
    for alike, pairs in ways:
        for pair in pairs:
            found.setdefault(pair, alike)
    names = {row.root: row.name for row in seen}
    nearly = [
        pair for pair, why in found.items() if why == Alike.PHONE and differ_by_one(*(names[one] for one in pair))
    ]
    return found | dict.fromkeys(nearly, Alike.NEAR)


def _pairs(keyed: Iterable[tuple[Hashable, int]], told_apart: Set[int]) -> Iterator[Pair]:
    """Those of one key, lower first; not both of them among those whom their ID numbers tell apart."""
    groups: dict[Hashable, set[int]] = defaultdict(set)
    for key, root in keyed:
        groups[key].add(root)
    for roots in groups.values():
        if len(roots) <= LARGEST_GROUP:
            yield from (pair for pair in combinations(sorted(roots), 2) if not told_apart >= set(pair))
