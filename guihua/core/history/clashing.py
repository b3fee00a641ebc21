"""Two people edit the same row: nobody's words are lost, and the second chooses, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core.history.versions import latest, values_of, versions_of
from guihua.core.refusal import Refusal, Refused


class Clashed(Refused):
    """Somebody else changed, after the version that an editor saw, what the editor changes otherwise. `fields` are those
    that both changed, `newest` is the version that the row stands at."""

    def __init__(self, refusal: Refusal, fields: list[str], newest: Any) -> None:
        super().__init__(refusal)
        self.fields, self.newest = fields, newest


def seen_of(row: models.Model, seen: int) -> Any:
    """The version that an editor saw. Raises Refused where the row has no such version: the form is not of this row."""
    version = versions_of(type(row)).filter(id=row.pk, history_id=seen).first()
    if version is None:
        raise Refused(Refusal("no-such-version", _("这张表单和这条记录对不上。请重新打开再改。")))
    return version


def refuse_clash(row: models.Model, changes: Mapping[str, Any], *, seen: int) -> None:
    """Raises Clashed where the row no longer says, in one of the fields that are to be changed, what it said in the version
    that the editor saw, nor what the editor wants it to say. Fields that only somebody else changed are no clash, since
    they are not written. To be called under the row's lock."""
    newest = latest(row)
    if newest.history_id == seen:
        return
    before, now = values_of(seen_of(row, seen)), values_of(newest)
    both = [name for name, value in changes.items() if now[name] != before[name] and now[name] != value]
    if both:
        raise Clashed(Refusal("changed-meanwhile", _changed_meanwhile(newest)), both, newest)


def _changed_meanwhile(newest: Any) -> str:
    return _("你打开以后，%(name)s在 %(at)s 也改了这里。请逐项选择留下哪一个，再保存。") % {
        "name": newest.history_user or _("系统"),
        "at": f"{timezone.localtime(newest.history_date):%H:%M}",
    }
