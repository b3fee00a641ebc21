"""Codes that open once: those of an authenticator app (TOTP, RFC 6238), and those on paper."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32decode, b32encode
from unicodedata import normalize
from urllib.parse import quote, urlencode

PERIOD = 30  # seconds that one code of an app is shown
DIGITS = 6
DRIFT = 1  # so many periods a phone's clock may be ahead or behind
SECRET_BYTES = 20

PAPER_CODES = 10
PAPER_DIGITS = 10  # 33 bits each; a lock-out stands before them, and an index under a key outside the database


def new_secret() -> str:
    """160 random bits, in the letters that apps take."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_at(seconds: float) -> int:
    """The number of the period that holds at a moment, given in seconds since 1970."""
    return int(seconds) // PERIOD


def code_of(secret: str, step: int) -> str:
    """What an app shows in that period (RFC 4226, section 5.3)."""
    mac = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, *, now: int, after: int) -> int | None:
    """The period, near to now and later than `after`, whose code this is. None where it is none's."""
    near = range(max(now - DRIFT, after + 1), now + DRIFT + 1)
    return next((step for step in near if hmac.compare_digest(code_of(secret, step), code)), None)


def digits_of(typed: str) -> str:
    """The digits of what was typed, however it was spaced; full-width ones too. "" where there is anything else."""
    bare = "".join(normalize("NFKC", typed).replace("-", " ").split())
    return bare if bare.isascii() and bare.isdigit() else ""


def new_paper_codes() -> list[str]:
    made: set[str] = set()
    while len(made) < PAPER_CODES:
        made.add(f"{secrets.randbelow(10**PAPER_DIGITS):0{PAPER_DIGITS}}")
    return sorted(made)


def spaced(text: str, *, by: int) -> str:
    """In groups, so that it can be read and typed."""
    return " ".join(text[start : start + by] for start in range(0, len(text), by))


def address(secret: str, *, issuer: str, account: str) -> str:
    """What the square code says to an app."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
