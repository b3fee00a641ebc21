"""Arithmetic of a document in editions: its numbering, what changed from one to the next, and the shares of a sum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

NUMERALS = "零一二三四五六七八九十"
TEN, WHOLE = 10, 100


def numeral(n: int) -> str:
    """A number from 1 to 99 as Chinese documents count: 七, 十二, 二十, 三十五."""
    tens, ones = divmod(n, TEN)
    if not tens:
        return NUMERALS[ones]
    return (NUMERALS[tens] if tens > 1 else "") + NUMERALS[TEN] + (NUMERALS[ones] if ones else "")


def number_of(position: int) -> str:
    """How the article at this place is cited."""
    return f"第{numeral(position)}条"


def digest(told: Any) -> str:
    """Of all that an edition says, whatever order its keys came in."""
    said = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def shares(whole: int, percents: Sequence[int]) -> list[int]:
    """A sum in parts of so many per cent each, in whole fen; what is left over goes to the last."""
    if not percents:
        return []
    first = [whole * percent // WHOLE for percent in percents[:-1]]
    return [*first, whole - sum(first)]


@dataclass(frozen=True)
class Piece:
    """Some words of a text that two editions share (kept), or that one alone has (gone, new)."""

    kind: str
    words: str


def pieces(before: str, after: str) -> list[Piece]:
    """One text against another, in the order of reading."""
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("kept", before[a:b]))
            continue
        found += [Piece("gone", before[a:b])] if a < b else []
        found += [Piece("new", after[c:d])] if c < d else []
    return found


@dataclass(frozen=True)
class Said:
    """An article as it is laid beside another: `key` is the same for one that was only moved or rewritten."""

    key: Any
    position: int
    heading: str
    text: str
    sets: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return number_of(self.position)


@dataclass(frozen=True)
class Changed:
    """An article that two editions do not have alike: one of the two may lack it."""

    before: Said | None
    after: Said | None

    @property
    def one(self) -> Said:
        found = self.after or self.before
        assert found  # noqa: S101 - made by `compared` alone, of what at least one edition has
        return found

    @property
    def kind(self) -> str:
        if self.before is None or self.after is None:
            return "new" if self.after else "gone"
        return "changed" if _words(self.before) != _words(self.after) else "moved"

    @property
    def heading(self) -> list[Piece]:
        return pieces(self.before.heading if self.before else "", self.after.heading if self.after else "")

    @property
    def text(self) -> list[Piece]:
        return pieces(self.before.text if self.before else "", self.after.text if self.after else "")

    @property
    def gone(self) -> list[str]:
        """What the article no longer sets."""
        return _without(self.before, self.after)

    @property
    def new(self) -> list[str]:
        """What it sets from now on."""
        return _without(self.after, self.before)


def _words(said: Said) -> tuple[str, str, tuple[str, ...]]:
    return said.heading, said.text, said.sets


def _without(said: Said | None, other: Said | None) -> list[str]:
    known = other.sets if other else ()
    return [fact for fact in (said.sets if said else ()) if fact not in known]


def compared(before: Sequence[Said], after: Sequence[Said]) -> list[Changed]:
    """What differs, in the order of the later edition; what it no longer has stands last."""
    return [one for one in _pairs(before, after) if not _alike(one)]


def _pairs(before: Sequence[Said], after: Sequence[Said]) -> Iterator[Changed]:
    known, kept = {one.key: one for one in before}, {one.key for one in after}
    yield from (Changed(known.get(one.key), one) for one in after)
    yield from (Changed(one, None) for one in before if one.key not in kept)


def _alike(one: Changed) -> bool:
    if one.before is None or one.after is None:
        return False
    return one.before.position == one.after.position and _words(one.before) == _words(one.after)
