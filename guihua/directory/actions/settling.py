"""Who stands for whom, after what files say and what was decided by hand. The caller has locked the sub-district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from guihua.core import bulk
from guihua.directory import models as directory
from guihua.directory.calc import groups
from guihua.directory.models import Decision


class Row(NamedTuple):
    pk: int
    same_as: int | None
    merged_into: int | None
    is_numbered: bool


@dataclass(frozen=True)
class Settled:
    """What came of it for all rows that a decision reaches; `turned` are those who are somebody else now."""

    merged_into: dict[int, int | None] = field(default_factory=dict)
    turned: set[int] = field(default_factory=set)


def settle(subdistrict: directory.Subdistrict, also: Collection[int] = ()) -> Settled:
    """Brings `merged_into` to what holds, for every row near a decision, and for `also` and theirs."""
    merges = directory.Merge.objects.filter(subdistrict=subdistrict).standing()
    joins = [groups.Join(*one) for one in merges.values_list("kept", "other", "wrong")]
    different = directory.Resemblance.objects.filter(subdistrict=subdistrict, decision=Decision.DIFFERENT)
    apart = list(different.order_by().values_list("person", "other"))
    decided = {pk for one in joins for pk in one[:2]} | {pk for pair in apart for pk in pair}
    near = _near(decided | set(also))
    if not near:
        return Settled()
    roots = groups.roots(
        {row.pk: row.same_as for row in near.values() if row.same_as},
        joins,
        numbered={row.pk for row in near.values() if row.is_numbered},
        apart=apart,
    )
    turned = {pk: roots.get(pk) for pk, row in near.items() if roots.get(pk) != row.merged_into}
    _write(turned)
    return Settled({pk: roots.get(pk) for pk in near}, set(turned))


def _near(wanted: Collection[int]) -> dict[int, Row]:
    """The wanted rows, and all that any of them is, or was, one person with."""
    found: dict[int, Row] = {}
    asked = set(wanted)
    while asked:
        found |= {row.pk: row for row in _rows(asked)}
        linked = {pk for row in found.values() for pk in (row.same_as, row.merged_into) if pk}
        asked = (linked | _pointing_at(asked)) - found.keys()
    return found


def _rows(wanted: Iterable[int]) -> Iterator[Row]:
    for chunk in bulk.portions(wanted):
        rows = directory.Person.objects.filter(pk__in=chunk).values_list("pk", "same_as", "merged_into", "id_index")
        for pk, same_as, merged_into, id_index in rows:
            yield Row(pk, same_as, merged_into, id_index is not None)


def _pointing_at(wanted: Iterable[int]) -> set[int]:
    return {
        pk
        for chunk in bulk.portions(wanted)
        for pk in directory.Person.objects.filter(Q(same_as__in=chunk) | Q(merged_into__in=chunk)).values_list(
            "pk", flat=True
        )
    }


def _write(turned: dict[int, int | None]) -> None:
    by_root: dict[int | None, list[int]] = defaultdict(list)
    for pk, root in turned.items():
        by_root[root].append(pk)
    for root, pks in by_root.items():
        for chunk in bulk.portions(pks):
            directory.Person.objects.filter(pk__in=chunk).update(merged_into=root)
