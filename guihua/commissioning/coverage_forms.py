"""What media told of a project, as somebody types it."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.editing import Parsed, RecordForm
from guihua.core.sheets import parsers as cell

MOST = 1_000_000_000


def _reach(typed: str) -> Any:
    limit = _("请填 0 到 %(most)s 的整数。没有人数过就空着。") % {"most": f"{MOST:,}"}
    return cell.integer(0, MOST, limit, blank=True)(typed)


class CoverageForm(RecordForm):
    model = commissioning.Coverage
    on = Parsed(cell.date, label=gettext_lazy("发布日期"), said=gettext_lazy("请填写哪一天发布的。"))
    kind = forms.ChoiceField(label=gettext_lazy("形式"), choices=commissioning.CoverageKind.choices)
    outlet = Parsed(
        cell.text(40),
        label=gettext_lazy("媒体"),
        said=gettext_lazy("请填写是哪家媒体或哪个账号。"),
        help_text=gettext_lazy("报社、电台、网站或账号的名称。"),
    )
    title = Parsed(
        cell.text(80),
        label=gettext_lazy("标题"),
        said=gettext_lazy("请填写标题。"),
        help_text=gettext_lazy("不写服务对象的姓名。"),
    )
    address = forms.URLField(
        label=gettext_lazy("网址"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=gettext_lazy("网上看得到的才填。"),
        error_messages={
            "invalid": gettext_lazy("这不是网址。例如 https://… 开头的一行。"),
            "max_length": gettext_lazy("网址太长了，最多 %(limit_value)s 个字符。"),
        },
    )
    reach = Parsed(_reach, label=gettext_lazy("阅读、观看次数"), help_text=gettext_lazy("没有人数过就空着，不要估。"))
    counted = Parsed(
        cell.text(80, blank=True),
        label=gettext_lazy("次数怎么来的"),
        help_text=gettext_lazy("例如「公众号后台阅读数」「直播平台观看次数」。"),
    )
    proof = forms.ModelChoiceField(
        commissioning.ProjectFile.objects.none(),
        label=gettext_lazy("截图或扫描件"),
        required=False,
        empty_label=gettext_lazy("不选"),
        help_text=gettext_lazy("已经放在项目文件里的。"),
    )

    def __init__(
        self, project: commissioning.Project, user: Any, piece: commissioning.Coverage | None = None, data: Any = None
    ) -> None:
        self.project, self.user = project, user
        super().__init__(piece, data)
        proof: Any = self.fields["proof"]
        own = commissioning.ProjectFile.objects.visible_to(user).filter(project=project)
        proof.queryset = own.there().of_work()
        self.fields["reach"].widget.attrs["inputmode"] = "numeric"

    def again(self, data: Any) -> Self:
        return type(self)(self.project, self.user, self.row, data)  # type: ignore[arg-type]  # - its row is a piece
