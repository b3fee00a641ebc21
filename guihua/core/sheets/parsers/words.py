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
HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
BETWEEN_HAN = re.compile(rf"(?<={HAN}) (?={HAN})")
BREAK_IN_HAN = re.compile(rf"(?<={HAN})\s*[\r\n]\s*(?={HAN})")
DOTS = re.compile(rf"(?<={HAN}) ?[.•‧∙⋅・･·] ?(?={HAN})")
FORMULA = ("=", "@")  # with them begins what a spreadsheet computes, and nobody's name
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
    """Words as they stand, full-width punctuation included, on one line."""

    def parse(cell: str) -> str:
        return _fitting(one_line(cell), max_length, blank=blank)

    return parse


def name(max_length: int, *, blank: bool = False) -> Parser:
    """Somebody's name: 张　三 is 张三, and every kind of dot between its parts is the same one."""

    def parse(cell: str) -> str:
        written = BETWEEN_HAN.sub("", " ".join(normalize("NFKC", visible(cell)).split()))
        if written[:1] in FORMULA:
            raise BadCell(_("这是公式，不是姓名。请写姓名。"))
        written = _fitting(DOTS.sub("·", written), max_length, blank=blank)
        if written and not (written.isalpha() or any(letter.isalpha() for letter in written)):
            raise BadCell(_("这不是姓名：姓名里要有汉字或字母。"))
        return written

    return parse


def code(max_length: int, *, blank: bool = False) -> Parser:
    """A number or code that somebody made up: full-width letters, digits and spaces are as good as plain ones."""

    def parse(cell: str) -> str:
        return _fitting(coded(cell), max_length, blank=blank)

    return parse


def coded(cell: str) -> str:
    """The spelling by which codes are compared."""
    return " ".join(normalize("NFKC", visible(cell)).split())


def one_line(cell: str) -> str:
    """Line breaks that a narrow cell was given: nothing between Chinese characters, a space elsewhere."""
    return " ".join(BREAK_IN_HAN.sub("", cell).split()) if "\n" in cell or "\r" in cell else cell


def _fitting(written: str, max_length: int, *, blank: bool) -> str:
    if not written and not blank:
        raise needed()
    if ROUNDED.fullmatch(written):
        refuse_rounded(written, _("这一格"))
    if len(written) > max_length:
        raise BadCell(_("太长了，最多 %(most)s 个字。") % {"most": max_length})
    return written


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
