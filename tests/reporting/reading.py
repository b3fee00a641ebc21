"""Reads a report's page as somebody would who clicks through it."""

from __future__ import annotations

import re
from html import unescape

LINK = re.compile(r'<a class="[^"]*" href="(/reports/\d+/figures/[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
CELL = re.compile(r'<td class="n">\s*<a class="link" href="([^"]+)">(.*?)</a>\s*</td>', re.DOTALL)
HIDDEN = re.compile(r'<span class="sr">.*?</span>|<svg.*?</svg>', re.DOTALL)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub("", html))).split())


def links_to_rows(page: str) -> list[str]:
    return [unescape(address) for address, _words in LINK.findall(page)]


def whenever(address: str) -> str:
    """The address of a figure's rows without the generation that it names."""
    return re.sub(r"[?&]at=[^&]*$", "", address)


def cells(page: str) -> list[tuple[str, str]]:
    """Address and words of every cell of a table that opens rows."""
    return [(unescape(address), words_of(words)) for address, words in CELL.findall(page)]
