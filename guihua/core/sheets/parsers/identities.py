"""Numbers that stand for somebody: phones, ID numbers, credit codes and other codes of digits."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from stdnum import numdb
from stdnum.cn import ric
from stdnum.cn import uscc as credit_codes
from stdnum.exceptions import ValidationError

from guihua.core.sheets.columns import BadCell, Doubtful, Parser
from guihua.core.sheets.parsers.words import needed, plain, refuse_rounded, shown
from guihua.core.wording import together

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}|[2-8]\d{6,7}|[48]00\d{7}", re.ASCII)
BETWEEN_DIGITS = re.compile(r"[()\-‐‑‒–—−_·.]")
COUNTRY = re.compile(r"^(?:\+86|0086|86(?=1\d{10}$))")
ID_NUMBER = re.compile(r"\d{17}[\dX]", re.ASCII)
FIRST_YEAR = 1900  # nobody alive was born before


def phone(*, blank: bool = False, landline: bool = False) -> Parser:
    """A mainland mobile number, or a landline where one will do, as digits only. No sentence repeats the number."""
    if landline:
        words = _("这不是电话号码。手机有 11 位，以 13 到 19 开头；座机请写上区号，例如 0757-12345678。")
    else:
        words = _("这不是手机号码。手机号码有 11 位，以 13 到 19 开头。")

    def parse(cell: str) -> str:
        bare = plain(cell).removesuffix(".0")
        if not bare and blank:
            return ""
        if not bare:
            raise BadCell(_("缺少电话号码。") if landline else _("缺少手机号码。"))
        refuse_rounded(bare, _("号码"))
        written = COUNTRY.sub("", BETWEEN_DIGITS.sub("", bare))
        if MOBILE.fullmatch(written) or (landline and LANDLINE.fullmatch(written)):
            return written
        if len(MOBILE.findall(bare)) > 1:
            raise BadCell(_("这里有不止一个号码。请只留一个。"))
        raise BadCell(words)

    return parse


def id_number(cell: str) -> str | Doubtful:
    """An 18-digit resident ID number, or "" for none. Former area codes are valid: one not on record is only doubtful.

    No sentence repeats the number, since sentences are read in more places than the cell is.
    """
    written = plain(cell).upper().replace("-", "")
    if not written:
        return ""
    refuse_rounded(plain(cell), _("证件号码"))
    if re.fullmatch(r"\d{15}", written, re.ASCII):
        raise BadCell(_("这是 15 位的旧号码。请填现在 18 位的证件号码。"))
    if not ID_NUMBER.fullmatch(written):
        raise BadCell(_("证件号码要有 18 位：17 位数字，末位是数字或 X。护照等别的证件不填，请空着。"))
    if not _is_day(written[6:14]):
        raise BadCell(_("证件号码里的出生日期 %(day)s 不存在。") % {"day": written[6:14]})
    if ric.calc_check_digit(written) != written[-1]:
        if written.endswith("000"):
            raise BadCell(_("证件号码末三位成了 000，多半是被表格软件改过。请把这一列设为文本，再重新填写原号码。"))
        raise BadCell(_("证件号码的校验位不对，多半有一位写错了。"))
    if not _is_area(written[:6]):
        return Doubtful(written, _("证件号码的前六位不在区划代码里，请核对。旧代码也有效，没错就不用改。"))
    return written


@lru_cache(maxsize=40_000)
def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= FIRST_YEAR
    except ValueError:
        return False


@lru_cache(maxsize=10_000)
def _is_area(code: str) -> bool:
    """On record at any time. `ric` asks for the year of birth, though a number may be given much later."""
    return any("county" in properties for _part, properties in numdb.get("cn/loc").info(code))


def uscc(cell: str) -> str:
    """A unified social credit code: 18 characters, the last of which checks the others."""
    written = plain(cell).upper().replace("-", "")
    if not written:
        raise needed()
    refuse_rounded(plain(cell), _("统一社会信用代码"))
    try:
        return str(credit_codes.validate(written))
    except ValidationError as bad:
        sentences = [_("「%(cell)s」不是有效的统一社会信用代码（18 位，含校验位）。") % {"cell": shown(cell)}]
        if set("IOSVZ") & set(written):
            sentences.append(_("代码里没有字母 I、O、S、V、Z，看看是不是数字写成了字母。"))
        raise BadCell(together(sentences)) from bad


def digits(length: int, what: str, *, blank: bool = False) -> Parser:
    """A code of exactly so many digits; `what` names it in the sentence."""

    def parse(cell: str) -> str:
        written = plain(cell)
        if not written and blank:
            return ""
        refuse_rounded(written, what)
        if not re.fullmatch(rf"\d{{{length}}}", written, re.ASCII):
            raise BadCell(_("%(name)s要有 %(n)s 位数字。") % {"name": what, "n": length})
        return written

    return parse
