"""Whom a file brought, and who of them could go with its records: those of whom nothing else tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from guihua.core.models import AuditRow
from guihua.core.pointing import among, what_holds
from guihua.delivery import models as delivery
from guihua.directory import leaving
from guihua.directory import models as directory
from guihua.directory.leaving import Leaving

READ = "read"  # what holds a codename whose name somebody read
PARTS = (delivery.CodenameHandle, delivery.CodenameResemblance)


@dataclass(frozen=True)
class Came:
    """The keys of people and codenames that came with a file."""

    people: list[int]
    codenames: list[int]


@dataclass(frozen=True)
class Outlook:
    """What becomes of those who came with a file once it is undone."""

    people: Leaving
    codenames: Leaving

    @property
    def is_about_anybody(self) -> bool:
        return any(one.going or one.staying for one in (self.people, self.codenames))


def came_with(batch: delivery.ImportBatch) -> Came:
    """Whom the file entered; and whom it met that came with a file that is undone by now, and stayed for its sake."""
    attended = delivery.Attendance.objects.filter(batch=batch)
    on_duty = delivery.DutyShift.objects.filter(batch=batch)
    met = Q(pk__in=attended.values("person")) | Q(pk__in=on_duty.values("person"))
    people = _came(directory.Person, batch, "people", met)
    return Came(people, _came(delivery.Codename, batch, "codenames", Q(pk__in=attended.values("codename"))))


def _came(register: type[models.Model], batch: delivery.ImportBatch, name: str, met: Q) -> list[int]:
    rows = (
        register._default_manager.filter(subdistrict=batch.subdistrict_id).order_by("pk").values_list("pk", flat=True)
    )
    after, until = getattr(batch, f"{name}_after"), getattr(batch, f"{name}_until")
    entered = list(rows.filter(pk__gt=after, pk__lte=until))
    undone = delivery.ImportBatch.objects.filter(subdistrict=batch.subdistrict_id, undone_at__isnull=False)
    if not undone.exists():
        return entered
    since = {f"{name}_after__lt": OuterRef("pk"), f"{name}_until__gte": OuterRef("pk")}
    return [*entered, *rows.filter(met, Exists(undone.filter(**since)))]


def outlook(batch: delivery.ImportBatch) -> Outlook:
    """Who would go with the file's records if it was undone now, and how many would stay, and for what."""
    came = came_with(batch)
    own = Q(batch=batch)
    people = leaving.of(batch.subdistrict, came.people, apart={delivery.Attendance: own, delivery.DutyShift: own})
    return Outlook(people, codenames_leaving(batch, came.codenames, is_undone=False))


def codenames_leaving(batch: delivery.ImportBatch, codenames: list[int], *, is_undone: bool) -> Leaving:
    """Which codenames could be forgotten once the file's own records are gone, as they are where it `is_undone`."""
    return leaving.sorted_out(_held(batch, codenames, {} if is_undone else {delivery.Attendance: ~Q(batch=batch)}))


def _held(batch: delivery.ImportBatch, codenames: list[int], only: dict[Any, Q]) -> Iterator[tuple[int, str]]:
    read = _read_since(batch) if codenames else set()
    rows = (
        delivery.Codename.objects.filter(among(codenames), subdistrict=batch.subdistrict_id)
        .exclude(data_key=b"")
        .order_by()
    )
    held, wanted = what_holds(rows, parts=PARTS, only=only), set(codenames)
    for pk, domain, code in rows.values_list("pk", "domain", "code"):
        if pk in wanted:
            yield pk, held.get(pk) or (READ if (domain, code) in read else "")


def _read_since(batch: delivery.ImportBatch) -> set[tuple[int | None, str]]:
    """Domain and code of every codename whose name was read since any file could have brought it."""
    domains = delivery.Codename.objects.filter(subdistrict=batch.subdistrict_id).order_by().values("domain").distinct()
    rows = AuditRow.objects.filter(action="codenames.read", subdistrict=batch.subdistrict_id, object_id__in=domains)
    return {(domain, code) for domain, details in rows.values_list("object_id", "details") for code in details["codes"]}
