"""What the cells of an upper level's form are filled with for a period: the account's own figures, each with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import clock, inplace, measures
from guihua.reporting import figures
from guihua.reporting.addresses import Addresses
from guihua.reporting.book import Book
from guihua.reporting.calc.periods import Period
from guihua.reporting.figures import Figure
from guihua.reporting.models import Filling, FormCell, Reach, UpperForm
from guihua.reporting.narrowing import TAKEN, Narrowing, described, narrowed
from guihua.reporting.periods import is_of_a_period
from guihua.reporting.words import titled

WHOLE = Period(1, 12)
WAN = 10_000


@dataclass(frozen=True)
class Time:
    """For what a form is filled: a year, or a part of it."""

    year: int
    period: Period

    @property
    def title(self) -> str:
        return _("%(year)d 年") % {"year": self.year} if self.period.is_whole else titled(self.year, self.period)


@dataclass(frozen=True)
class Filled:
    """A cell with its value, and all that tells what it is; `value` is None where there is none to fill in."""

    cell: FormCell
    value: inplace.Value | None
    figure: Figure | None = None
    told: Any = None  # the figure's value as the account tells it
    over: str = ""  # which time, in words
    conditions: Sequence[dict[str, Any]] = ()
    rows: str = ""  # the address of its rows
    why_not: str = ""
    written: Any = None  # as it will stand in the cell


def of(form: UpperForm, workbook: inplace.Workbook, book: Book, time: Time) -> list[Filled]:
    told = [_filled(cell, form, workbook, book, time) for cell in form.cells.all()]
    return [one if one.value is None else replace(one, written=_written(one, workbook)) for one in told]


def _written(one: Filled, workbook: inplace.Workbook) -> inplace.Value | None:
    cell = workbook.pages[one.cell.sheet].cell(one.cell.cell)
    return None if one.value is None else inplace.written(workbook, cell, one.value)


def takes(code: str, part: str) -> bool:
    """Whether a figure can be told of one row of a table."""
    return part in TAKEN.get(code.partition(".")[0], ())


def _filled(cell: FormCell, form: UpperForm, workbook: inplace.Workbook, book: Book, time: Time) -> Filled:
    if why_not := workbook.why_not(cell.sheet, cell.cell):
        return Filled(cell, None, why_not=why_not)
    match cell.filling:
        case Filling.FIGURE:
            return _of_figure(cell, workbook, book, time)
        case Filling.PLACE:
            return Filled(cell, form.subdistrict.name)
        case Filling.PROGRAMME:
            return Filled(cell, form.subdistrict.programme)
        case Filling.PERIOD:
            return Filled(cell, time.title)
        case Filling.TODAY:
            return Filled(cell, clock.today())
        case _words:
            return Filled(cell, cell.words)


def _of_figure(cell: FormCell, workbook: inplace.Workbook, book: Book, time: Time) -> Filled:
    figure, when = figures.of(book).get(cell.figure), _when(cell, time)
    if figure is None:
        return Filled(cell, None, why_not=_("没有「%(code)s」这个数字了。请重新选。") % {"code": cell.figure})
    to = Narrowing(**({cell.part: cell.key} if cell.part else {}), **_within(figure, when.period))
    own = narrowed(book, to)
    about: dict[str, Any] = {
        "figure": figure,
        "over": when.title if to.period else _("%(year)d 年") % {"year": when.year},
        "conditions": [one for one in described(own, to) if "period" not in one["dropped"]],
    }
    if not book.knows(when.year):
        return Filled(cell, None, **about, why_not=_("%(year)d 年没有记录，这一格留空。") % {"year": when.year})
    told = figure.total(own, when.year)
    rows = Addresses(when.year, book.generation, within=dict(to)).rows(figure.code)
    return Filled(cell, _number(told, figure, cell, workbook), told=told, rows=rows, **about)


def _when(cell: FormCell, time: Time) -> Time:
    match cell.reach:
        case Reach.BEFORE:
            return Time(time.year - 1, time.period)
        case Reach.TO_DATE:
            return Time(time.year, Period(1, time.period.last, time.period.day))
        case _period:
            return time


def _within(figure: Figure, period: Period) -> dict[str, str]:
    """What is of the year alone is told of the year."""
    return {} if period.is_whole or not is_of_a_period(figure.code) else {"period": period.code}


def _number(told: int | Decimal, figure: Figure, cell: FormCell, workbook: inplace.Workbook) -> int | Decimal:
    """A share of one where the cell shows it as one of a hundred, else of a hundred; ten thousands where it is asked."""
    if figure.kind == "ratio":
        style = workbook.pages[cell.sheet].cell(cell.cell).style
        return told if workbook.styles.form(style) == "%" else measures.rounded(Decimal(told) * 100, 2)
    return Decimal(told) / WAN if cell.in_wan else told
