"""One source of a project's timeline: which days it tells of, of which things, in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from guihua.commissioning.models import Project

Rows = Callable[[Project, Any], QuerySet[Any]]


@dataclass(frozen=True)
class Source:
    """`rows`: what happened, each with `on_day`, `key` and `many`; `things`: what it happened to, by these keys (None: the
    project itself); `tell`: in words, and on which page it stands."""

    code: str
    group: str  # a key of timeline.GROUPS
    rows: Rows
    things: Rows | None
    tell: Callable[[Any, int], tuple[str, str]]


def _on(rows: QuerySet[Any], day: Any) -> QuerySet[Any]:
    """One event a row."""
    found: QuerySet[Any] = rows.annotate(on_day=F(day) if isinstance(day, str) else day, key=F("pk"), many=Value(1))
    return found


def single(
    code: str,
    group: str,
    things: Rows,
    day: Any,
    tell: Callable[[Any], tuple[str, str]],
    only: Q | None = None,
) -> Source:
    """Things of which each happened once."""

    def rows(project: Project, user: Any) -> QuerySet[Any]:
        return _on(things(project, user).filter(only or Q()).select_related(None), day)

    return Source(code, group, rows, things, lambda thing, _many: tell(thing))
