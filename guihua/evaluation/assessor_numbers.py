"""The phone of an assessor: sealed under a key of their own, and found again by a blind index."""

from __future__ import annotations

from typing import Any

from guihua.core import secrecy
from guihua.evaluation import models as evaluation

PLACE = f"{evaluation.Assessor._meta.db_table}.phone"


def index_of(subdistrict: Any, phone: str) -> bytes:
    return secrecy.blind_index(phone, purpose=f"assessor {getattr(subdistrict, 'pk', subdistrict)} phone")


def put(one: evaluation.Assessor, phone: str) -> None:
    """Onto a row that is not saved by this."""
    if not one.data_key:
        one.data_key = secrecy.new_wrapped_key()[0]
    one.phone = secrecy.sealed(phone, key=secrecy.unwrapped(one.data_key), place=PLACE)
    one.phone_index = index_of(one.subdistrict_id, phone)


def phone_of(one: evaluation.Assessor) -> str:
    return secrecy.opened(one.phone, key=secrecy.unwrapped(one.data_key), place=PLACE)
