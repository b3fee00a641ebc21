"""How a sensitive value is shown to those who may know that it is there, but not what it is."""

from __future__ import annotations


def masked_phone(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "*" * len(phone)


def masked_id(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "*" * len(number)


def masked_name(name: str) -> str:
    """张晓丽 → 张**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""
