"""A workbook as an office keeps it: made by many hands, for eyes and not for programs. Everybody in it is invented."""

from datetime import date, time
from pathlib import Path

import openpyxl

HEAD = [
    ["序号", "项目", "活动情况", "", "", "", "", "", "", "参加人员", "", "", "", "人数", "备注"],
    [
        "",
        "",
        "主题",
        "形式",
        "场次",
        "活动日期",
        "时间",
        "时长",
        "社区",
        "姓名",
        "联系电话",
        "身份证号",
        "身份",
        "",
        "",
    ],
]
MERGED_HEAD = ["A3:A4", "B3:B4", "C3:I3", "J3:M3", "N3:N4", "O3:O4"]
TEA = ["GC-1", "围炉茶话", "小组", "十一月第一场", date(2022, 11, 3), time(14, 30), 90, "桂一社区"]
CHESS = ["GC-1", "象棋会", "小组", "十一月第二场", "２０２２年１１月５日", "下午3:00", "６０", "桂一"]
SAME = [""] * 8


def _rows():
    """From the fifth row on. The first three sessions' cells are merged, those of the chess are left empty as 同上."""
    return [
        [1, *TEA, "何  敏", "１３８ ００１３ ００００", "", "服务对象", "", "首次参加"],
        [2, *SAME, "区淑仪", "138-0013-0001", "", "服务对象", "", ""],
        [3, *SAME, "阿布都·热依木", "+86 13800130002", "", "志愿者", "", ""],
        ["小计", *SAME, "", "", "", "", 3, ""],
        [""] * 15,
        [4, *CHESS, "罗泽安", 13800130003, "", "服务对象", "", ""],
        [5, *SAME, "潘健行", "138 0013 0004", "", "服务对象", "", "电话是女儿的"],
        [6, "GC-1", "邻里康乐日", "社区活动", "十一月第三场", "2022/11/12", "9：00", 120, "桂一社区", "", "", "", "", "２６", ""],
        [7, "GC-1", "防跌倒操", "小组", "十一月第四场", "20221119", "9:00", 60, "桂一社区", "谭秀兰", "1380013", "", "服务对象", "", ""],
        ["合计", *SAME, "", "", "", "", 32, ""],
        ["注：电话由本人提供，未核实。", *[""] * 14],
        ["填表人：苏婉清", "", "", "", "", "", "", "审核：", "", "", "", "", "", "2022.12.1", ""],
    ]  # fmt: skip


def workbook(folder: Path) -> Path:
    """Three sheets; a title and a line above a header of two rows; merged cells; sums and remarks among the rows."""
    book = openpyxl.Workbook()
    book.active.title = "填报说明"
    book.active["A1"] = "各项目社工按月填写，每月 5 日前交到综治办。"
    page = book.create_sheet("11月")
    page.append(["桂一社区服务站服务记录表"])
    page.append(["填报单位：榕声社会工作服务中心　　填报月份：2022年11月"])
    for cells in [*HEAD, *_rows()]:
        page.append([cell or None if cell == "" else cell for cell in cells])
    for cells in ["A1:O1", "A2:O2", *MERGED_HEAD, *(f"{column}5:{column}7" for column in "BCDEFGHI"), "A15:O15"]:
        page.merge_cells(cells)
    old = book.create_sheet("10月（旧）")
    old.append(["姓名", "电话", "填表时间"])
    old.append(["何敏", "13800130000", "2022-10-09 08:05"])
    path = folder / "桂一11月服务记录（终稿2）.xlsx"
    book.save(path)
    return path
