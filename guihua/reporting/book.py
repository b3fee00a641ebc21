"""One generation of a sub-district's facts, open for questions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

import polars as pl
import structlog
from django.utils.translation import gettext_noop

from guihua.reporting import store
from guihua.reporting.memory import answers

if TYPE_CHECKING:
    from ibis.expr.types import Table

log = structlog.get_logger()
OFFICE = gettext_noop("街道主办")
MOMENTS_OF_A_YEAR, MOMENTS_OF_A_DAY, DAYS_OF_A_YEAR = 10**10, 10**6, 10**4  # see `_moment`


class NoFactsYet(Exception):
    """Nothing was imported yet, so there is no generation to read."""


@dataclass(frozen=True)
class Book:
    """The facts as tables to ask, each row with what describes it."""

    subdistrict_code: str
    manifest: store.Manifest
    engine: Any

    @property
    def key(self) -> Hashable:
        """What no other generation of any account has."""
        return store.folder(self.subdistrict_code), self.manifest.generation

    @property
    def generation(self) -> str:
        return self.manifest.generation

    @property
    def written_at(self) -> datetime:
        return self.manifest.written_at

    def recall(self, what: Hashable, find: Callable[[], Any]) -> Any:
        """What this generation answers, found once and remembered."""
        return answers.recall((self.key, what), find)

    def frame(self, expression: Any) -> pl.DataFrame:
        """What the engine finds. Raises Damaged where a file is gone or is not what was written."""
        try:
            found: pl.DataFrame = self.engine.to_polars(expression)
        except (OSError, pl.exceptions.ComputeError) as broken:
            log.error("facts.damaged", generation=self.manifest.generation, error=str(broken))
            raise store.Damaged from broken
        return found

    @cached_property
    def years(self) -> list[int]:
        """The programme years that have projects, oldest first."""
        found: list[int] = self.frame(self.projects.select("year").distinct()).get_column("year").sort().to_list()
        return found

    def knows(self, year: int) -> bool:
        """Whether there are projects of the year, or something was done in it."""
        return year in self.years or any(int(month) // 100 == year for month in self.manifest.months)

    @cached_property
    def projects(self) -> Table:
        return self.engine.table("project")

    @cached_property
    def stations(self) -> Table:
        return self.engine.table("station")

    @cached_property
    def communities(self) -> Table:
        return self.engine.table("community")

    @cached_property
    def schools(self) -> Table:
        return self.engine.table("school")

    @cached_property
    def campaigns(self) -> list[tuple[str, str]]:
        return self.frame(self.engine.table("campaign")).rows()

    @cached_property
    def sessions(self) -> Table:
        """Sessions, each with its project's words; what the office itself holds bears its own name in their place."""
        project = self.projects.drop("year", "amount_fen")
        joined = self.engine.table("session").left_join(project, "project").drop("project_right")
        places = self.communities
        joined = joined.left_join(places, "community").drop("community_right")
        words = ("number", "project_name", "domain", "provider", "provider_name")
        own = {name: joined[name].fill_null(OFFICE) for name in words}
        return joined.mutate(**own, domain_code=joined.domain_code.fill_null(""), moment=_moment(joined))

    @cached_property
    def attendance(self) -> Table:
        """Each month's attendance apart in its file, so that a year is read without the others."""
        return self.engine.table("attendance").inner_join(self.sessions, ["session", "month"])

    @property
    def history(self) -> Table:
        """The attendance in which people's firsts are looked for."""
        return self.attendance

    def within(self, rows: Table, moment: Any) -> Table:
        """The rows whose moment lies in what the book tells of."""
        return rows

    @cached_property
    def duty(self) -> Table:
        project = self.projects.drop("year", "amount_fen")
        joined = self.engine.table("duty").inner_join(project, "project")
        return joined.mutate(moment=_moment(joined))


def _moment(rows: Table) -> Any:
    """Day and time of day as one number that sorts like them: 20220305143000."""
    day, time = rows.day, rows.starts_at
    parts = (day.year(), day.month(), day.day(), time.hour(), time.minute(), time.second())
    year, *others = (part.cast("int64") for part in parts)
    return reduce(lambda moment, part: moment * 100 + part, others, year)


def open_book(subdistrict_code: str, generation: str = "") -> Book:
    """The generation of that name, while it is kept: somebody goes on reading where they began. Else the newest.

    Raises NoFactsYet where there is none, Damaged where it is not of this version's shape.
    """
    older = store.generation(subdistrict_code, generation) if generation else None
    is_kept = older is not None and store.is_whole(subdistrict_code, older)
    manifest = older if is_kept else store.manifest(subdistrict_code)
    if manifest is None:
        raise NoFactsYet
    if manifest.shape != store.SHAPE:
        raise store.Damaged
    key = (store.folder(subdistrict_code), manifest.generation)
    book: Book = answers.recall(key, lambda: Book(subdistrict_code, manifest, _engine(subdistrict_code, manifest)))
    return book


def _engine(subdistrict_code: str, manifest: store.Manifest) -> Any:
    import ibis  # takes as long as all else of a start, and few commands ask the account

    engine = ibis.polars.connect()
    for name in store.SCHEMAS:
        engine.create_table(name, store.scan(subdistrict_code, manifest, name))
    return engine
