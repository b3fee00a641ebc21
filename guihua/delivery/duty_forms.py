"""What somebody types of a shift on emergency duty: shape and cleaning only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.delivery.actions.duty import ShiftLine
from guihua.delivery.forms import day_field, starts_at_field, time_of_day, why_late
from guihua.directory.actions.registers import Identity


class ShiftForm(forms.Form):
    """One person's shift on emergency duty. An end before the start lies on the next day."""

    project: Any = forms.ModelChoiceField(
        commissioning.Project.objects.none(),
        label=gettext_lazy("项目"),
        empty_label=None,
        error_messages={"required": gettext_lazy("请选项目。")},
    )
    task = Parsed(
        cell.text(80),
        label=gettext_lazy("任务名称"),
        said=gettext_lazy("请写任务名称。"),
        help_text=gettext_lazy("例如「核酸采样点秩序维护」。"),
    )
    name = Parsed(cell.name(40), label=gettext_lazy("谁值勤"), said=gettext_lazy("请写姓名。"))
    phone = Parsed(
        cell.phone(),
        label=gettext_lazy("手机"),
        said=gettext_lazy("请写手机，才知道是哪一位。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    day = day_field()
    starts_at = starts_at_field()
    ends_at = Parsed(
        time_of_day,
        label=gettext_lazy("结束时间"),
        said=gettext_lazy("请写结束时间。"),
        help_text=gettext_lazy("过了半夜的，写第二天的时间，例如 06:00。"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, projects: Any, data: Any = None, *, asks_why: bool = False, **given: Any) -> None:
        super().__init__(data, **given)
        fields: Any = self.fields
        if asks_why:  # a closed month
            fields["why"] = why_late()
        fields["project"].queryset = projects
        fields["day"].widget.attrs["max"] = clock.today().isoformat()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "starts_at" in said and said.get("ends_at") == said["starts_at"]:
            self.add_error("ends_at", _("结束时间不能和开始时间一样。"))
        return said

    @property
    def line(self) -> ShiftLine:
        said = self.cleaned_data
        start, end = (at.hour * 60 + at.minute for at in (said["starts_at"], said["ends_at"]))
        who = Identity(said["name"], said["phone"], "")
        project = said["project"].pk
        return ShiftLine(project, said["task"], who, said["day"], said["starts_at"], (end - start) % 1440)
