"""Parsers of cells: tolerant of how people write, strict about what it means. Each gives a value or raises BadCell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date  # noqa: N812 - a parser here bears the plain name
from datetime import datetime, timedelta
from datetime import time as Time  # noqa: N812 - likewise
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from django.utils.translation import gettext as _
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc
from stdnum.exceptions import ValidationError

from guihua.core.sheets.columns import BadCell, Doubtful, Parser

DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[ T].*)?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL_DATE = re.compile(r"\d{5}(\.\d+)?")
TIME = re.compile(r"(?:\d{4}-\d{2}-\d{2} )?(\d{1,2}):(\d{2})(?::\d{2})?")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{9,11}|[2-8]\d{6,7}|400\d{7}")
EXCEL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar's origin, no moment
MINUTES_PER_DAY = 1440


def plain(cell: str) -> str:
    return "".join(normalize("NFKC", cell).split())


def text(most: int, *, blank: bool = False) -> Parser:
    def parse(cell: str) -> str:
        if not cell and not blank:
            raise BadCell(_("这里不能空着。"))
        if len(cell) > most:
            raise BadCell(_("太长了，最多 %(most)s 个字。") % {"most": most})
        return cell

    return parse


def date(cell: str) -> Date:
    written = " ".join(normalize("NFKC", cell).split())
    if not written:
        raise BadCell(_("缺少日期。"))
    if SERIAL_DATE.fullmatch(written):
        return (EXCEL_START + timedelta(days=float(written))).date()
    if not (found := DATE.fullmatch(written) or COMPACT_DATE.fullmatch(written)):
        raise BadCell(_("「%(cell)s」看不出是哪一天。请写成 2022-03-05 这样。") % {"cell": cell})
    try:
        return Date(*(int(part) for part in found.groups()[:3]))
    except ValueError as impossible:
        raise BadCell(_("没有「%(cell)s」这一天。") % {"cell": cell}) from impossible


def time(cell: str) -> Time:
    written = " ".join(normalize("NFKC", cell).split())
    if not written:
        raise BadCell(_("缺少时间。"))
    if re.fullmatch(r"0?\.\d+|0", written):
        minutes = round(float(written) * MINUTES_PER_DAY)
        return Time(minutes // 60 % 24, minutes % 60)
    found = TIME.fullmatch(written)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadCell(_("「%(cell)s」不是一天里的时间。请写成 14:30 这样。") % {"cell": cell})
    return Time(int(found[1]), int(found[2]))


def integer(least: int, most: int, too_far: str, *, blank: bool = False) -> Parser:
    """Whole numbers from least to most; `too_far` is the sentence for others."""

    def parse(cell: str) -> int | None:
        if not cell and blank:
            return None
        written = plain(cell).replace(",", "")
        if not re.fullmatch(r"[+-]?\d+(\.0+)?", written):
            raise BadCell(_("「%(cell)s」不是整数。") % {"cell": cell} if cell else _("这里不能空着。"))
        number = int(float(written)) if "." in written else int(written)
        if not least <= number <= most:
            raise BadCell(too_far)
        return number

    return parse


def money(cell: str) -> int:
    """An amount in yuan, given as whole fen."""
    written = plain(cell).replace(",", "").strip("¥￥元")
    try:
        fen = Decimal(written) * 100
    except InvalidOperation as bad:
        raise BadCell(_("「%(cell)s」不是金额。请只写以元为单位的数，例如 286000.00。") % {"cell": cell}) from bad
    if not fen.is_finite() or fen < 0:
        raise BadCell(_("金额不能是负数。"))
    if fen != fen.to_integral_value() or fen > 10**15:
        raise BadCell(_("金额最多两位小数。"))
    return int(fen)


def phone(*, blank: bool = False, landline: bool = False) -> Parser:
    def parse(cell: str) -> str:
        written = re.sub(r"[\s()\-－—–·.]", "", plain(cell))
        written = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", written)
        if not written and blank:
            return ""
        if MOBILE.fullmatch(written) or (landline and LANDLINE.fullmatch(written)):
            return written
        raise BadCell(_("「%(cell)s」不是手机号码。手机号码有 11 位，以 13 到 19 开头。") % {"cell": cell})

    return parse


def id_number(cell: str) -> str | Doubtful:
    """An 18-digit resident ID number, or nothing. Former area codes are valid, so an unknown one is only doubtful."""
    written = plain(cell).upper().replace("-", "")
    if not written:
        return ""
    if "E+" in written or re.fullmatch(r"\d+\.\d+", written):
        raise BadCell(_("证件号码被表格软件改成了近似数，末几位已经丢失。请把这一列设为文本，再重新填写原号码。"))
    if not re.fullmatch(r"\d{17}[\dX]", written):
        raise BadCell(_("证件号码要有 18 位：17 位数字，末位是数字或 X。"))
    try:
        Date(int(written[6:10]), int(written[10:12]), int(written[12:14]))
    except ValueError as impossible:
        raise BadCell(_("证件号码里的出生日期 %(day)s 不存在。") % {"day": written[6:14]}) from impossible
    if ric.calc_check_digit(written) != written[-1]:
        if written.endswith("000"):
            raise BadCell(_("证件号码末三位成了 000，多半是被表格软件改过。请把这一列设为文本，再重新填写原号码。"))
        raise BadCell(_("证件号码的校验位不对，多半有一位写错了。"))
    if not ric.is_valid(written):
        return Doubtful(written, _("证件号码的前六位不在现行区划里；旧号码可以这样，请留意。"))
    return written


def uscc(cell: str) -> str:
    written = plain(cell).upper()
    try:
        return str(stdnum_uscc.validate(written))
    except ValidationError as bad:
        raise BadCell(_("「%(cell)s」不是有效的统一社会信用代码（18 位，含校验位）。") % {"cell": cell}) from bad


def digits(length: int, name: str, *, blank: bool = False) -> Parser:
    def parse(cell: str) -> str:
        written = plain(cell)
        if (not written and blank) or re.fullmatch(rf"\d{{{length}}}", written):
            return written
        raise BadCell(_("%(name)s要有 %(n)s 位数字。") % {"name": name, "n": length})

    return parse


def choice(options: Mapping[str, str], *, blank: bool = False) -> Parser:
    """One of the spellings; gives what each stands for."""

    def parse(cell: str) -> str | None:
        if not cell and blank:
            return ""
        if (written := plain(cell)) in options:
            return options[written]
        names = "、".join(options)
        if not cell:
            raise BadCell(_("这里不能空着。可以填：%(names)s。") % {"names": names})
        raise BadCell(_("没有「%(cell)s」这一项。可以填：%(names)s。") % {"cell": cell, "names": names})

    return parse


def many(parse_one: Parser) -> Parser:
    """Several values with 、 or another separator between; gives them as a list."""

    def parse(cell: str) -> list[str]:
        return [parse_one(part) for part in re.split(r"[、,，;；\s]+", cell) if part]

    return parse
