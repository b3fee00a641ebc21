"""Days and times of day. A spreadsheet counts days from the end of 1899, and a time as a part of a day."""

from __future__ import annotations

import datetime as dt
import re
from unicodedata import normalize

from django.utils.translation import gettext as _

from guihua.core.sheets.columns import BadCell, Parser
from guihua.core.sheets.parsers.words import shown
from guihua.core.sheets.spaces import visible

CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
WEEKDAY = r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?"
DATE = re.compile(
    rf"(\d{{4}}) ?[-/.年] ?(\d{{1,2}}) ?[-/.月] ?(\d{{1,2}}) ?日?(?: ?{WEEKDAY})?(?:[ T]{CLOCK})?", re.ASCII
)
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
SERIAL_DATE = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
TIME = re.compile(rf"(?:(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?[ T])?{CLOCK}", re.ASCII)
SPOKEN = re.compile(
    r"(上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上)? ?(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|(半)|整)?)", re.ASCII
)
AFTER_NOON = {
    "中午": range(1, 3),
    "下午": range(1, 12),
    "傍晚": range(1, 12),
    "晚上": range(1, 12),
}  # hours that mean 12 more
SERIAL_TIME = re.compile(r"\d{0,5}\.\d+|0", re.ASCII)
NO_DAY = dt.date.min  # where a time comes without a day
DAY_ZERO = dt.date(1899, 12, 30)
SERIAL_YEARS = range(1950, 2101)  # a number that would be a day outside of these is no day
YEARS = range(1900, 2101)
MINUTES_PER_DAY = 1440


def _written(cell: str) -> str:
    return " ".join(normalize("NFKC", visible(cell)).replace("∶", ":").split())


def date(cell: str) -> dt.date:
    """2022-03-05, 2022/3/5, 2022.3.5, 2022年3月5日, 20220305, with or without a time; 44625 as spreadsheets count."""
    written = _written(cell)
    if not written:
        raise BadCell(_("缺少日期。"))
    if found := DATE.fullmatch(written) or COMPACT_DATE.fullmatch(written):
        year, month, day = map(int, found.groups()[:3])
        return _day(year, month, day, cell)
    if found := SERIAL_DATE.fullmatch(written):
        counted = DAY_ZERO + dt.timedelta(days=int(found[1]))
        if counted.year in SERIAL_YEARS:
            return counted
    raise BadCell(_("「%(cell)s」看不出是哪一天。请写成 2022-03-05 这样。") % {"cell": shown(cell)})


def _day(year: int, month: int, day: int, cell: str) -> dt.date:
    if year not in YEARS:
        raise BadCell(_("「%(cell)s」的年份不对。请写成 2022-03-05 这样。") % {"cell": shown(cell)})
    try:
        return dt.date(year, month, day)
    except ValueError as impossible:
        raise BadCell(_("没有「%(cell)s」这一天。") % {"cell": shown(cell)}) from impossible


def time(*, midnight_ends: bool = False) -> Parser:
    """14:30, 9:05, 14:30:00, 下午2:30, 2点半, or 0.604166667 as spreadsheets count; to the minute, seconds are left out.

    Gives a datetime: of the day that the cell names beside the time, else of NO_DAY. With `midnight_ends` 24:00 is
    taken, for the 00:00 that comes after.
    """

    def parse(cell: str) -> dt.datetime:
        written = _written(cell)
        if not written:
            raise BadCell(_("缺少时间。"))
        if SERIAL_TIME.fullmatch(written):
            return _counted(written, cell)
        if not (found := TIME.fullmatch(_clocked(written))):
            raise _no_time(cell)
        day = _day_of_time(found, cell)
        hour, minute, second = (int(part or 0) for part in found.groups()[3:])
        if (hour, minute, second) == (24, 0, 0):
            if not midnight_ends:
                raise BadCell(_("没有 24:00 这个时间。半夜十二点请写成 00:00。"))
            return dt.datetime.combine(day if day == NO_DAY else day + dt.timedelta(days=1), dt.time())
        if hour > 23 or minute > 59 or second > 59:
            raise _no_time(cell)
        return dt.datetime.combine(day, dt.time(hour, minute))

    return parse


def _clocked(written: str) -> str:
    """As a clock shows what people say: 14:30 for 下午2点半. 晚上12点 stays as it is, since two moments are called so."""
    if not (found := SPOKEN.fullmatch(written)):
        return written
    part, hours, minutes, also, half = found.groups()
    hour = int(hours)
    if part in ("晚上", "凌晨") and hour == 12:
        return written
    if part and hour in AFTER_NOON.get(part, ()):
        hour += 12
    return f"{hour}:{30 if half else int(minutes or also or 0):02}"


def _day_of_time(found: re.Match[str], cell: str) -> dt.date:
    if not found[1]:
        return NO_DAY
    year, month, day = map(int, found.groups()[:3])
    if (year, month, day) == (DAY_ZERO.year, DAY_ZERO.month, DAY_ZERO.day):  # a spreadsheet's time, shown as a moment
        return NO_DAY
    if year not in SERIAL_YEARS:
        raise _no_time(cell)
    return _day(year, month, day, cell)


def _counted(written: str, cell: str) -> dt.datetime:
    days, part = divmod(float(written), 1)
    minutes = min(round(part * MINUTES_PER_DAY), MINUTES_PER_DAY - 1)  # it stays on its day
    day = DAY_ZERO + dt.timedelta(days=days) if days else NO_DAY
    if day != NO_DAY and day.year not in SERIAL_YEARS:
        raise _no_time(cell)
    return dt.datetime.combine(day, dt.time(minutes // 60, minutes % 60))


def _no_time(cell: str) -> BadCell:
    return BadCell(_("「%(cell)s」不是一天里的时间。请写成 14:30 这样。") % {"cell": shown(cell)})
