"""One generation of a sub-district's facts, open for questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import ibis
import polars as pl
import structlog
from django.utils.translation import gettext_noop
from ibis.expr.types import Table

from guihua.reporting import store

log = structlog.get_logger()
OFFICE = gettext_noop("街道主办")


class NoFactsYet(Exception):
    """Nothing was imported yet, so there is no generation to read."""


@dataclass(frozen=True)
class Book:
    """The facts as tables to ask, each row with what describes it."""

    subdistrict_code: str
    manifest: store.Manifest

    @property
    def written_at(self) -> datetime:
        return self.manifest.written_at

    @cached_property
    def engine(self) -> Any:
        engine = ibis.polars.connect()
        for name in store.SCHEMAS:
            engine.create_table(name, store.scan(self.subdistrict_code, self.manifest, name))
        return engine

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
        own = {name: joined[name].fill_null(OFFICE) for name in ("number", "project_name", "domain", "provider")}
        return joined.mutate(
            **own, provider_name=joined.provider_name.fill_null(OFFICE), domain_code=joined.domain_code.fill_null("")
        )

    @cached_property
    def attendance(self) -> Table:
        return self.engine.table("attendance").inner_join(self.sessions, "session")

    @cached_property
    def duty(self) -> Table:
        project = self.projects.drop("year", "amount_fen")
        return self.engine.table("duty").inner_join(project, "project")


def open_book(subdistrict_code: str) -> Book:
    """The newest generation. Raises NoFactsYet where there is none, Damaged where it is not of this version's shape."""
    manifest = store.manifest(subdistrict_code)
    if manifest is None:
        raise NoFactsYet
    if manifest.shape != store.SHAPE:
        raise store.Damaged
    return Book(subdistrict_code, manifest)
