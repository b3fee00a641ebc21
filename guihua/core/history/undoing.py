"""Taking an import back: what each row said before it, if nobody has changed the row since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core.history.versions import Did, versions_of
from guihua.core.pointing import relations_to
from guihua.core.refusal import Refusal, Refused
from guihua.core.wording import listed, together

MOST_NAMED = 5


@dataclass(frozen=True)
class Undo:
    """One row of a batch, and the version to go back to; None where the batch added the row."""

    row: models.Model
    before: Any


def plan(model: type[models.Model], batch: str, **scope: Any) -> list[Undo]:
    """What has to be put back for a batch to be undone, among the rows of a scope such as `subdistrict`. Locks the rows,
    in the caller's transaction.

    Raises Refused, naming them, where rows were changed after the batch, or where something uses what it added.
    """
    ours = list(versions_of(model).filter(batch=batch, **scope).order_by("id", "history_id"))
    first = {version.id: version for version in reversed(ours)}
    rows = model._base_manager.select_for_update().in_bulk(list(first))
    later = list(versions_of(model).filter(id__in=first).exclude(batch=batch).select_related("history_user"))
    since = [version for version in later if version.history_id > first[version.id].history_id]
    if since:
        raise Refused(Refusal("changed-since", _changed_since(since)))
    undos = [Undo(rows[pk], _before(version, later)) for pk, version in sorted(first.items())]
    _refuse_where_used([undo.row for undo in undos if undo.before is None])
    return undos


def _before(first: Any, versions: Iterable[Any]) -> Any:
    if first.history_type == Did.ADDED:
        return None
    earlier = [one for one in versions if one.id == first.id and one.history_id < first.history_id]
    return max(earlier, key=lambda one: one.history_id)


def _changed_since(since: Sequence[Any]) -> str:
    newest = {version.id: version for version in sorted(since, key=lambda one: one.history_id)}
    named = [
        _("「%(name)s」（%(at)s，%(by)s）")
        % {
            "name": version.instance,
            "at": f"{timezone.localtime(version.history_date):%Y-%m-%d %H:%M}",
            "by": version.history_user or _("系统"),
        }
        for version in newest.values()
    ]
    words = _("导入以后又改过 %(n)d 条，不能撤销：%(named)s。")
    return words % {"n": len(named), "named": _few(named)}


def _refuse_where_used(rows: Sequence[models.Model]) -> None:
    used = [_("「%(name)s」") % {"name": row} for row in rows if _is_used(row)]
    if used:
        words = _("有 %(n)d 条已经用在别处，不能撤销：%(named)s。") % {"n": len(used), "named": _few(used)}
        raise Refused(Refusal("in-use", together([words, _("请先撤销或改掉用到它们的记录。")])))


def _is_used(row: models.Model) -> bool:
    """Whether anything points to the row, by a key or by a relation to many."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists()
        for relation in relations_to(type(row))
    )


def _few(named: Sequence[str]) -> str:
    return listed(named[:MOST_NAMED]) + (_("等") if len(named) > MOST_NAMED else "")
