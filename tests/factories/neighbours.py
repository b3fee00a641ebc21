"""A second sub-district beside the small programme. Whatever it calls something has 狮 in it, and nothing of the first."""

from __future__ import annotations

from pathlib import Path

from guihua.directory.models import Subdistrict
from tests.factories import programmes
from tests.factories.programmes import ATTENDANCE_COLUMNS, DUTY_COLUMNS, PROJECT_COLUMNS, RONGSHENG, SCHOOL, TERM

MARK = "狮"
COMMUNITY = "440605012001"
COMMUNITIES = [["社区代码", "社区名称"], [COMMUNITY, "狮城社区"]]
ORGANISATIONS = [
    ["机构名称", "统一社会信用代码", "机构类型", "联系人", "联系电话", "所在社区代码", "学校性质", "学段"],
    ["狮跃社会工作中心", RONGSHENG, "社工机构", "狮小姐", "13800238000", "", "", ""],
    ["狮山小学", SCHOOL, "学校", "", "", COMMUNITY, "公办", "小学"],
]
PROJECTS = [
    PROJECT_COLUMNS,
    ["2022", "狮-1", "狮城同行", "社区服务", RONGSHENG, "777777", *TERM, COMMUNITY, SCHOOL, "询价", "项目制", "狮主任"],
    ["2022", "狮-2", "狮护同行", "矫正服务", RONGSHENG, "888888", *TERM, "", "", "", "", ""],
]


def row(project: str, code: str, **given: str) -> list[str]:
    usual = {"活动名称": "醒狮围炉", "服务形式": "小组", "日期": "2022-03-06", "开始时间": "14:30", "时长分钟": "60"}
    usual |= {"项目编号": project, "场次编号": code, "社区代码": COMMUNITY, "地点": "狮城阵地"}
    return [(usual | given).get(column, "") for column in ATTENDANCE_COLUMNS]


ATTENDANCE = [
    ATTENDANCE_COLUMNS,
    # the same phone and name as somebody of the first sub-district has: here it is somebody else
    row("狮-1", "狮A1", **programmes.served("张晓丽", "13800138001")),
    row("狮-1", "狮A1", 未具名人数="999"),
    row("狮-2", "狮B1", **programmes.served("狮保密", "13900239001")),
    row("街道主办", "狮T1", 服务形式="一日游", 社区代码="", 未具名人数="888"),
]
DUTY = [DUTY_COLUMNS, ["狮-1", "狮山值守", "狮志强", "13800238009", "2022-03-01", "22:00", "06:00"]]


def beside(folder: Path) -> Subdistrict:
    place = programmes.prepared("440605012", "狮山镇")
    files = {"communities": COMMUNITIES, "organisations": ORGANISATIONS, "projects": PROJECTS}
    for kind, rows in (files | {"attendance": ATTENDANCE, "duty": DUTY}).items():
        programmes.load(place, kind, folder, rows)
    return place
