"""A file that names the number of a session entered by hand: whether it means that session, only somebody can tell."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.utils.translation import gettext as _

from guihua.core import bulk
from guihua.core.sheets import Mark
from guihua.delivery import models as delivery
from guihua.delivery.actions.sessions import SessionKey, key_of
from guihua.directory import models as directory


def marks(subdistrict: directory.Subdistrict, frame: pl.DataFrame) -> Iterator[Mark]:
    """The first row of each such session of the file, whose project, number and year the frame has."""
    words = _(
        "这个编号是 %(day)s 手工登记的「%(activity)s」，导入会照文件更正那一场。是同一场请确认；不是，请换一个编号。"
    )
    first = frame.drop_nulls(["项目编号", "场次编号"]).unique(["项目编号", "场次编号", "year"], keep="first")
    rows = first.select("row", "项目编号", "场次编号", "year").sort("row")
    there = _entered(subdistrict, rows.get_column("场次编号").unique().to_list())
    for row, project, code, year in rows.iter_rows():
        if found := there.get((project or None, code, None if project else year)):
            said = {"day": found.day.isoformat(), "activity": found.activity.name}
            yield Mark(row, "场次编号", words % said, "doubtful")


def _entered(subdistrict: directory.Subdistrict, codes: list[str]) -> dict[SessionKey, delivery.Session]:
    held = delivery.Session.objects.filter(subdistrict=subdistrict, sent_as__isnull=False).select_related("activity")
    return {key_of(one): one for chunk in bulk.portions(codes) for one in held.filter(code__in=chunk)}
