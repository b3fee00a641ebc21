"""Parsers of cells: tolerant of how people write, strict about what it means. Each gives a value or raises BadCell.

As they stand: `date`, `time`, `money` (whole fen), `id_number`, `uscc`. Made to measure: `text(120)`, `integer(1, 1440,
sentence)`, `phone(landline=True)`, `digits(12, name)`, `choice(options)`, `many(parser)`. Most take `blank=True`.
"""

from guihua.core.sheets.parsers.amounts import integer, money
from guihua.core.sheets.parsers.identities import digits, id_number, phone, uscc
from guihua.core.sheets.parsers.moments import date, time
from guihua.core.sheets.parsers.words import choice, many, plain, shown, text

__all__ = [
    "choice",
    "date",
    "digits",
    "id_number",
    "integer",
    "many",
    "money",
    "phone",
    "plain",
    "shown",
    "text",
    "time",
    "uscc",
]
