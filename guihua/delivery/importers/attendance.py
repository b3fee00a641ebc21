from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.sheets import BadCell, Cleaned, Column, Mark, Parser
from guihua.core.sheets import parsers as cell
from guihua.delivery.actions import sessions
from guihua.delivery.actions.attendances import AttendanceLine
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.importers import by_hand, likely
from guihua.delivery.importers.shared import OFFICE_PK, PROJECTS, day_marks, one_name, project_cell, time_marks
from guihua.delivery.models import Form, Part
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity
from guihua.directory.importers import PHONES, community_cell, labelled

DESCRIBING = ["活动名称", "服务形式", "专项行动", "日期", "开始时间", "时长分钟", "社区代码", "地点"]
YEAR = "year"
SESSION = ["项目编号", "场次编号", YEAR]
PERSON = ["姓名", "手机", "证件号码"]
MOST_PEOPLE = 1_000_000
IDENTITIES = ("身份证", "身份证号", "身份证号码", "证件号", "证件")
HEAD = "未具名人数"
HEADS = ("人数", "参加人数", "参与人数", "现场人数", "未实名人数", "人次")


def attendance_columns(subdistrict: directory.Subdistrict) -> list[Column]:
    return [
        *(replace(one, is_shared=True) for one in _of_session(subdistrict)),
        *(replace(one, is_of_part=True) for one in _of_people()),
    ]


def _of_session(subdistrict: directory.Subdistrict) -> list[Column]:
    length = cell.integer(1, 1440, _("时长要在 1 到 1440 分钟（24 小时）之间。"))
    number, numbers = project_cell(subdistrict, office=True)
    community, communities = community_cell(subdistrict)
    campaign, campaigns = _campaign(subdistrict)
    forms = labelled(Form)
    return [
        Column("项目编号", number, pl.Int64, also=PROJECTS, options=numbers, example="GC-2022-001"),
        Column(
            "活动名称", cell.text(120), also=("活动", "活动主题", "主题", "活动内容", "项目活动"), example="围炉茶话"
        ),
        Column("服务形式", cell.choice(forms), also=("形式", "活动形式", "活动类型", "服务类型"), options=list(forms)),
        Column("专项行动", campaign, pl.Int64, also=("专项", "专项活动", "专项工作"), options=campaigns),
        Column("场次编号", cell.code(60), also=("场次", "场次号", "活动编号", "活动场次"), example="2022-03-A1"),
        Column("日期", cell.date, pl.Date, also=("活动日期", "服务日期", "开展日期", "活动时间"), example="2022-03-05"),
        Column("开始时间", cell.time(), pl.Datetime, also=("时间", "开始", "开展时间"), example="14:30"),
        Column("时长分钟", length, pl.Int32, also=("时长", "分钟", "时长(分钟)", "服务时长", "活动时长"), example="90"),
        Column(
            "社区代码",
            community,
            pl.Int64,
            also=("社区", "所在社区", "所属社区", "社区名称"),
            options=communities,
            example="440605011001",
        ),
        Column(
            "地点", cell.text(80, blank=True), also=("活动地点", "服务地点", "开展地点", "地址"), example="党群服务中心"
        ),
    ]


def _of_people() -> list[Column]:
    few = _("人数要在 1 到 %(most)s 之间。没有未具名的人请空着。") % {"most": f"{MOST_PEOPLE:,}"}
    parts = labelled(Part)
    return [
        Column(
            "姓名",
            one_name(blank=True),
            also=("名字", "参加人", "参与人", "参加者", "参与者", "服务对象姓名"),
            example="何敏",
            tells_who=True,
        ),
        Column(
            "手机",
            cell.phone(blank=True),
            also=PHONES,
            masked=secrecy.masked_phone,
            example="13800138000",
            tells_who=True,
        ),
        Column("证件号码", cell.id_number, also=IDENTITIES, masked=secrecy.masked_id, tells_who=True),
        Column(
            "参与身份", cell.choice(parts, blank=True), also=("身份", "角色", "人员类别", "类别"), options=list(parts)
        ),
        Column("未具名人数", cell.integer(1, MOST_PEOPLE, few, blank=True), pl.Int64, also=HEADS, example="30"),
    ]


def _campaign(subdistrict: directory.Subdistrict) -> tuple[Parser, list[str]]:
    campaigns = commissioning.Campaign.objects.kept_by(subdistrict).by_name()
    pk_of = {cell.plain(name): campaign.pk for name, campaign in campaigns.items()}

    def parse(text: str) -> int | None:
        if (name := cell.plain(text)) and name not in pk_of:
            words = _("没有叫「%(cell)s」的专项行动。办公室可以在「项目设置」里添加；不属于专项行动的请空着。")
            raise BadCell(words % {"cell": cell.shown(text)})
        return pk_of.get(name)

    return parse, [name for name, campaign in campaigns.items() if campaign.name == name]


def attendance_marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between cells and between rows."""
    keyed = Cleaned(_keyed(cleaned.frame), cleaned.marks)
    return [
        *_people_marks(keyed.without_bad("未具名人数")),
        *_agreement_marks(keyed),
        *day_marks(cleaned.frame),
        *time_marks(cleaned.frame, "开始时间"),
        *_office_marks(subdistrict, cleaned.frame),
        *by_hand.marks(subdistrict, keyed.frame),
        *likely.marks(cleaned.frame, PERSON, likely.vaults_of(subdistrict)),
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


def attendance_lines(
    subdistrict: directory.Subdistrict, cleaned: Cleaned
) -> tuple[list[SessionLine], list[AttendanceLine]]:
    frame = _keyed(cleaned.frame).with_columns(
        session=(pl.struct(SESSION).rank("dense") - 1).cast(pl.Int64), head=pl.col("未具名人数").is_not_null()
    )
    described = frame.unique("session", keep="first").sort("session").select("项目编号", "场次编号", *DESCRIBING)
    held = [
        SessionLine(project or None, code, activity, form, campaign, day, start, minutes, community, place)
        for project, code, activity, form, campaign, day, start, minutes, community, place in described.iter_rows()
    ]
    held = _as_on_file(subdistrict, held, cleaned.columns_in_file)
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
    return held, lines


MAY_BE_LACKING = {"专项行动": "campaign", "社区代码": "community", "地点": "place"}


def _as_on_file(
    subdistrict: directory.Subdistrict, lines: list[SessionLine], columns_in_file: Sequence[str]
) -> list[SessionLine]:
    """A column that the file does not have says nothing: of sessions on file, what they say there stays."""
    lacking = [name for column, name in MAY_BE_LACKING.items() if column not in columns_in_file]
    if not lacking:
        return lines
    there: dict[sessions.SessionKey, dict[str, Any]] = {
        sessions.key_of(session): {
            "campaign": session.activity.campaign_id,
            "community": session.community_id,
            "place": session.place,
        }
        for session in sessions.on_file(subdistrict, lines)
    }
    stays = {key: {name: said[name] for name in lacking} for key, said in there.items()}
    return [replace(line, **stays.get(line.key, {})) for line in lines]
