from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CampaignForm(forms.Form):
    name = forms.CharField(
        label=_("名称"), max_length=40, error_messages={"required": _("请填写名称，例如「反诈宣传」。")}
    )
    code = forms.SlugField(
        label=_("代码"),
        max_length=40,
        error_messages={
            "required": _("请填写代码，例如 anti_fraud。"),
            "invalid": _("代码只用英文字母、数字、横线和下划线。"),
        },
    )


class WordForm(forms.Form):
    """A procurement method or a management mode."""

    name = forms.CharField(label=_("名称"), max_length=40, error_messages={"required": _("请填写名称。")})


class HeadingForm(forms.Form):
    """A heading of budgets. Its name, typed again, sets another limit."""

    name = forms.CharField(
        label=_("科目名称"),
        max_length=40,
        error_messages={"required": _("请填写科目名称。")},
        help_text=_("填已有的名称，就改它的最高占比。"),
    )
    limit_percent = forms.IntegerField(
        label=_("最高占比（%）"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("占合同金额的百分之几。不限就空着。"),
        error_messages={
            "invalid": _("请填 1 到 100 的整数。"),
            "min_value": _("请填 1 到 100 的整数。"),
            "max_value": _("请填 1 到 100 的整数。"),
        },
    )
    source = forms.CharField(label=_("依据"), required=False, max_length=80)
