"""What the words of the office's list may be called: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning.models import ProcurementMethod
from guihua.core.refusal import Refusal

COLUMNS = ("name", "also_called")


def why_not_called(
    model: type[Any], subdistrict: Any, name: str, also: Iterable[str] = (), *, but: int | None = None
) -> Refusal | None:
    """No name leads to two words, neither what they are called now nor what files of before call them."""
    others = model.objects.kept_by(subdistrict).exclude(pk=but).by_name()
    if other := others.get(name):
        return Refusal("name", _taken(name, other))
    for one in also:
        if other := others.get(one):
            return Refusal("also_called", _taken(one, other))
    return None


def _taken(name: str, other: Any) -> str:
    if other.name == name:
        return _("已经有「%(name)s」了。") % {"name": name}
    words = _("导入文件时，「%(name)s」认作「%(other)s」。先在「%(other)s」那里去掉它。")
    return words % {"name": name, "other": other.name}


def why_not_rename(word: Any, name: str) -> Refusal | None:
    """The law's own ways of buying are called what the law calls them."""
    if isinstance(word, ProcurementMethod) and word.code and word.name != name:
        return Refusal("name", _("「%(name)s」是法律里的名称，不能改；别的叫法可以填在下面。") % {"name": word})
    return None


def of_before(word: Any, name: str, also: Iterable[str]) -> list[str]:
    """By what else files may call it once it has that name: as said, and what it was called until now."""
    before = [] if word.name == name else [word.name]
    return [one for one in dict.fromkeys([*also, *before]) if one != name]
