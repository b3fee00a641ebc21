"""Rows that stand among the records of a file and are none: sums, remarks, the header once more.

Only a row that could not come in as it stands is taken for one of them, so that nothing is lost unasked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

ROW = "row"  # the row that a person sees in the spreadsheet, header and blank rows counted
MOST_OF_A_REMARK = 4  # filled cells: 填表人, 审核, 联系电话, 日期
SUM = (
    r"^[^，。；]{0,12}?[合小总共累]\s*计\s*[:：]?\s*([（(][^）)]*[）)])?"
    r"\s*[\d,.０-９]*\s*(人次|人|场次|场|次|元|小时|分钟)?\s*[。.]?$"
)
REMARK = (
    r"^\s*[（(]?\s*((备?注|附注|说明|备注说明)\s*[\d一二三四五]*\s*[:：、.]"
    r"|(填表|制表|填报|审核|经办|复核|核对|统计|打印)(人|员|单位|日期|时间)?\s*[:：]|以下(空白|无正文)|[※＊*★])"
)
SPOKEN = r"[:：。，；]|.{13}"  # no name, no number: a sentence

Kind = Literal["sum", "remark", "head"]


@dataclass(frozen=True)
class Aside:
    """A row that is no record, and what stands in it."""

    row: int
    kind: Kind
    text: str


def of(body: pl.DataFrame, needed: Sequence[str], head: Mapping[str, str]) -> list[Aside]:
    """The rows of a body that are no records. `needed`: columns in which every record says something. `head`: what each
    column is called."""
    texts = pl.exclude(ROW)
    empty = pl.sum_horizontal([(pl.col(name) == "").cast(pl.Int32) for name in needed]) if needed else pl.lit(0)
    filled = pl.sum_horizontal((texts != "").cast(pl.Int32))
    told = body.with_columns(empty.alias("empty"), filled.alias("filled"))
    kinds = told.select(ROW, pl.coalesce(_again(head), _sum(body), _remark(body)).alias("kind")).drop_nulls()
    rows = body.join(kinds, on=ROW)
    return [Aside(row, kind, "　".join(filter(None, cells))) for row, *cells, kind in rows.iter_rows()]


def _again(head: Mapping[str, str]) -> pl.Expr:
    """The header once more, as a table that was printed page by page has it."""
    alike = [(pl.col(column) == name).cast(pl.Int32) for column, name in head.items() if name]
    same = pl.sum_horizontal(alike) if alike else pl.lit(0)
    return pl.when((same > 1) & (2 * same > pl.col("filled"))).then(pl.lit("head"))


def _sum(body: pl.DataFrame) -> pl.Expr:
    says_so = pl.any_horizontal([pl.col(column).str.contains(SUM) for column in body.columns if column != ROW])
    return pl.when((pl.col("empty") > 0) & says_so).then(pl.lit("sum"))


def _remark(body: pl.DataFrame) -> pl.Expr:
    columns = [pl.col(column) for column in body.columns if column != ROW]
    first = pl.coalesce([pl.when(column != "").then(column) for column in columns])
    is_marked = (pl.col("filled") <= MOST_OF_A_REMARK) & first.str.contains(REMARK)
    is_sentence = (pl.col("filled") == 1) & first.str.contains(SPOKEN)
    return pl.when((pl.col("empty") > 1) & (is_marked | is_sentence)).then(pl.lit("remark"))
