"""Who may open what: one row for each address and way of asking, in every role.

The page 「权限一览」, `guihua permission-matrix` and the test that asks every address in every role all read this one table.
A route without a row fails all three. A row speaks of what is somebody's own concern (their project, their notice): what
lies beyond their sight is hidden from them in every role, as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.desk import permission_rows
from guihua.desk.permission_terms import Row
from guihua.directory.models import Role

NOBODY = "nobody"  # signed in, without any role today
ANONYMOUS = "anonymous"  # not signed in


class Answer(StrEnum):
    ALLOWED = "allowed"
    DENIED = "denied"  # 403, with the reason in words
    HIDDEN = "hidden"  # 404, as if it did not exist
    SIGN_IN = "sign-in"  # to the sign-in page, for who is not signed in


WORDS: dict[Answer, str | Promise] = {
    Answer.ALLOWED: _("可以"),
    Answer.DENIED: _("不可以，说明原因"),
    Answer.HIDDEN: _("看不到"),
    Answer.SIGN_IN: _("先登录"),
}


def everybody() -> dict[str, str | Promise]:
    """Every column of the table, and what it is called: the roles, then those without one."""
    roles: dict[str, str | Promise] = {role.value: role.label for role in Role}
    return roles | {NOBODY: _("没有岗位"), ANONYMOUS: _("没有登录")}


class Undeclared(Exception):
    """A route of which nobody said who may open it, or a row of a route that is not there."""


@dataclass(frozen=True)
class Permission:
    """One address, asked in one way. `answers` is by who asks."""

    method: str
    route: str
    path: str
    words: str | Promise
    of: str  # which things, where an address answers differently for some: "confidential"
    answers: dict[str, Answer]


def matrix() -> list[Permission]:
    """Every route with its rows, in the order in which addresses are looked up. Raises Undeclared."""
    rows = permission_rows.rows()
    paths = dict(routes())
    if wrong := sorted(paths.keys() ^ {row.route for row in rows}):
        raise Undeclared(f"desk/permission_rows.py and the routes differ in: {', '.join(wrong)}")
    return [
        Permission(row.method, row.route, path, row.words, row.of, {who: _met(row, who) for who in everybody()})
        for route, path in paths.items()
        for row in rows
        if row.route == route
    ]


def routes(patterns: Any = None, space: str = "", before: str = "/") -> Iterator[tuple[str, str]]:
    """Every route: its name, and its path as the URL configuration writes it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        path = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, path)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", path


def _met(row: Row, who: str) -> Answer:
    if who in row.allowed:
        return Answer.ALLOWED
    if who in row.denied:
        return Answer.DENIED
    return Answer.HIDDEN if who != ANONYMOUS or row.is_shut else Answer.SIGN_IN
