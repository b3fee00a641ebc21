"""What an ID number tells by itself. Numbers of other papers than the resident ID tell nothing."""

from __future__ import annotations

import re
from datetime import date

from stdnum.cn import ric

RESIDENT = re.compile(r"\d{17}[\dX]", re.ASCII)
GUARDED_UNTIL = 14  # years of age: for whoever is younger, a guardian allows


def is_resident(number: str) -> bool:
    return RESIDENT.fullmatch(number) is not None


def of_15_digits(number: str) -> str:
    """The number of 18 digits that replaced one of 15, which were given until 1999: the century, and a check digit."""
    digits = f"{number[:6]}19{number[6:]}"
    return digits + ric.calc_check_digit(digits + "0")


def birthday(number: str) -> date | None:
    """The day of birth that a resident ID number holds."""
    if not is_resident(number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def is_female(number: str) -> bool | None:
    """What the last digit before the check digit tells; None where the number tells nothing."""
    return int(number[16]) % 2 == 0 if is_resident(number) else None


def years_old(born: date, day: date) -> int:
    """Whole years of age on a day; somebody born on February 29th has their birthday on March 1st in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def needs_guardian(born: date | None, day: date) -> bool:
    return born is not None and years_old(born, day) < GUARDED_UNTIL
