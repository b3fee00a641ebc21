"""Made-up content for the style page: every component in the states that it can be in."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from guihua.core.editing import Choice
from guihua.core.handled import Handled
from guihua.core.history import Change, Deed
from guihua.core.listing import Column, Columns, Kind, Listing, Phone, Shown, choice, search
from guihua.core.listing import Deed as ListDeed
from guihua.core.models import AuditRow, SavedView
from guihua.core.refusal import Refusal
from guihua.core.ui.shell import TABS, Item, Shell
from guihua.core.ui.steps import on_the_way
from guihua.core.ui.tabs import Tab

PARTS = {
    "preferences": gettext_lazy("显示方式"),
    "buttons": gettext_lazy("按钮"),
    "words": gettext_lazy("标签与状态"),
    "notices": gettext_lazy("提示"),
    "form": gettext_lazy("表单"),
    "tiles": gettext_lazy("数字"),
    "steps": gettext_lazy("进度"),
    "history": gettext_lazy("变更记录"),
    "list": gettext_lazy("列表"),
    "states": gettext_lazy("空状态"),
    "pages": gettext_lazy("出错的页面"),
}
ICONS = (
    "palette",
    "mouse-pointer-click",
    "tag",
    "message-square",
    "text-cursor-input",
    "hash",
    "milestone",
    "history",
    "table",
)


class SampleForm(forms.Form):
    name = forms.CharField(label="场次名称")
    places = forms.IntegerField(
        label="名额",
        min_value=1,
        help_text="不限名额请留空。",
        error_messages={"min_value": "名额至少 1 位。"},
    )
    form = forms.ChoiceField(label="形式", choices=[("group", "小组"), ("visit", "探访")])

    def choice_of(self, name: str) -> Choice | None:
        """As if somebody else had changed the name meanwhile."""
        mine = "围炉煮茶：长者请社工喝茶"
        return Choice("keep-name", "围炉煮茶", "围炉茶话", mine, "mine") if name == "name" else None


def shell(path: str) -> Shell:
    """The frame as somebody sees it who is signed in, for those who are not. Its ways lead down this page."""
    items = [
        Item(words, f"{path}#{part}", ICONS[n % len(ICONS)], is_tab=n < TABS)
        for n, (part, words) in enumerate(PARTS.items())
    ]
    return Shell(programme="示范街道", name="苏婉清", standing=("街道办公室", "示范街道"), items=items, path=path)


def context() -> dict[str, Any]:
    return {
        "sample": SampleForm({"name": "围炉煮茶：长者请社工喝茶", "places": "0", "form": "group"}),
        "refused": Refusal("too-early", "还有 3 项没有评分。"),
        "stages": on_the_way(
            [("planned", "计划"), ("contracted", "签约"), ("running", "执行"), ("closed", "结项")],
            "running",
            {"planned": "2021-11-12", "contracted": "2022-01-10", "running": "还有 45 天"},
        ),
        "deeds": _done(),
        "tabs": [Tab("概况", "#steps", is_here=True), Tab("场次", "#list", count=128)],
        "shown": _listed(),
        "views": SimpleNamespace(
            here=SavedView(pk=0, name="今年的"), may_change=True, is_changed=True, runs=True, is_opening=False
        ),
        "years": [(year, year) for year in (2020, 2021, 2022)],
        "said": ["已导入 12 行"],
        "pages": ["400", "403", "403_csrf", "404", "429", "500", "503", "refused"],
    }


def _done() -> list[Deed]:
    changes = [Change("结束日期", "2022-11-30", "2022-12-31"), Change("管理模式", "", "项目制")]
    at = datetime(2022, 3, 5, 14, 30, tzinfo=UTC)
    return [
        Deed(at, "苏婉清", "修改", "延期协议", changes, about="榕荫社区「乐龄同行」"),
        Deed(at, "系统", "导入"),
    ]


def _listed() -> Shown:
    rows = [
        SimpleNamespace(name="榕荫社区「乐龄同行」", provider="榕声社工", state="执行", amount=91_500),
        SimpleNamespace(name="北涌新市民同乐站", provider="禾穗社工", state="签约", amount=65_200),
        SimpleNamespace(name="怡水小学驻校社工", provider="知行桥社工", state="结项", amount=None),
    ]
    listing = Listing(
        "项目",
        [
            Column("name", "项目", lambda row: row.name, ("name",), address=lambda _row: "#list"),
            Column("provider", "承接机构", lambda row: row.provider, ("provider",), phone=Phone.MARK),
            Column("state", "状态", lambda row: row.state, kind=Kind.CHIP, phone=Phone.MARK),
            _amount(),
        ],
        {
            "q": search("项目或承接机构", "pk"),
            "year": choice("年度", [("2021", "2021"), ("2022", "2022")], by="pk"),
            "state": choice("状态", [("running", "执行")], by="pk"),
            "provider": choice("承接机构", [("1", "榕声社工")], by="pk"),
        },
        deeds=[ListDeed("star", "标出来", lambda _rows, _given, _by: Handled())],
    )
    query = QueryDict("year=2022&sort=-amount")
    form = listing.asked(AuditRow.objects.none(), query).form
    form.is_valid()
    return Shown(
        listing,
        query,
        rows,
        Paginator(rows * 9, 3).get_page(1),
        form,
        "-amount",
        "",
        Columns(listing.columns, listing.columns),
    )


def _amount() -> Column:
    return Column(
        "amount", "合同金额（元）", lambda row: row.amount, ("amount",), Kind.NUMBER, Phone.KEY, lambda _n: "元"
    )


def of_page(name: str) -> dict[str, Any]:
    """What a page about something that went wrong is told when it is only looked at."""
    told: dict[str, dict[str, Any]] = {
        "429": {"minutes": 10, "failures": 5},
        "refused": {"refusal": Refusal("late", "评分已在 11月25日 截止。"), "back": "/"},
    }
    return told.get(name, {})
