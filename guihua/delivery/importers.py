"""Attendance and duty as files give them: shape and cleaning only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.sheets import BadCell, Cleaned, Column, Mark
from guihua.core.sheets import parsers as cell
from guihua.delivery.actions.attendances import AttendanceLine
from guihua.delivery.actions.duty import ShiftLine
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.models import Form, Part
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity
from guihua.directory.importers import known, labelled

OFFICE = "街道主办"
OFFICE_PK = 0  # in a cleaned frame: held by the office itself, no project
DESCRIBING = ["活动名称", "服务形式", "专项行动", "日期", "开始时间", "时长分钟", "社区代码", "地点"]
SESSION = ["项目编号", "场次编号"]
PERSON = ["姓名", "手机", "证件号码"]
MOST_PEOPLE = 1_000_000
LONG_SHIFT = 960  # minutes


def attendance_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    communities = dict(directory.Community.objects.filter(subdistrict=subdistrict).values_list("code", "pk"))
    return [
        Column("项目编号", _project(subdistrict, office=True), pl.Int64),
        Column("活动名称", cell.text(120)),
        Column("服务形式", cell.choice(labelled(Form))),
        Column("专项行动", _campaign(subdistrict), pl.Int64, required=False),
        Column("场次编号", cell.text(60)),
        Column("日期", cell.date, pl.Date),
        Column("开始时间", cell.time, pl.Time),
        Column("时长分钟", cell.integer(1, 1440, _("时长要在 1 到 1440 分钟（24 小时）之间。")), pl.Int32),
        Column("社区代码", lambda text: known(communities, text, _("没有代码为 %(cell)s 的社区。")), pl.Int64),
        Column("地点", cell.text(80, blank=True), required=False),
        Column("姓名", cell.text(40, blank=True)),
        Column("手机", cell.phone(blank=True)),
        Column("证件号码", cell.id_number, required=False),
        Column("参与身份", cell.choice(labelled(Part), blank=True)),
        Column(
            "未具名人数", cell.integer(1, MOST_PEOPLE, _("人数至少是 1。没有未具名的人请空着。"), blank=True), pl.Int64
        ),
    ]


def _project(subdistrict: directory.Subdistrict, *, office: bool) -> Any:
    numbers = dict(commissioning.Project.objects.filter(subdistrict=subdistrict).values_list("number", "pk"))

    def parse(text: str) -> int:
        if office and text == OFFICE:
            return OFFICE_PK
        if text not in numbers:
            raise BadCell(_("没有编号为「%(cell)s」的项目。请先导入项目，或改正编号。") % {"cell": text})
        return numbers[text]

    return parse


def _campaign(subdistrict: directory.Subdistrict) -> Any:
    names = dict(commissioning.Campaign.objects.filter(subdistrict=subdistrict).values_list("name", "pk"))

    def parse(text: str) -> int | None:
        if text and text not in names:
            words = _("没有叫「%(cell)s」的专项行动。办公室可以在「项目设置」里添加；不属于专项行动的请空着。")
            raise BadCell(words % {"cell": text})
        return names.get(text)

    return parse


def attendance_marks(cleaned: Cleaned) -> list[Mark]:
    """What is wrong between cells and between rows."""
    return [*_people_marks(_with_readable_count(cleaned)), *_agreement_marks(cleaned.frame), *_day_marks(cleaned.frame)]


def _with_readable_count(cleaned: Cleaned) -> pl.DataFrame:
    """The rows whose head-count could be read: of the others nothing more can be said."""
    unread = [mark.row for mark in cleaned.bad if mark.column == "未具名人数"]
    return cleaned.frame.filter(~pl.col("row").is_in(unread))


def _people_marks(frame: pl.DataFrame) -> Iterable[Mark]:
    """A row names a person, with something to know them by, or gives a head-count: not both, not neither."""
    named = (pl.col("姓名").fill_null("") != "") | (pl.col("手机").fill_null("") != "")
    named = named | (pl.col("证件号码").fill_null("") != "")
    readable = pl.all_horizontal(pl.col([*PERSON, "参与身份"]).is_not_null())
    counted = pl.col("未具名人数").is_not_null()
    unknowable = (pl.col("手机") == "") & (pl.col("证件号码") == "")
    rules = [
        (named & counted, "未具名人数", _("一行只写一个人，或只写未具名人数，不能都写。请分成两行。")),
        (readable & ~named & ~counted, "姓名", _("这一行既没有姓名，也没有未具名人数。")),
        (readable & named & ~counted & (pl.col("姓名") == ""), "姓名", _("缺少姓名。")),
        (readable & named & ~counted & unknowable, "手机", _("写了姓名，还要写手机或证件号码，才知道是哪一位。")),
        (readable & named & ~counted & (pl.col("参与身份") == ""), "参与身份", _("缺少参与身份。")),
        (
            counted & ~named & ~pl.col("参与身份").is_in(["", Part.SERVED]),
            "参与身份",
            _("未具名人数只计服务对象，参与身份请空着或填服务对象。"),
        ),
    ]
    for rule, column, sentence in rules:
        for row in frame.filter(rule).get_column("row"):
            yield Mark(row, column, sentence)
    heads = frame.filter(counted & ~named)
    again = heads.filter(~pl.struct(SESSION).is_first_distinct())
    for row in again.get_column("row"):
        yield Mark(row, "未具名人数", _("这一场次已经有一行未具名人数了，一场只能有一行。"))


def _agreement_marks(frame: pl.DataFrame) -> Iterable[Mark]:
    """Rows of one session must agree on what describes it; the later row is marked."""
    first = frame.unique(SESSION, keep="first", maintain_order=True).select(*SESSION, "row", *DESCRIBING)
    both = frame.join(first, on=SESSION, suffix="_first")
    for column in DESCRIBING:
        differing = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_first")))
        for row, other in differing.select("row", "row_first").iter_rows():
            yield Mark(row, column, _("同一场次的%(column)s与第 %(row)d 行不一致。") % {"column": column, "row": other})


def _day_marks(frame: pl.DataFrame) -> Iterable[Mark]:
    """A session lies in its project's programme year, or in its term."""
    pks = frame.get_column("项目编号").unique().drop_nulls().to_list()
    projects = {p.pk: p for p in commissioning.Project.objects.filter(pk__in=pks).select_related("year")}
    days = frame.select("项目编号", "日期").unique().drop_nulls()
    outside = [(pk, day) for pk, day in days.iter_rows() if pk in projects and not projects[pk].spans(day)]
    if not outside:
        return
    wrong = pl.DataFrame(outside, schema={"项目编号": pl.Int64, "日期": pl.Date}, orient="row")
    for row, pk in frame.join(wrong, on=["项目编号", "日期"]).select("row", "项目编号").iter_rows():
        words = _("日期不在项目的 %(year)d 年度和合同期内。") % {"year": projects[pk].year.year}
        yield Mark(row, "日期", words)


def attendance_lines(cleaned: Cleaned) -> tuple[list[SessionLine], list[AttendanceLine]]:
    frame = cleaned.frame.with_columns(
        session=(pl.struct(SESSION).rank("dense") - 1).cast(pl.Int64), head=pl.col("未具名人数").is_not_null()
    )
    described = frame.unique("session", keep="first").sort("session").select(*SESSION, *DESCRIBING)
    sessions = [
        SessionLine(project or None, code, activity, form, campaign, day, start, minutes, community, place)
        for project, code, activity, form, campaign, day, start, minutes, community, place in described.iter_rows()
    ]
    taken = frame.select("session", "head", *PERSON, "参与身份", "未具名人数")
    identities: dict[tuple[str, str, str], Identity] = {}
    lines = []
    for session, head, name, phone, id_number, part, count in taken.iter_rows():
        if head:
            lines.append(AttendanceLine(session, None, Part.SERVED, count))
            continue
        who = (name, phone, id_number)
        if who not in identities:
            identities[who] = Identity(*who)
        lines.append(AttendanceLine(session, identities[who], part, 1))
    return sessions, lines


def duty_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    return [
        Column("项目编号", _project(subdistrict, office=False), pl.Int64),
        Column("任务名称", cell.text(80)),
        Column("姓名", cell.text(40)),
        Column("手机", cell.phone()),
        Column("日期", cell.date, pl.Date),
        Column("开始时间", cell.time, pl.Time),
        Column("结束时间", cell.time, pl.Time),
    ]


def shift_minutes(start: time, end: time) -> int:
    """The length of a shift; one that ends before it starts ends on the next day."""
    day = date(2000, 1, 1)
    minutes = int((datetime.combine(day, end) - datetime.combine(day, start)).total_seconds() // 60)
    return minutes % 1440


def duty_marks(cleaned: Cleaned) -> list[Mark]:
    marks = list(_day_marks(cleaned.frame))
    times = cleaned.frame.select("row", "开始时间", "结束时间").drop_nulls()
    for row, start, end in times.iter_rows():
        if start == end:
            marks.append(Mark(row, "结束时间", _("结束时间和开始时间相同。")))
        elif shift_minutes(start, end) > LONG_SHIFT:
            marks.append(Mark(row, "结束时间", _("这一班超过 16 小时，请核对。"), "doubtful"))
    return marks


def duty_lines(cleaned: Cleaned) -> list[ShiftLine]:
    return [
        ShiftLine(
            project=row["项目编号"],
            task=row["任务名称"],
            who=Identity(row["姓名"], row["手机"], ""),
            day=row["日期"],
            starts_at=row["开始时间"],
            minutes=shift_minutes(row["开始时间"], row["结束时间"]),
        )
        for row in cleaned.frame.iter_rows(named=True)
    ]
