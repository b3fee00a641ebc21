"""Communities and organisations enter the register; what is there already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from guihua.core import audit
from guihua.directory import models as directory
from guihua.directory.signals import register_changed


@dataclass(frozen=True)
class Counted:
    """What a plural verb did with its lines."""

    added: int
    changed: int
    skipped: int


@transaction.atomic
def record_communities(subdistrict: directory.Subdistrict, lines: Iterable[Mapping[str, Any]], *, by: Any) -> Counted:
    known = {place.code: place for place in directory.Community.objects.filter(subdistrict=subdistrict)}
    counted = upsert(directory.Community, known, lines, key="code", subdistrict=subdistrict)
    audit.record("communities.recorded", subdistrict, by=by, **counted.__dict__)
    register_changed.send(directory.Community, subdistrict=subdistrict)
    return counted


@transaction.atomic
def record_organisations(subdistrict: directory.Subdistrict, lines: Iterable[Mapping[str, Any]], *, by: Any) -> Counted:
    known = {place.credit_code: place for place in directory.Organisation.objects.filter(subdistrict=subdistrict)}
    counted = upsert(directory.Organisation, known, lines, key="credit_code", subdistrict=subdistrict)
    audit.record("organisations.recorded", subdistrict, by=by, **counted.__dict__)
    register_changed.send(directory.Organisation, subdistrict=subdistrict)
    return counted


def upsert[T: models.Model](
    model: type[T], known: Mapping[str, T], lines: Iterable[Mapping[str, Any]], *, key: str, **fixed: Any
) -> Counted:
    """Adds lines whose key is new, changes rows whose values differ, leaves the rest."""
    added = changed = skipped = 0
    for line in lines:
        row = known.get(line[key])
        if row is None:
            model._default_manager.create(**fixed, **line)
            added += 1
        elif different := [name for name, value in line.items() if getattr(row, name) != value]:
            for name in different:
                setattr(row, name, line[name])
            row.save(update_fields=different)
            changed += 1
        else:
            skipped += 1
    return Counted(added, changed, skipped)
