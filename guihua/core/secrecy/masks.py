"""How a sensitive value is shown to those who may know that it is there, but not what it is."""

from __future__ import annotations

MOBILE_DIGITS = 11
ENDING = 2  # digits that are shown of a shorter number


def masked_phone(phone: str) -> str:
    """13800138000 → 138****8000; of a number without area code, which has seven or eight digits, the last two."""
    if len(phone) >= MOBILE_DIGITS:
        return f"{phone[:3]}****{phone[-4:]}"
    return f"****{phone[-ENDING:]}" if len(phone) > 2 * ENDING else "*" * len(phone)


def masked_id(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "*" * len(number)


def masked_name(name: str) -> str:
    """张晓丽 → 张**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""
