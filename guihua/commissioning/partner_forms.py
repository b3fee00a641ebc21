"""Who takes part in a project, as the office types it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory


class PartnerForm(forms.Form):
    organisation: Any = forms.ModelChoiceField(
        directory.Organisation.objects.none(),
        label=_("合作单位"),
        empty_label="–",
        error_messages={"required": _("请选择合作单位。")},
        help_text=_("名录里没有的，先到「机构」里添加。"),
    )
    part = Parsed(
        cell.text(40),
        label=_("合作内容"),
        said=_("请填写合作内容，例如「提供场地」。"),
        help_text=_("例如：共同主办、提供场地、转介服务对象。"),
    )
    since = Parsed(cell.date, label=_("开始日期"), said=_("请填写开始日期。"))
    last_day = Parsed(
        lambda typed: cell.date(typed) if typed else None,
        label=_("结束日期"),
        help_text=_("合作的最后一天。还不知道就空着。"),
    )

    def __init__(self, project: commissioning.Project, data: Any = None) -> None:
        super().__init__(data, initial={"since": clock.today()})
        others = directory.Organisation.objects.filter(subdistrict=project.subdistrict_id)
        self.fields["organisation"].queryset = others.exclude(projects=project)  # type: ignore[attr-defined]  # - a field that chooses models
