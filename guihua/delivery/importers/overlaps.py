"""One person on two shifts at one time is doubtful: within a file, and beside what is on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import polars as pl
from django.utils.translation import gettext as _

from guihua.core import bulk
from guihua.core.sheets import Mark
from guihua.delivery import models as delivery

WHO = "who"  # the key of the person on file, as they are known to be, or what else tells them from others
DAY = timedelta(days=1)


def in_file(shifts: pl.DataFrame) -> Iterable[Mark]:
    """Of the shifts of a file, each once: those that begin before another one of the same person has ended."""
    words = _("这个人在第 %(row)d 行的一班还没有结束，请核对。")
    last: str | None = None
    until: Any
    until, by = shifts.get_column("start").min(), 0
    for who, row, start, end in shifts.sort(WHO, "start", "row").select(WHO, "row", "start", "end").iter_rows():
        if who == last and start < until:
            yield Mark(row, "开始时间", words % {"row": by}, "doubtful")
        if who != last or end > until:
            last, until, by = who, end, row


class OnRecord(NamedTuple):
    project: int
    number: str
    task: str
    start: datetime
    end: datetime


def with_records(shifts: pl.DataFrame) -> Iterable[Mark]:
    """Those that meet a shift of the same person on record which the file itself does not say anew."""
    words = _("这个人在项目 %(number)s 已有一班（%(moment)s 起），时间重叠，请核对。")
    again = set(shifts.select("项目编号", "任务名称", WHO, "start").iter_rows())
    held: dict[str, list[OnRecord]] = defaultdict(list)
    for who, one in _on_record(shifts):
        if (one.project, one.task, who, one.start) not in again:
            held[who].append(one)
    for who, row, start, end in shifts.select(WHO, "row", "start", "end").iter_rows():
        if met := next((one for one in held.get(who, ()) if start < one.end and one.start < end), None):
            yield Mark(
                row, "开始时间", words % {"number": met.number, "moment": f"{met.start:%Y-%m-%d %H:%M}"}, "doubtful"
            )


def _on_record(shifts: pl.DataFrame) -> Iterator[tuple[str, OnRecord]]:
    """The shifts of these people on the days around these, oldest first, with whose each is."""
    people = [int(who) for who in shifts.get_column(WHO).unique() if who.isdigit()]
    days = shifts.get_column("日期").unique().to_list()
    around = (min(days, default=date.min + DAY) - DAY, max(days, default=date.min) + DAY)
    for chunk in bulk.portions(people):
        rows = delivery.DutyShift.objects.of_people(chunk).filter(day__range=around)
        rows = rows.order_by("day", "starts_at", "pk").values_list(
            "known_as", "project", "project__number", "task", "day", "starts_at", "minutes"
        )
        for who, project, number, task, day, starts_at, minutes in rows:
            start = datetime.combine(day, starts_at)
            yield str(who), OnRecord(project, number, task, start, start + timedelta(minutes=minutes))
