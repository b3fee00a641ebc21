"""Why somebody may not judge a project (回避). Days are half-open: `until` is the first day on which a thing no longer is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from unicodedata import normalize

Kind = Literal["employed", "member", "contracted", "family", "worked", "other", "staff"]


@dataclass(frozen=True)
class Engagement:
    """Somebody's work for an organisation: of the register, or known by its name alone."""

    kind: Kind
    organisation: int | None = None
    name: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Bond:
    """What somebody declared, to an organisation or to a project."""

    kind: Kind
    organisation: int | None = None
    project: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class Subject:
    """A project as one may be bound to it. `staff`: the accounts that hold or held a post at it."""

    project: int
    provider: int | None = None
    provider_name: str = ""
    staff: frozenset[int] = frozenset()


@dataclass(frozen=True, order=True)
class Reason:
    """`by_name`: only the name is the same, which is weaker than the same row of the register. `is_past`: it is over, and not
    long enough."""

    kind: Kind
    since: date | None = None
    until: date | None = None
    is_past: bool = False
    by_name: bool = False


def reasons(
    subject: Subject,
    engagements: Iterable[Engagement],
    bonds: Iterable[Bond],
    *,
    day: date,
    years: int,
    user: int | None = None,
) -> list[Reason]:
    """All that speaks against it on a day, where what ended within `years` before still counts."""
    found = [*_engaged(subject, engagements, day, years_before(day, years)), *_bound(subject, bonds, day)]
    return [*found, Reason("staff")] if user is not None and user in subject.staff else found


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; of a 29 February that it had not, the day before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def same_name(name: str) -> str:
    """By which two ways of writing one name are the same: widths of characters and spaces at the ends do not matter."""
    return normalize("NFKC", name).strip()


def _engaged(subject: Subject, engagements: Iterable[Engagement], day: date, earliest: date) -> Iterator[Reason]:
    for one in engagements:
        by_name = one.organisation is None
        if not (_same_by_name(one, subject) if by_name else one.organisation == subject.provider):
            continue
        has_begun = one.since is None or one.since <= day
        if has_begun and (one.until is None or one.until > earliest):
            is_past = one.until is not None and one.until <= day
            yield Reason(one.kind, one.since, one.until, is_past, by_name)


def _same_by_name(one: Engagement, subject: Subject) -> bool:
    return bool(subject.provider_name) and same_name(one.name) == same_name(subject.provider_name)


def _bound(subject: Subject, bonds: Iterable[Bond], day: date) -> Iterator[Reason]:
    for one in bonds:
        is_of_it = one.project == subject.project or (
            one.organisation is not None and one.organisation == subject.provider
        )
        if is_of_it and (one.until is None or one.until > day):
            yield Reason(one.kind, until=one.until)
