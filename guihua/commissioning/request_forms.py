"""A request or an opinion of a partner, and its answer, as somebody types them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning

MOST = 600
TOO_LONG = _("最多写 %(limit_value)s 个字，现在有 %(show_value)s 个。")


def _text(label: Any, required: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MOST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5, "class": "input"}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class RequestForm(forms.Form):
    project: Any = forms.ModelChoiceField(
        commissioning.Project.objects.none(),
        label=_("项目"),
        empty_label=None,
        error_messages={"required": _("请选择项目。"), "invalid_choice": _("请选择项目。")},
    )
    kind = forms.ChoiceField(label=_("请求或意见"), choices=commissioning.RequestKind.choices)
    text = _text(_("内容"), _("请写下请求或意见。"), _("街道办公室和承接机构会看到。不写服务对象的姓名和住址。"))

    def __init__(self, projects: Any, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]  # - a field that chooses models

    def clean_text(self) -> str:
        """A browser sends the ends of lines in another way than they are kept."""
        return "\n".join(self.cleaned_data["text"].splitlines())


class AnswerForm(forms.Form):
    text = _text(_("答复"), _("请写下答复。"), _("写完以后，提的人收件箱里会有提醒。"))
    clean_text = RequestForm.clean_text
