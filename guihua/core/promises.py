"""What the records promise at all times, and how somebody finds out whether they do.

Each context says in its `promises.py` what it promises; `guihua check-integrity` asks them all. The verbs and the database
keep a promise: what breaks one was changed past them, by hand or by a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise as Lazy

SHOWN = 20  # breaches of a promise that are told one by one; the others are counted
PORTION = 1000  # rows that are in memory at once


@dataclass
class Found:
    """What one promise's check came upon: how many things were looked at, and which of them break it."""

    tell: Callable[[int], None] = lambda _looked_at: None
    sample: int | None = None  # of what is costly to open, so many things are looked at; None: all of them
    looked_at: int = 0
    broken: int = 0
    sentences: list[str] = field(default_factory=list)

    def look_at(self, things: int = 1) -> None:
        self.looked_at += things
        self.tell(self.looked_at)

    def breach(self, sentence: str) -> None:
        self.broken += 1
        if len(self.sentences) < SHOWN:
            self.sentences.append(sentence)

    @property
    def untold(self) -> int:
        return self.broken - len(self.sentences)

    def each(self, rows: models.QuerySet[Any]) -> Iterator[Any]:
        """The rows by their keys, a portion at a time."""
        for row in _in_portions(rows):
            self.look_at()
            yield row

    def some(self, rows: models.QuerySet[Any]) -> Iterator[Any]:
        """Each of the rows, or as many as the sample has, spread over all of them."""
        step = 1 if self.sample is None else max(1, rows.count() // self.sample)
        for number, row in enumerate(_in_portions(rows)):
            if number % step == 0:
                self.look_at()
                yield row


@dataclass(frozen=True)
class Promise:
    """`code` names it for good, `words` say it to people; `check` looks at everything that it speaks of."""

    code: str
    words: str | Lazy
    check: Callable[[Found], None]


def kept(promise: Promise, *, tell: Callable[[int], None] = lambda _n: None, sample: int | None = None) -> Found:
    found = Found(tell, sample)
    promise.check(found)
    return found


def where_not(found: Found, rows: models.QuerySet[Any], fits: models.Q, told: Callable[[Any], str]) -> None:
    """Of these rows each has to fit, which the database itself can tell."""
    found.look_at(rows.count())
    for row in rows.exclude(fits).order_by("pk").iterator(PORTION):
        found.breach(told(row))


def _in_portions(rows: models.QuerySet[Any]) -> Iterator[Any]:
    """By key and not by a cursor, so that what a question brings along (`prefetch_related`) comes by portions as well."""
    rows, last = rows.order_by("pk"), None
    while portion := list((rows if last is None else rows.filter(pk__gt=last))[:PORTION]):
        yield from portion
        last = portion[-1].pk
