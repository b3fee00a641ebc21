from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import polars as pl
from django.utils.translation import gettext as _

from guihua.core import secrecy
from guihua.core.sheets import Cleaned, Column, Mark
from guihua.core.sheets import parsers as cell
from guihua.delivery.actions.duty import ShiftLine
from guihua.delivery.importers import likely, overlaps
from guihua.delivery.importers.known import people_of
from guihua.delivery.importers.overlaps import WHO
from guihua.delivery.importers.shared import PROJECTS, day_marks, one_name, project_cell, time_marks
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity
from guihua.directory.importers import PHONES

LONG = timedelta(hours=16)
DAY = timedelta(days=1)
PERSON = ["姓名", "手机"]
SHIFT = ["项目编号", "任务名称", WHO, "start"]


def duty_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    number, numbers = project_cell(subdistrict, office=False)
    return [
        Column("项目编号", number, pl.Int64, also=PROJECTS, options=numbers, example="GC-2022-001", is_shared=True),
        Column(
            "任务名称",
            cell.text(80),
            also=("任务", "值勤任务", "工作内容"),
            example="核酸采样点秩序维护",
            is_shared=True,
        ),
        Column("姓名", one_name(), also=("名字", "值勤人员", "人员"), example="何敏", tells_who=True),
        Column("手机", cell.phone(), also=PHONES, masked=secrecy.masked_phone, example="13800138000", tells_who=True),
        Column("日期", cell.date, pl.Date, also=("值勤日期", "上岗日期"), example="2022-03-05", is_shared=True),
        Column("开始时间", cell.time(), pl.Datetime, also=("开始", "上岗时间", "上班时间"), example="14:30"),
        Column(
            "结束时间",
            cell.time(midnight_ends=True),
            pl.Datetime,
            also=("结束", "下岗时间", "下班时间"),
            example="18:00",
        ),
    ]


def duty_marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between cells and between rows."""
    frame = cleaned.frame
    misdated = [*time_marks(frame, "开始时间"), *time_marks(frame, "结束时间", days_later=1)]
    sound = frame.filter(~pl.col("row").is_in([mark.row for mark in misdated]))
    shifts = _with_who(subdistrict, _with_moments(sound.drop_nulls(["日期", "开始时间", "结束时间"])))
    once = shifts.drop_nulls(SHIFT).unique(SHIFT, keep="first", maintain_order=True)
    return [
        *day_marks(frame),
        *misdated,
        *_length_marks(shifts),
        *_repeat_marks(shifts, once),
        *overlaps.in_file(once),
        *overlaps.with_records(once),
        *likely.marks(frame, PERSON),
    ]


def _with_who(subdistrict: directory.Subdistrict, shifts: pl.DataFrame) -> pl.DataFrame:
    """With who each is: the person on file whom name and phone mean, else just these two."""
    rows = shifts.select(PERSON).drop_nulls().unique()
    whos = [Identity(name, phone, "") for name, phone in rows.iter_rows()]
    known = people_of(subdistrict, whos)
    said = [str(known.get(who, f"{who.name}|{who.phone}")) for who in whos]
    return shifts.join(rows.with_columns(pl.Series(WHO, said, dtype=pl.String)), on=PERSON, how="left")


def _with_moments(frame: pl.DataFrame) -> pl.DataFrame:
    """With the moments at which a shift starts and ends; one that ends before it starts ends on the next day."""
    midnight = pl.col("日期").cast(pl.Datetime)
    start = midnight + (pl.col("开始时间") - pl.col("开始时间").dt.truncate("1d"))
    end = midnight + (pl.col("结束时间") - pl.col("结束时间").dt.truncate("1d"))
    dated = pl.col("结束时间").dt.date() != cell.NO_DAY
    is_next_day = pl.when(dated).then(pl.col("结束时间").dt.date() > pl.col("日期")).otherwise(end < start)
    return frame.with_columns(start=start, end=end + pl.when(is_next_day).then(DAY).otherwise(0 * DAY))


def _length_marks(shifts: pl.DataFrame) -> Iterable[Mark]:
    for row, length in shifts.select("row", pl.col("end") - pl.col("start")).iter_rows():
        if not length:
            yield Mark(row, "结束时间", _("结束时间和开始时间相同。"))
        elif length < timedelta():
            yield Mark(row, "结束时间", _("结束时间早于开始时间。"))
        elif length >= DAY:
            yield Mark(row, "结束时间", _("一班要短于 24 小时。更长的请分成几班。"))
        elif length > LONG:
            yield Mark(row, "结束时间", _("这一班超过 16 小时，请核对。"), "doubtful")


def _repeat_marks(shifts: pl.DataFrame, once: pl.DataFrame) -> Iterable[Mark]:
    """A shift that stands there twice must end alike."""
    words = _("和第 %(row)d 行是同一班，结束时间却不同。")
    both = shifts.join(once.select(*SHIFT, first="row", ends="end"), on=SHIFT)
    for row, other in both.filter(pl.col("end") != pl.col("ends")).select("row", "first").iter_rows():
        yield Mark(row, "结束时间", words % {"row": other})


def duty_lines(cleaned: Cleaned) -> list[ShiftLine]:
    return [
        ShiftLine(
            project=row["项目编号"],
            task=row["任务名称"],
            who=Identity(row["姓名"], row["手机"], ""),
            day=row["日期"],
            starts_at=row["开始时间"].time(),
            minutes=int((row["end"] - row["start"]).total_seconds() // 60),
        )
        for row in _with_moments(cleaned.frame).iter_rows(named=True)
    ]
