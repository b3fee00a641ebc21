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
