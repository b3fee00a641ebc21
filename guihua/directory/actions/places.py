"""Communities and organisations enter the register; what is there already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import models, transaction

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.signals import register_changed

MOST_PARAMETERS = 500


@dataclass(frozen=True)
class Counted:
    """What a plural verb did with its lines."""

    added: int
    changed: int
    skipped: int


@transaction.atomic
def record_communities(subdistrict: directory.Subdistrict, lines: Iterable[Mapping[str, Any]], *, by: Any) -> Counted:
    """Enters communities; those known by code are brought up to date."""
    refuse_if(policy.why_not_record(by, subdistrict))
    counted = _record(directory.Community, subdistrict, list(lines), key="code", by=by)
    audit.record("communities.recorded", subdistrict, by=by, **counted.__dict__)
    register_changed.send(directory.Community, subdistrict=subdistrict)
    return counted


@transaction.atomic
def record_organisations(subdistrict: directory.Subdistrict, lines: Iterable[Mapping[str, Any]], *, by: Any) -> Counted:
    """Enters organisations; those known by credit code are brought up to date."""
    refuse_if(policy.why_not_record(by, subdistrict))
    counted = _record(directory.Organisation, subdistrict, list(lines), key="credit_code", by=by)
    audit.record("organisations.recorded", subdistrict, by=by, **counted.__dict__)
    register_changed.send(directory.Organisation, subdistrict=subdistrict)
    return counted


def _record[T: models.Model](
    model: type[T], subdistrict: directory.Subdistrict, lines: Sequence[Mapping[str, Any]], *, key: str, by: Any
) -> Counted:
    """Adds lines whose key is new, changes rows whose values differ, leaves the rest. Old and new are kept."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    rows = model._default_manager.filter(subdistrict=subdistrict)
    chunks = batched([line[key] for line in lines], MOST_PARAMETERS)
    known = {getattr(row, key): row for chunk in chunks for row in rows.filter(**{f"{key}__in": chunk})}
    new = [model(subdistrict=subdistrict, **line) for line in lines if line[key] not in known]
    model._default_manager.bulk_create(new, batch_size=MOST_PARAMETERS)
    changed = sum(_change(known[line[key]], line, by) for line in lines if line[key] in known)
    return Counted(len(new), changed, len(lines) - len(new) - changed)


def _change(row: models.Model, line: Mapping[str, Any], by: Any) -> bool:
    """Whether the row said anything else."""
    old = {name: getattr(row, name) for name in line}
    different = audit.changes(type(row), old, line)
    for name in different:
        setattr(row, name, line[name])
    if different:
        row.save(update_fields=list(different))
        audit.record(f"{row._meta.model_name}.changed", row, by=by, changes=different)
    return bool(different)
