from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from guihua.core.measures import rounded
from guihua.core.sheets.columns import BadCell, Parser
from guihua.core.sheets.parsers.words import needed, plain, shown

NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)  # a comma stands before three digits
DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
CURRENCY = re.compile(r"^(?:¥|RMB|CNY|人民币)|(?:元整?)$", re.IGNORECASE)
MOST_DIGITS = 15  # as many as a spreadsheet keeps exactly
MINUS = str.maketrans("−–—", "---")


def integer(minimum: int, maximum: int, too_far: str, *, blank: bool = False) -> Parser:
    """Whole numbers from minimum to maximum; `too_far` is the sentence for others, and names the limit. Blank: None."""

    def parse(cell: str) -> int | None:
        written = plain(cell).translate(MINUS)
        if not written and blank:
            return None
        if not written:
            raise needed()
        found = NUMBER.fullmatch(written)
        if not found or (found[3] or "").strip("0"):
            raise BadCell(_("「%(cell)s」不是整数。请只写数字。") % {"cell": shown(cell)})
        digits = found[2].replace(",", "").lstrip("0") or "0"
        if len(digits) > MOST_DIGITS or not minimum <= (number := int(found[1] + digits)) <= maximum:
            raise BadCell(too_far)
        return number

    return parse


def money(cell: str) -> int:
    """An amount in yuan, given as whole fen: exact in every database and in JSON, and sums need no rounding."""
    written = CURRENCY.sub("", plain(cell).translate(MINUS))
    if not written:
        raise BadCell(_("缺少金额。"))
    if not (found := NUMBER.fullmatch(written)):
        words = _("「%(cell)s」不是金额。请只写以元为单位的数，例如 286000.00。")
        raise BadCell(words % {"cell": shown(cell)})
    sign, yuan, decimals = found[1], found[2].replace(",", "").lstrip("0"), (found[3] or "").rstrip("0")
    if len(decimals) > 2:
        raise BadCell(_("金额最多两位小数。"))
    if len(yuan) > MOST_DIGITS - 2:
        raise BadCell(_("「%(cell)s」这个金额太大，请核对。") % {"cell": shown(cell)})
    fen = int(Decimal(f"{yuan or 0}.{decimals or 0}") * 100)
    if sign == "-" and fen:
        raise BadCell(_("金额不能是负数。"))
    return fen


def degrees(most: int, too_far: str) -> Parser:
    """Degrees of longitude or latitude to the sixth decimal, as the database keeps them. Blank: None."""

    def parse(cell: str) -> Decimal | None:
        written = plain(cell).translate(MINUS).strip("°")
        if not written:
            return None
        if not DEGREES.fullmatch(written):
            words = _("「%(cell)s」不是经纬度。请写成小数，例如 113.1432；不知道可以空着。")
            raise BadCell(words % {"cell": shown(cell)})
        if abs(value := Decimal(written)) > most:
            raise BadCell(too_far)
        return rounded(value, 6)

    return parse
