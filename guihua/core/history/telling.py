"""Versions as people read them: 谁 何时 改了什么，旧值 → 新值."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guihua.core import secrecy
from guihua.core.history.versions import Did, related_to, relations_of, table_of, versions_of
from guihua.core.secrecy import DataClass
from guihua.core.wording import listed

MOST = 50


@dataclass(frozen=True)
class Change:
    """What a field said, and what it says."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class Deed:
    """Something done to a row: when, by whom, why, and what it changed. `about` is what it was done to, where a page
    tells of several, and `address` the page of that."""

    at: datetime
    by: str
    what: str
    why: str = ""
    changes: Sequence[Change] = field(default_factory=tuple)
    about: str = ""
    address: str = ""

    @property
    def moment(self) -> SafeString:
        return format_html("<time>{}</time>", f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}")


def told(row: models.Model, *, reads: DataClass, most: int = MOST) -> list[Deed]:
    """What was done to a row, the newest first. reads: the highest class of fields that the reader sees unmasked."""
    versions = list(
        versions_of(type(row))
        .filter(id=row.pk)
        .select_related("history_user")
        .prefetch_related(*relations_of(row))
        .order_by("-history_id")[: most + 1]
    )
    words = Words(versions, type(row), reads)
    befores = [*(before for _after, before in pairwise(versions)), None] if versions else []
    return [_deed(after, before, words) for after, before in zip(versions, befores, strict=True)][:most]


def _deed(after: Any, before: Any, words: Words) -> Deed:
    return Deed(
        at=after.history_date,
        by=str(after.history_user) if after.history_user else _("系统"),
        what=_what(after),
        why=_(after.history_change_reason) if after.history_change_reason else "",
        changes=words.changes(before, after) if before is not None else [],
    )


def _what(version: Any) -> str:
    imported = bool(version.batch)
    match version.history_type:
        case Did.ADDED:
            return _("导入") if imported else _("新建")
        case Did.REMOVED:
            return _("删除")
    return _("导入时更新") if imported else _("修改")


class Words:
    """How the values of some versions are written for one reader. What they point to is asked for once for all of them."""

    def __init__(self, versions: Iterable[Any], model: type[models.Model], reads: DataClass) -> None:
        self.model, self.reads = model, reads
        self.by_hand: Mapping[str, Any] = table_of(model).history_words
        self.names: dict[type[models.Model], dict[int, str]] = {}
        for related, pks in _pointed_to(versions).items():
            self.names[related] = names_of(related, pks)

    def changes(self, before: Any, after: Any) -> list[Change]:
        """By field, in the model's order, what differs."""
        own = [
            (one, getattr(before, one.attname), getattr(after, one.attname))
            for one in after.tracked_fields
            if one.name not in ("id", "subdistrict")
        ]
        many = [(one, related_to(before, one), related_to(after, one)) for one in after._history_m2m_fields]
        return [
            Change(str(capfirst(one.verbose_name)), self.of(one, old), self.of(one, new))
            for one, old, new in own + many
            if old != new
        ]

    def of(self, one: Any, value: Any) -> str:
        """A field's value, masked where it is of a higher class than the reader may see."""
        written = self._written(one, value)
        data_class = secrecy.class_of(self.model, one.name)
        if data_class <= self.reads or not written:
            return written
        if data_class == DataClass.SEALED:
            return _("（已加密）")
        return secrecy.masked_phone(written) if written.isdigit() else secrecy.masked_name(written)

    def _written(self, one: Any, value: Any) -> str:
        if value in (None, "", b"") or value == frozenset():
            return ""
        if one.name in self.by_hand:
            return str(self.by_hand[one.name](value))
        if one.related_model:
            known = self.names.get(one.related_model, {})
            keys = value if isinstance(value, frozenset) else [value]
            return listed(sorted(known.get(key, "") for key in keys))
        if one.flatchoices:
            return str(dict(one.flatchoices).get(value, value))
        return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _pointed_to(versions: Iterable[Any]) -> dict[type[models.Model], set[int]]:
    found: dict[type[models.Model], set[int]] = {}
    for version in versions:
        for one in version.tracked_fields:
            if one.related_model and (pk := getattr(version, one.attname)) is not None:
                found.setdefault(one.related_model, set()).add(pk)
        for one in version._history_m2m_fields:
            found.setdefault(one.related_model, set()).update(related_to(version, one))
    return found


def names_of(model: type[models.Model], pks: Iterable[int]) -> dict[int, str]:
    """How rows are called; one that is gone by its last version, or by its number where it kept none."""
    keys = set(pks)
    there = {pk: str(row) for pk, row in model._base_manager.in_bulk(list(keys)).items()}
    if (gone := keys - there.keys()) and hasattr(model, "history"):
        versions = versions_of(model).filter(id__in=gone).order_by("history_id")
        there |= {version.id: str(version.instance) for version in versions}
    return {pk: there.get(pk, f"#{pk}") for pk in keys}
