from __future__ import annotations

from collections.abc import Iterable

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.sheets import BadCell, Cleaned, Column, Mark, Parser
from guihua.core.sheets import parsers as cell
from guihua.delivery.actions.attendances import AttendanceLine
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.importers.shared import OFFICE_PK, day_marks, one_name, project_parser, time_marks
from guihua.delivery.models import Form, Part
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity
from guihua.directory.importers import known, labelled

DESCRIBING = ["活动名称", "服务形式", "专项行动", "日期", "开始时间", "时长分钟", "社区代码", "地点"]
YEAR = "year"
SESSION = ["项目编号", "场次编号", YEAR]
PERSON = ["姓名", "手机", "证件号码"]
MOST_PEOPLE = 1_000_000


def attendance_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    communities = dict(directory.Community.objects.filter(subdistrict=subdistrict).values_list("code", "pk"))
    few = _("人数要在 1 到 %(most)s 之间。没有未具名的人请空着。") % {"most": f"{MOST_PEOPLE:,}"}

    def community(text: str) -> int | None:
        return known(communities, text, _("没有代码为 %(cell)s 的社区。请先导入社区，或改正代码。"))

    return [
        Column("项目编号", project_parser(subdistrict, office=True), pl.Int64),
        Column("活动名称", cell.text(120)),
        Column("服务形式", cell.choice(labelled(Form))),
        Column("专项行动", _campaign(subdistrict), pl.Int64),
        Column("场次编号", cell.code(60)),
        Column("日期", cell.date, pl.Date),
        Column("开始时间", cell.time(), pl.Datetime),
        Column("时长分钟", cell.integer(1, 1440, _("时长要在 1 到 1440 分钟（24 小时）之间。")), pl.Int32),
        Column("社区代码", community, pl.Int64),
        Column("地点", cell.text(80, blank=True)),
        Column("姓名", one_name(blank=True)),
        Column("手机", cell.phone(blank=True)),
        Column("证件号码", cell.id_number),
        Column("参与身份", cell.choice(labelled(Part), blank=True)),
        Column("未具名人数", cell.integer(1, MOST_PEOPLE, few, blank=True), pl.Int64),
    ]


def _campaign(subdistrict: directory.Subdistrict) -> Parser:
    campaigns = commissioning.Campaign.objects.filter(subdistrict=subdistrict).values_list("name", "pk")
    pk_of = {cell.plain(name): pk for name, pk in campaigns}

    def parse(text: str) -> int | None:
        if (name := cell.plain(text)) and name not in pk_of:
            words = _("没有叫「%(cell)s」的专项行动。办公室可以在「项目设置」里添加；不属于专项行动的请空着。")
            raise BadCell(words % {"cell": cell.shown(text)})
        return pk_of.get(name)

    return parse


def attendance_marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between cells and between rows."""
    keyed = Cleaned(_keyed(cleaned.frame), cleaned.marks)
    return [
        *_people_marks(keyed.without_bad("未具名人数")),
        *_agreement_marks(keyed),
        *day_marks(cleaned.frame),
        *time_marks(cleaned.frame, "开始时间"),
        *_office_marks(subdistrict, cleaned.frame),
    ]


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """With times of day, and with the year where numbers of sessions start again: at the office."""
    at_office = pl.col("项目编号") == OFFICE_PK
    year = pl.when(at_office).then(pl.col("日期").dt.year()).otherwise(0).alias(YEAR)
    return frame.with_columns(pl.col("开始时间").dt.time(), year)


def _people_marks(frame: pl.DataFrame) -> Iterable[Mark]:
    """A row names a person, with something to know them by, or gives a head-count: not both, not neither."""
    named = pl.any_horizontal(pl.col(PERSON).fill_null("") != "")
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
    yield from _second_heads(frame.filter(counted & ~named).drop_nulls(SESSION))


def _second_heads(heads: pl.DataFrame) -> Iterable[Mark]:
    words = _("第 %(row)d 行已经写了这一场次的未具名人数，一场只能有一行。")
    first = heads.unique(SESSION, keep="first", maintain_order=True).select(*SESSION, first="row")
    again = heads.join(first, on=SESSION).filter(pl.col("row") != pl.col("first"))
    for row, other in again.select("row", "first").iter_rows():
        yield Mark(row, "未具名人数", words % {"row": other})


def _agreement_marks(cleaned: Cleaned) -> Iterable[Mark]:
    """Rows of one session must agree on what describes it; the later row is marked."""
    words = _("同一场次的%(column)s与第 %(row)d 行不一致。")
    said = cleaned.frame.drop_nulls(SESSION).group_by(SESSION).agg(pl.col(DESCRIBING).n_unique())
    for column in DESCRIBING:
        if said.filter(pl.col(column) > 1).is_empty():
            continue
        rows = cleaned.without_bad(column).drop_nulls(SESSION).select(*SESSION, "row", column)
        first = rows.unique(SESSION, keep="first", maintain_order=True)
        both = rows.join(first, on=SESSION, suffix="_first")
        differing = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_first")))
        for row, other in differing.select("row", "row_first").iter_rows():
            yield Mark(row, column, words % {"column": column, "row": other})


def _office_marks(subdistrict: directory.Subdistrict, frame: pl.DataFrame) -> Iterable[Mark]:
    """What the office holds itself has no project whose term could be looked up."""
    held = frame.filter(pl.col("项目编号") == OFFICE_PK).drop_nulls("日期")
    years = commissioning.ProgrammeYear.objects.filter(subdistrict=subdistrict).values_list("year", flat=True)
    for row in held.filter(~pl.col("日期").dt.year().is_in(list(years))).get_column("row"):
        yield Mark(row, "日期", _("这一年还没有任何项目，请核对日期。"), "doubtful")


def attendance_lines(cleaned: Cleaned) -> tuple[list[SessionLine], list[AttendanceLine]]:
    frame = _keyed(cleaned.frame).with_columns(
        session=(pl.struct(SESSION).rank("dense") - 1).cast(pl.Int64), head=pl.col("未具名人数").is_not_null()
    )
    described = frame.unique("session", keep="first").sort("session").select("项目编号", "场次编号", *DESCRIBING)
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
