"""What was changed about somebody, as people read it: numbers masked, old and new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from guihua.core import history, secrecy
from guihua.core.history import Change, Deed
from guihua.core.secrecy import DataClass
from guihua.directory import models as directory
from guihua.directory import numbers


def told(rows: Sequence[directory.Person]) -> list[Deed]:
    """Of all rows of one person, the newest first: corrections, merges, and merges taken apart."""
    deeds = [deed for row in rows for deed in _of(row)]
    merges = directory.Merge.objects.filter(Q(kept__in=rows) | Q(other__in=rows))
    for made in merges.select_related("kept", "other", "by", "undone_by", "wrong"):
        deeds += _of_correction(made) if made.is_correction else _of_merge(made)
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def _of(row: directory.Person) -> list[Deed]:
    """What was corrected on a row. Its versions keep sealed values as they lie; they are opened here, and masked."""
    deeds = history.told(row, reads=DataClass.PERSONAL)
    versions: list[Any] = list(directory.Person.history.filter(id=row.pk).order_by("-history_id")[: len(deeds)])
    sealed = {_("手机"), _("证件号码"), _("生日")}
    found = []
    for deed, (after, before) in zip(deeds, pairwise(versions), strict=False):
        plain = [change for change in deed.changes if change.what not in sealed]
        changes = [*plain, *_sealed_changes(row, before, after)]
        if changes:  # an ID number is told of by the merge that its correction made
            found.append(replace(deed, changes=changes))
    return found


def _sealed_changes(row: directory.Person, before: Any, after: Any) -> list[Change]:
    key = secrecy.unwrapped(row.data_key)

    def read(version: Any, column: str) -> str:
        return secrecy.opened(getattr(version, column), key=key, place=numbers.place(column))

    phones = [secrecy.masked_phone(read(one, "phone")) for one in (before, after)]
    days = [read(one, "born_on") for one in (before, after)]
    changes = [Change(_("手机"), *phones), Change(_("生日"), *days)]
    return [change for change in changes if change.old != change.new]


def _of_correction(made: directory.Merge) -> list[Deed]:
    """One that a changed phone made is told by the row's own versions."""
    if made.other.id_index is None:
        return []
    old = _masked_id(made.wrong) if made.wrong else ""
    change = Change(_("证件号码"), old, _masked_id(made.other))
    return [Deed(made.at, _name(made.by), _("修改"), changes=[change])]


def _of_merge(made: directory.Merge) -> list[Deed]:
    words = Change(_("姓名"), made.other.name, made.kept.name)
    deeds = [Deed(made.at, _name(made.by), _("合并"), made.why, [words])]
    if made.undone_at:
        deeds.append(Deed(made.undone_at, _name(made.undone_by), _("拆开"), made.undone_why))
    return deeds


def _masked_id(row: directory.Person) -> str:
    try:
        return secrecy.masked_id(numbers.opened(row).id_number)
    except secrecy.Destroyed:  # taken apart, and erased on their own
        return ""


def _name(user: Any) -> str:
    return user.name if user else _("系统")
