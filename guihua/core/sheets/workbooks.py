"""XLSX. A stranger's workbook is opened by a process of its own (`opening`), which may run out of memory without harm:
two cells of a file of 5 kB, one at A1 and one at XFD1048576, take the whole server down otherwise."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from guihua.core.sheets import headers
from guihua.core.sheets.refusing import broken, several, too_big

BROKEN, TOO_BIG, SEVERAL = 3, 4, 5  # how the process says what it met; below zero: the system ended it
LONGEST = 300  # seconds


@dataclass(frozen=True)
class Workbook:
    frame: pl.DataFrame  # the rows of one worksheet from its first on, as text, columns "0", "1" …

    @property
    def top(self) -> list[list[str]]:
        return [list(row) for row in self.frame.head(headers.DEPTH).rows()]

    def below(self, row: int, width: int, max_rows: int) -> pl.DataFrame:
        """The rows under `row` as text, with all columns of the worksheet."""
        return self.frame.slice(row)


@dataclass(frozen=True)
class Worksheet:
    """A visible worksheet: its rows down to the last filled one, and how many of the names head it."""

    name: str
    rows: int
    known: int


def opened(content: bytes, names: Sequence[str], *, worksheet: str | None = None) -> Workbook:
    """The worksheet of that name; else the visible one that has the named columns, else the one with most of them."""
    return Workbook(pl.read_ipc_stream(io.BytesIO(_asked(content, {"names": list(names), "worksheet": worksheet}))))


def worksheets(content: bytes, names: Sequence[str]) -> list[Worksheet]:
    """Those in which anything stands."""
    told = json.loads(_asked(content, {"names": list(names), "list": True}))
    return [Worksheet(**one) for one in told]


def _asked(content: bytes, wish: dict[str, Any]) -> bytes:
    command = [sys.executable, "-P", "-s", "-m", "guihua.core.sheets.opening", json.dumps(wish)]
    # nothing else of the environment: the process has no business with keys and addresses
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and what is wished for as one JSON word
            command, input=content, capture_output=True, env=environment, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise too_big() from slow
    if done.returncode == BROKEN:
        raise broken()
    if done.returncode == TOO_BIG or done.returncode < 0:
        raise too_big()
    if done.returncode == SEVERAL:
        raise several(json.loads(done.stdout))
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout
