from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl


class BadCell(Exception):
    """A cell that cannot be taken, with the sentence that says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Doubtful:
    """A value that is taken, with a warning."""

    value: Any
    sentence: str


Parser = Callable[[str], Any]  # gives the value, None or a Doubtful; raises BadCell


@dataclass(frozen=True)
class Column:
    """A column of a file. `parse` is given the trimmed text of a cell, empty or not, once for each distinct text."""

    name: str
    parse: Parser
    dtype: pl.DataType | type[pl.DataType] = pl.String
    required: bool = True  # whether the header must have it; about empty cells the parser decides
    also: Sequence[str] = ()  # what other people call it
    options: Sequence[str] = ()  # the words that may stand in it, where they are few
    example: str = ""
    is_shared: bool = False  # it tells of several rows at once, so that an empty cell may mean 同上
    is_of_part: bool = False  # it tells who took part, which is what a record is known by
    tells_who: bool = False  # somebody is known by it
    masked: Callable[[str], str] | None = None  # how a cell is shown that is nobody's business

    @property
    def stays(self) -> bool:
        """Whether records on file keep what they say where a file lacks the column."""
        return self.takes_nothing and not self.is_of_part

    @property
    def takes_nothing(self) -> bool:
        """Whether a cell may be empty."""
        try:
            self.parse("")
        except BadCell:
            return False
        return True
