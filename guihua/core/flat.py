"""Flat rows that a context gives away: for each column its kind, and the field that it comes from.

No column may come from a field that says who somebody is; the field's data class decides, not the writer of the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import models

from guihua.core.secrecy import DataClass, class_of

Kind = type[pl.DataType]
Schema = dict[str, Kind]
MOST = DataClass.INTERNAL


class TooPersonal(Exception):
    """A column comes from a field that facts may not hold."""


@dataclass(frozen=True)
class Flat:
    """Rows of a model, flattened: `columns` give each column's field, as a path over relations, and its kind."""

    model: type[models.Model]
    columns: Mapping[str, tuple[str, Kind]]

    @property
    def schema(self) -> Schema:
        return {name: kind for name, (_path, kind) in self.columns.items()}

    def frame(self, rows: models.QuerySet[Any]) -> pl.DataFrame:
        """The rows as they are asked for; a column that the question itself names (an annotation) is taken from there.

        They are fetched at once: for a cursor PostgreSQL plans as if only the first rows were wanted, and all of them
        then take many times as long.
        """
        self._refuse_names()
        asked = rows.query.annotations
        fields = [name if name in asked else path for name, (path, _kind) in self.columns.items()]
        return pl.DataFrame(list(rows.values_list(*fields)), schema=self.schema, orient="row")

    def _refuse_names(self) -> None:
        personal = [name for name, (path, _kind) in self.columns.items() if class_of(self.model, path) > MOST]
        if personal:
            raise TooPersonal(f"{self.model.__name__}: {', '.join(personal)}")
