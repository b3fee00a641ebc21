from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from guihua.core.secrecy import DataClass, class_of, masked_name, masked_phone


def changes(model: type[models.Model], old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """By field, what it said and what it says: for the details of an audit row, which nobody can take back.

    What says who somebody is, or how to reach them, is masked.
    """
    return {
        name: [_told(model, name, old[name]), _told(model, name, value)]
        for name, value in new.items()
        if old[name] != value
    }


def _told(model: type[models.Model], name: str, value: Any) -> Any:
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, list):
        return [_told(model, name, one) for one in value]
    text = str(value)
    if class_of(model, name) < DataClass.PERSONAL:
        return text
    return masked_phone(text) if text.isdigit() else masked_name(text)
