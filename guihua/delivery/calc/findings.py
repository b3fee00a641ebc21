"""What is missing in a month's records, or unlikely: from its sessions, who was at them, and its projects. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

import polars as pl

# Fewer than so many of the same people meet twice a day by chance, as the members of a small group do.
FEWEST_ALIKE = 5
# No service that is planned with residents is held between these; duty at night is no session.
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(6)


@dataclass(frozen=True)
class Finding:
    """`number`: how many people it is about, where it is about people. Of a pair `session` is the earlier key."""

    kind: str
    session: int | None = None
    other: int | None = None
    project: int | None = None
    number: int = 0

    @property
    def key(self) -> tuple[str, int | None, int | None, int | None]:
        return self.kind, self.session, self.other, self.project


def found(
    sessions: pl.DataFrame, attendance: pl.DataFrame, terms: Mapping[int, tuple[date, date]]
) -> Iterator[Finding]:
    """sessions: session, project, day, starts_at, minutes, community, capacity, activity. attendance: session, who (null
    for a head-count), count. terms: first and last day of each project."""
    timed = sessions.with_columns(begins=pl.col("day").dt.combine(pl.col("starts_at"))).with_columns(
        ends=pl.col("begins") + pl.duration(minutes=pl.col("minutes"))
    )
    yield from _missing(timed, attendance)
    yield from _at_night(timed)
    yield from _outside(timed, terms)
    yield from _over_the_room(timed, attendance)
    yield from _of_the_same_people(timed, attendance)


def _missing(sessions: pl.DataFrame, attendance: pl.DataFrame) -> Iterator[Finding]:
    empty = sessions.join(attendance, on="session", how="anti")
    yield from (Finding("no-records", session) for session in empty["session"])
    nowhere = sessions.filter(pl.col("community").is_null(), pl.col("project").is_not_null())
    held = nowhere.join(attendance, on="session", how="semi")
    yield from (Finding("no-community", session) for session in held["session"])


def _at_night(sessions: pl.DataFrame) -> Iterator[Finding]:
    closes = pl.col("day").dt.combine(NIGHT_BEGINS)
    late = sessions.filter((pl.col("starts_at") < NIGHT_ENDS) | (pl.col("ends") > closes))
    yield from (Finding("night", session) for session in late["session"])


def _outside(sessions: pl.DataFrame, terms: Mapping[int, tuple[date, date]]) -> Iterator[Finding]:
    held = sessions.drop_nulls("project").select("session", "project", "day")
    for session, project, day in held.iter_rows():
        if project in terms and not terms[project][0] <= day <= terms[project][1]:
            yield Finding("outside-term", session)


def _over_the_room(sessions: pl.DataFrame, attendance: pl.DataFrame) -> Iterator[Finding]:
    there = attendance.group_by("session").agg(pl.col("count").sum())
    full = sessions.join(there, on="session").filter(pl.col("count") > pl.col("capacity"))
    yield from (Finding("over-room", session, number=n) for session, n in full.select("session", "count").iter_rows())


def _of_the_same_people(sessions: pl.DataFrame, attendance: pl.DataFrame) -> Iterator[Finding]:
    """A copied roster says more than that its people were in two places, so that of one pair only it is told."""
    named = attendance.drop_nulls("who").select("session", "who").unique()
    when = sessions.select("session", "day", "begins", "ends", "activity")
    copied = {one.key[1:3]: one for one in _copied(when, named)}
    yield from copied.values()
    yield from (one for one in _in_two_places(when, named) if one.key[1:3] not in copied)


def _copied(when: pl.DataFrame, named: pl.DataFrame) -> Iterator[Finding]:
    rosters = named.group_by("session").agg(pl.col("who").sort()).filter(pl.col("who").list.len() >= FEWEST_ALIKE)
    texts = rosters.with_columns(
        roster=pl.col("who").cast(pl.List(pl.String)).list.join(","), n=pl.col("who").list.len()
    )
    held = texts.select("session", "roster", "n").join(when, on="session")
    pairs = held.join(held, on=["day", "roster"], suffix="_other").filter(pl.col("session") < pl.col("session_other"))
    unlikely = pairs.filter(_overlapping() | (pl.col("activity") != pl.col("activity_other")))
    for session, other, n in unlikely.select("session", "session_other", "n").iter_rows():
        yield Finding("copied", session, other, number=n)


def _in_two_places(when: pl.DataFrame, named: pl.DataFrame) -> Iterator[Finding]:
    held = named.join(when.drop("activity"), on="session")
    pairs = held.join(held, on=["who", "day"], suffix="_other").filter(pl.col("session") < pl.col("session_other"))
    counted = pairs.filter(_overlapping()).group_by("session", "session_other").len()
    for session, other, n in counted.iter_rows():
        yield Finding("two-places", session, other, number=n)


def _overlapping() -> pl.Expr:
    return (pl.col("begins") < pl.col("ends_other")) & (pl.col("begins_other") < pl.col("ends"))
