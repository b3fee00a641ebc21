"""Parsers of cells: tolerant of how people write, strict about what it means. Each gives a value or raises BadCell.

As they stand: `date`, `time`, `money` (whole fen), `id_number`, `uscc`. Made to measure: `text(120)`, `name(40)`, `code(40)`,
`integer(1, 1440, sentence)`, `phone(landline=True)`, `digits(12, name)`, `degrees(180, sentence)`, `choice(options)`,
`many(parser)`. Most take `blank=True`.
"""

from guihua.core.sheets.parsers.amounts import degrees, integer, money
from guihua.core.sheets.parsers.identities import digits, id_number, phone, uscc
from guihua.core.sheets.parsers.moments import NO_DAY, date, time
from guihua.core.sheets.parsers.words import choice, code, coded, many, name, plain, shown, text

__all__ = [
    "NO_DAY",
    "choice",
    "code",
    "coded",
    "date",
    "degrees",
    "digits",
    "id_number",
    "integer",
    "many",
    "money",
    "name",
    "phone",
    "plain",
    "shown",
    "text",
    "time",
    "uscc",
]
