"""How far a promise is that no record tells, as somebody types it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.sheets.parsers import plain

MOST = Decimal("9999999999.99")


class ReadingForm(forms.Form):
    as_of = Parsed(cell.date, label=gettext_lazy("截至哪一天"), said=gettext_lazy("请填写截至哪一天。"))
    value = Parsed(cell.text(14), label=gettext_lazy("累计完成"), said=gettext_lazy("请填写累计完成多少。"))
    proof = Parsed(
        cell.text(200),
        label=gettext_lazy("凭据"),
        said=gettext_lazy("请写明凭据，例如「签到表 12 份，见文件」。"),
        help_text=gettext_lazy("数的是什么、材料在哪里。"),
    )
    evidence = forms.ModelChoiceField(
        commissioning.ProjectFile.objects.none(),
        label=gettext_lazy("文件"),
        required=False,
        empty_label=gettext_lazy("不选"),
        help_text=gettext_lazy("已经放在项目文件里的材料。"),
    )

    def __init__(self, indicator: commissioning.Indicator, user: Any, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["as_of"].initial = clock.today()
        self.fields["value"].label = _("累计完成（%(unit)s）") % {"unit": indicator.unit}
        files: Any = self.fields["evidence"]
        own = commissioning.ProjectFile.objects.visible_to(user).filter(project=indicator.contract.project)
        files.queryset = own.there().of_work()
        if not files.queryset.exists():
            del self.fields["evidence"]

    def clean_value(self) -> Decimal:
        """A figure with two decimals at most; what people type around it does not matter."""
        typed = plain(str(self.cleaned_data["value"])).replace(",", "").rstrip("%")
        try:
            value = Decimal(typed)
        except ArithmeticError:
            raise forms.ValidationError(_("请填数字，例如 27 或 96.4。")) from None
        if not value.is_finite() or value > MOST or value != round(value, 2):
            raise forms.ValidationError(_("请填数字，最多两位小数。"))
        return value

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("as_of", "value", "proof", "evidence")}


class ReadingCorrectionForm(ReadingForm):
    why = Parsed(cell.text(200), label=gettext_lazy("更正的原因"), said=gettext_lazy("请写明更正的原因。"))
