"""Texts in a workbook stay texts, whatever a spreadsheet would make of them: no formula runs, no number loses its zeros."""

from __future__ import annotations

import re
from typing import Any, Final

AS_TEXTS: Final[dict[str, Any]] = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
MAY_RUN = ("=", "+", "-", "@", "\t", "\r")  # so a formula begins, also where the workbook is later saved as CSV
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f]")


def printable(value: object) -> str:
    """As much of it as a workbook's file can hold."""
    return UNPRINTABLE.sub("", str(value))


def may_run(text: str) -> bool:
    return text.startswith(MAY_RUN)
