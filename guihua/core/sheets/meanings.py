"""What a person means by a cell of a workbook, as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT_DIGITS = 1e15  # from 16 digits on a spreadsheet no longer keeps every digit of a number
HALF_A_SECOND = timedelta(milliseconds=500)


def texts_of(column: Sequence[Any]) -> Sequence[str]:
    """`text_of` each cell; each distinct value once."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if bool in kinds:  # True == 1, so that a table of texts would mix them up
        return [text_of(cell) for cell in column]
    texts = {cell: text_of(cell) for cell in set(column)}
    return [texts[cell] for cell in column]


def text_of(cell: Any) -> str:
    """12 for 12.0, 2022-03-05 for a date; a number too long to be exact stays E+17."""
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float() | int():
            return _number(cell)
        case datetime():
            return (cell + HALF_A_SECOND).isoformat(" ", "seconds").removesuffix(" 00:00:00")
        case date():
            return cell.isoformat()
        case time():
            return _clock(
                timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second + round(cell.microsecond / 1e6))
            )
        case timedelta():
            return _clock(cell)
    return str(cell)


def _number(cell: float) -> str:
    if abs(cell) >= EXACT_DIGITS:
        return f"{cell:.5E}"
    text = f"{cell:.15g}"  # what the spreadsheet itself shows of 0.1 + 0.2
    return text if "e" not in text else f"{Decimal(text):f}"


def _clock(since_midnight: timedelta) -> str:
    seconds = round(since_midnight.total_seconds())
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
