"""A small programme, through the files and verbs that users have. Everybody in it is invented."""

from __future__ import annotations

import csv
from pathlib import Path

from guihua.commissioning.actions import programmes
from guihua.core import audit
from guihua.desk import importing
from guihua.directory.models import Subdistrict

RONGSHENG = "52440605MJL000001R"
SCHOOL = "12440605MJL0000021"
PRIVATE_SCHOOL = "52440605MJL0000030"

COMMUNITIES = [
    ["社区代码", "社区名称", "经度", "纬度"],
    ["440605011001", "桂一社区", "", ""],
    ["440605011004", "叠二社区", "", ""],
]
ORGANISATIONS = [
    ["机构名称", "统一社会信用代码", "机构类型", "联系人", "联系电话", "所在社区代码", "学校性质", "学段"],
    ["榕声社会工作服务中心", RONGSHENG, "社工机构", "苏婉清", "13800138000", "", "", ""],
    ["怡水小学", SCHOOL, "学校", "", "", "440605011001", "公办", "小学"],
    ["知行学校", PRIVATE_SCHOOL, "学校", "", "", "", "民办", "初中"],
]
PROJECT_COLUMNS = [
    "年度",
    "项目编号",
    "项目名称",
    "服务领域",
    "承接机构信用代码",
    "合同金额",
    "开始日期",
    "结束日期",
    "驻点社区代码",
    "驻点机构信用代码",
    "采购方式",
    "管理模式",
    "挂钩人员",
]
TERM = ["2022-01-01", "2022-12-31"]
PROJECTS = [
    PROJECT_COLUMNS,
    [
        "2022",
        "GC-1",
        "桂一同行",
        "社区服务",
        RONGSHENG,
        "286,000.00",
        *TERM,
        "440605011001",
        "",
        "询价",
        "项目制",
        "梁慧敏",
    ],
    ["2022", "GC-2", "向阳同行", "矫正社会服务", RONGSHENG, "100000", *TERM, "", "", "", "", ""],
    ["2022", "GC-3", "怡水驻校", "青少年服务", RONGSHENG, "100000.50", *TERM, "", SCHOOL, "", "", ""],
]
ATTENDANCE_COLUMNS = [
    "项目编号",
    "活动名称",
    "服务形式",
    "专项行动",
    "场次编号",
    "日期",
    "开始时间",
    "时长分钟",
    "社区代码",
    "地点",
    "姓名",
    "手机",
    "证件号码",
    "参与身份",
    "未具名人数",
]
DUTY_COLUMNS = ["项目编号", "任务名称", "姓名", "手机", "日期", "开始时间", "结束时间"]


def row(project: str = "GC-1", code: str = "A1", **given: str) -> list[str]:
    """One row of an attendance file: a fireside tea of 90 minutes, unless told otherwise."""
    usual = {"活动名称": "围炉茶话", "服务形式": "小组", "日期": "2022-03-05", "开始时间": "14:30", "时长分钟": "90"}
    usual |= {"项目编号": project, "场次编号": code, "社区代码": "440605011001"}
    return [(usual | given).get(column, "") for column in ATTENDANCE_COLUMNS]


def served(name: str, phone: str = "", id_number: str = "", part: str = "服务对象") -> dict[str, str]:
    return {"姓名": name, "手机": phone, "证件号码": id_number, "参与身份": part}


ATTENDANCE = [
    row(**served("张晓丽", "13800138001")),
    row(**served("李明辉", "+86 138-0013-8002", part="志愿者")),
    row(未具名人数="30"),
    row(code="A2", 日期="2022/4/1", **served("张晓丽", "13800138001", part="志愿者")),
    row("GC-2", "B1", 活动名称="访谈", 服务形式="个案", 时长分钟="60", **served("王保密", "13900139001")),
    row("街道主办", "T1", 活动名称="公益一日游", 服务形式="一日游", 社区代码="", 未具名人数="37"),
    row(code="F1", 活动名称="反诈进社区", 服务形式="宣传", 专项行动="反诈宣传", 未具名人数="300"),
]
DUTY = [
    DUTY_COLUMNS,
    ["GC-1", "核酸采样点秩序维护", "陈志强", "13800138009", "2022-03-01", "22:00", "06:00"],
    ["GC-3", "核酸采样点秩序维护", "陈志强", "13800138009", "2022-03-02", "08:00", "12:30"],
]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def prepared(code: str = "440605011", name: str = "桂城街道") -> Subdistrict:
    return programmes.prepare(code=code, name=name, by=audit.SYSTEM)


def load(place: Subdistrict, kind: str, folder: Path, rows: list[list[str]]) -> importing.Imported:
    return importing.load(place, kind, write(folder / f"{kind}.csv", rows), by=audit.SYSTEM)


def attendance(place: Subdistrict, folder: Path, *rows: list[str]) -> importing.Imported:
    return load(place, "attendance", folder, [ATTENDANCE_COLUMNS, *rows])


def imported(place: Subdistrict, folder: Path) -> Subdistrict:
    for kind, rows in (("communities", COMMUNITIES), ("organisations", ORGANISATIONS), ("projects", PROJECTS)):
        load(place, kind, folder, rows)
    attendance(place, folder, *ATTENDANCE)
    load(place, "duty", folder, DUTY)
    return place


def refused(place: Subdistrict, kind: str, folder: Path, rows: list[list[str]]) -> list[tuple[int, str, str]]:
    """The cells that are bad: row, column and why. Fails where the file is taken."""
    try:
        load(place, kind, folder, rows)
    except importing.BadRows as bad:
        return [(mark.row, mark.column, mark.sentence) for mark in bad.marks if mark.kind == "bad"]
    raise AssertionError("the file was taken")
