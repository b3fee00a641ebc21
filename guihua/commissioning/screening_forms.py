"""What the office finds of a proposal, what it asks back, and what the provider answers, as they type it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.call_forms import Lines
from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

USUAL = timedelta(days=3)  # to answer in


class ScreeningForm(forms.Form):
    found = forms.ChoiceField(
        label=_("审查结果"),
        choices=commissioning.Screening.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择审查结果。")},
    )
    why = Parsed(
        cell.text(200, blank=True),
        label=_("原因"),
        help_text=_("不符合时要写，承接机构会看到。不符合的响应无效，不能再改回来。"),
    )

    def __init__(self, proposal: commissioning.Proposal, data: Any = None) -> None:
        super().__init__(data, initial={"found": proposal.screening, "why": proposal.screening_why})


class AskingForm(forms.Form):
    question = Lines(
        rows=5,
        max_length=600,
        label=_("问题"),
        said=_("请写要问什么。"),
        help_text=_("只有这家承接机构和街道看得到。不能要求改报价或换方案。"),
    )
    due_on = Parsed(cell.date, label=_("最迟答复日期"), said=_("请填写最迟哪一天答复。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"due_on": clock.today() + USUAL})


class ClarifyingForm(forms.Form):
    answer = Lines(
        rows=8,
        max_length=2000,
        label=_("答复"),
        said=_("请写答复。"),
        help_text=_("答复以后不能再改。"),
    )
