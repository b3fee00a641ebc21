"""A line of what waits for a reader, and who the reader is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from guihua.directory.models import AttentionRule, users

NAMED = 3  # examples beside a count


@dataclass(frozen=True)
class Line:
    """`kind` is that of its sign; `words` say what can be done, `names` which they are: the first few. `since`: when the
    oldest of them began to wait, or when the first of them is due. Both may be given as what asks for them, since most
    lines count nothing and are not shown."""

    kind: str
    title: str
    count: int
    address: str
    words: str = ""
    names: Sequence[str] | Callable[[], Sequence[str]] = ()
    since: date | Callable[[], date | None] | None = None

    @property
    def has_more(self) -> bool:
        return not callable(self.names) and self.count > len(self.names)

    def asked(self) -> Line:
        """With its names and its day."""
        names = self.names() if callable(self.names) else self.names
        return replace(self, names=names, since=self.since() if callable(self.since) else self.since)


@dataclass(frozen=True)
class Reader:
    user: Any

    @cached_property
    def roles(self) -> set[str]:
        return {role for role, _place in self._held}

    @cached_property
    def rules(self) -> dict[int, AttentionRule]:
        return AttentionRule.objects.by_place(sorted({place for _role, place in self._held}))

    @cached_property
    def _held(self) -> list[tuple[str, int]]:
        return list(users.memberships_today(self.user).values_list("role", "subdistrict"))


def first_day(rows: QuerySet[Any], field: str) -> date | None:
    """The earliest that stands there."""
    found: date | datetime | None = rows.order_by().aggregate(first=Min(field))["first"]
    return timezone.localdate(found) if isinstance(found, datetime) else found


def first_names(rows: QuerySet[Any]) -> list[str]:
    """Of projects, by their numbers."""
    return list(rows.order_by("number").values_list("name", flat=True)[:NAMED])


def list_at(route: str, **asked: Any) -> str:
    """The list that shows just what a line counts."""
    return f"{reverse(route)}?{urlencode(asked)}"
