"""How a row of the registers is changed, whoever changes it: narrow, audited, with a version, and told to those above.

For verbs, which lock and ask the policy themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from guihua.core import audit, history
from guihua.directory.signals import register_changed


def write(row: models.Model, values: Mapping[str, Any], *, by: Any) -> bool:
    """Whether the row said anything else. The version is the caller's to record, once for all rows that it writes."""
    old = {name: getattr(row, name) for name in values}
    different = audit.changes(type(row), old, values)
    for name in different:
        setattr(row, name, values[name])
    if different:
        row.save(update_fields=list(different))
        audit.record(f"{row._meta.model_name}.changed", row, by=by, changes=different)
    return bool(different)


def edit(row: Any, changes: Mapping[str, Any], *, seen: int, by: Any) -> bool:
    """Whether the row says anything else from now on. Raises history.Clashed where somebody else changed the same fields
    after the version `seen`."""
    history.refuse_clash(row, changes, seen=seen)
    if not write(row, changes, by=by):
        return False
    history.record(type(row), [row.pk], by=by)
    register_changed.send(type(row), subdistrict=row.subdistrict)
    return True
