"""Communities and organisations enter the register; what is there already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_noop

from guihua.core import audit, bulk, history
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.actions import rows
from guihua.directory.signals import register_changed

AN_UNDO = gettext_noop("撤销导入")


@dataclass(frozen=True)
class Counted:
    """What a plural verb did with its lines."""

    added: int
    changed: int
    skipped: int
    batch: int | None = None  # the row that stands for the file, where the verb keeps one

    @property
    def counts(self) -> dict[str, int]:
        return {"added": self.added, "changed": self.changed, "skipped": self.skipped}


@transaction.atomic
def record_communities(
    subdistrict: directory.Subdistrict, lines: Iterable[Mapping[str, Any]], *, by: Any, batch: str = ""
) -> Counted:
    """Enters communities; those known by code are brought up to date."""
    refuse_if(policy.why_not_keep_register(by, subdistrict.pk))
    counted = _record(directory.Community, subdistrict, list(lines), key="code", by=by, batch=batch)
    audit.record("communities.recorded", subdistrict, by=by, **counted.counts)
    register_changed.send(directory.Community, subdistrict=subdistrict)
    return counted


@transaction.atomic
def record_organisations(
    subdistrict: directory.Subdistrict, lines: Iterable[Mapping[str, Any]], *, by: Any, batch: str = ""
) -> Counted:
    """Enters organisations; those known by credit code are brought up to date."""
    refuse_if(policy.why_not_keep_register(by, subdistrict.pk))
    counted = _record(directory.Organisation, subdistrict, list(lines), key="credit_code", by=by, batch=batch)
    audit.record("organisations.recorded", subdistrict, by=by, **counted.counts)
    register_changed.send(directory.Organisation, subdistrict=subdistrict)
    return counted


@transaction.atomic
def revert(subdistrict: directory.Subdistrict, model: type[models.Model], batch: str, *, by: Any) -> int:
    """Takes an import of communities or organisations back; returns how many rows now say again what they said before.

    Refused, naming them, where rows were changed since, or where something uses what the import added.
    """
    refuse_if(policy.why_not_revert(by, subdistrict))
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    undos = history.plan(model, batch, subdistrict=subdistrict)
    back = {undo.row.pk: history.values_of(undo.before) for undo in undos if undo.before is not None}
    changed = [undo.row.pk for undo in undos if undo.row.pk in back and rows.write(undo.row, back[undo.row.pk], by=by)]
    history.record(model, changed, by=by, why=AN_UNDO)
    gone = [undo.row.pk for undo in undos if undo.before is None]
    history.record(model, gone, by=by, did=history.Did.REMOVED, why=AN_UNDO)
    model._default_manager.filter(pk__in=gone).delete()
    audit.record(f"{model._meta.model_name}.reverted", subdistrict, by=by, batch=batch, rows=len(undos))
    register_changed.send(model, subdistrict=subdistrict)
    return len(undos)


def _record[T: models.Model](
    model: type[T],
    subdistrict: directory.Subdistrict,
    lines: Sequence[Mapping[str, Any]],
    *,
    key: str,
    by: Any,
    batch: str,
) -> Counted:
    """Adds lines whose key is new, changes rows whose values differ, leaves the rest. A version of each is kept."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    there = model._default_manager.select_for_update().filter(subdistrict=subdistrict)
    chunks = bulk.portions(line[key] for line in lines)
    known = {getattr(row, key): row for chunk in chunks for row in there.filter(**{f"{key}__in": chunk})}
    new = [model(subdistrict=subdistrict, **line) for line in lines if line[key] not in known]
    model._default_manager.bulk_create(new, batch_size=bulk.MOST_PARAMETERS)
    changed = [
        known[line[key]].pk for line in lines if line[key] in known and rows.write(known[line[key]], line, by=by)
    ]
    history.record(model, [row.pk for row in new], by=by, did=history.Did.ADDED, batch=batch)
    history.record(model, changed, by=by, batch=batch)
    return Counted(len(new), len(changed), len(lines) - len(new) - len(changed))
