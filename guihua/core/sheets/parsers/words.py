from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from guihua.core.sheets.columns import BadCell, Doubtful, Parser
from guihua.core.sheets.spaces import visible
from guihua.core.wording import listed, together

ROUNDED = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d{2,}", re.IGNORECASE | re.ASCII)
SEPARATORS = re.compile(r"[、,，;；\s]+")
SHOWN = 30  # characters of a cell that a sentence repeats


def plain(cell: str) -> str:
    """Without spaces and invisible marks, full-width digits and letters as plain ones."""
    return "".join(cell.split() if cell.isascii() else normalize("NFKC", visible(cell)).split())


def shown(cell: str) -> str:
    """As much of a cell as a sentence can bear."""
    line = " ".join(cell.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"


def needed() -> BadCell:
    return BadCell(_("这里不能空着。"))


def refuse_rounded(written: str, name: str) -> None:
    """4.40605E+17: what a spreadsheet leaves of a long number. Its last digits are gone."""
    if ROUNDED.fullmatch(written):
        words = _("%(name)s被表格软件改成了近似数，末几位已经丢失。请把这一列设为文本，再重新填写原号码。")
        raise BadCell(words % {"name": name})


def text(max_length: int, *, blank: bool = False) -> Parser:
    """Words as they stand, full-width punctuation included."""

    def parse(cell: str) -> str:
        if not cell and not blank:
            raise needed()
        if len(cell) > max_length:
            raise BadCell(_("太长了，最多 %(most)s 个字。") % {"most": max_length})
        refuse_rounded(cell, _("这一格"))
        return cell

    return parse


def choice(options: Mapping[str, Any], what: str = "", *, blank: bool = False) -> Parser:
    """One of the spellings; gives what each stands for, "" for an empty cell. `what` names the kind of thing."""
    meant = {plain(spelling): value for spelling, value in options.items()}

    def parse(cell: str) -> Any:
        written = plain(cell)
        if not written and blank:
            return ""
        if written in meant:
            return meant[written]
        words = {"cell": shown(cell), "what": what, "names": listed(options)}
        if not written:
            raise BadCell(_("这里不能空着。可以填：%(names)s。") % words)
        if what:
            raise BadCell(_("「%(cell)s」不是%(what)s。可以填：%(names)s。") % words)
        raise BadCell(_("没有「%(cell)s」这一项。可以填：%(names)s。") % words)

    return parse


def many(parse_one: Parser) -> Parser:
    """Several values in one cell, with 、 or a comma, semicolon, space or line break between; gives them as a list."""

    def parse(cell: str) -> list[Any] | Doubtful:
        values = [parse_one(part) for part in SEPARATORS.split(cell) if part]
        doubts = dict.fromkeys(value.sentence for value in values if isinstance(value, Doubtful))
        bare = [value.value if isinstance(value, Doubtful) else value for value in values]
        return Doubtful(bare, together(doubts)) if doubts else bare

    return parse
