"""A line of what waits for a reader, and who the reader is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from guihua.directory.models import AttentionRule, users


@dataclass(frozen=True)
class Line:
    """`kind` is that of its sign; `words` say what can be done, `names` which they are: the first few. `since`: when the
    oldest of them began to wait, or when the first of them is due."""

    kind: str
    title: str
    count: int
    address: str
    words: str = ""
    names: Sequence[str] = ()
    since: date | None = None

    @property
    def has_more(self) -> bool:
        return self.count > len(self.names)


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


def list_at(route: str, **asked: Any) -> str:
    """The list that shows just what a line counts."""
    return f"{reverse(route)}?{urlencode(asked)}"
