"""How the cells of a workbook show a number: as a share of a hundred, as a day, or as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from guihua.core.inplace.cells import local, parse

PER_CENT = {9, 10}
DAYS = {*range(14, 23), *range(27, 37), *range(50, 59)}
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
DAY = re.compile(r"[yd]|年|月|日", re.IGNORECASE)


@dataclass(frozen=True)
class Styles:
    forms: tuple[str, ...]  # of each cell style: "%", "day" or ""

    @classmethod
    def of(cls, content: bytes) -> Self:
        reader = _Reader()
        parse(content, reader.start, reader.end)
        return cls(tuple(_form(number, reader.codes) for number in reader.styles))

    def form(self, style: str) -> str:
        place = int(style) if style.isdecimal() else 0
        return self.forms[place] if place < len(self.forms) else ""


class _Reader:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self.is_inside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match local(tag):
            case "numFmt" if "numFmtId" in attributes:
                self.codes.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
            case "cellXfs":
                self.is_inside = True
            case "xf" if self.is_inside:
                self.styles.append(int(attributes.get("numFmtId", 0)))

    def end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self.is_inside = False


def _form(number: int, codes: Mapping[int, str]) -> str:
    code = LITERAL.sub("", codes.get(number, ""))
    if number in PER_CENT or "%" in code:
        return "%"
    return "day" if number in DAYS or DAY.search(code) else ""
