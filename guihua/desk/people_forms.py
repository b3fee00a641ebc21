"""What somebody types about people: shape and cleaning only."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.sheets import BadCell
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.directory.numbers import TAIL

ANY_PAPER = re.compile(r"[A-Z0-9]{5,20}")
LONGEST_REASON = 120


def spelt(typed: str) -> str:
    """A number as it is kept: without spaces, dashes and country code, full-width characters as plain ones."""
    bare = cell.plain(typed).replace("-", "").upper()
    try:
        return str(cell.phone()(bare))
    except BadCell:
        return bare


class FindingForm(forms.Form):
    """The last four digits of a phone, a whole phone, or an ID number."""

    number = forms.CharField(
        label=gettext_lazy("手机尾号四位、整个手机号或证件号码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"required": gettext_lazy("请填写号码。")},
    )

    def clean_number(self) -> str:
        number = spelt(self.cleaned_data["number"])
        if re.fullmatch(rf"[0-9]{{{TAIL}}}", number) or ANY_PAPER.fullmatch(number):
            return number
        raise ValidationError(_("请写手机尾号四位，或整个手机号，或整个证件号码。"))


class ReadingForm(forms.Form):
    """Which number somebody wants to read whole, and why."""

    field = forms.ChoiceField(choices=directory.SealedField.choices, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label=gettext_lazy("为什么要看"),
        choices=directory.Purpose.choices,
        error_messages={"required": gettext_lazy("请选一个原因。")},
    )
    words = forms.CharField(
        label=gettext_lazy("具体说明"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("例如「通知周六活动改期」。会和你的名字一起留在记录里，本人可以查。"),
        error_messages={"required": gettext_lazy("请写明为什么要看。")},
    )
