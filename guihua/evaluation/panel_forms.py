"""How panels are to be arranged, as somebody types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guihua.evaluation import arranging
from guihua.evaluation import models as evaluation
from guihua.evaluation.arranging import Load
from guihua.evaluation.round_forms import count_field

MOST_PROJECTS = 200
MINUTES = 2  # nearly all rounds are proved in a few seconds; whoever has a hard one gives it more


class ArrangingForm(forms.Form):
    least = count_field(
        gettext_lazy("每位专家最少评几个"), MOST_PROJECTS, help_text=gettext_lazy("尽量做到；做不到也排。")
    )
    most = count_field(gettext_lazy("每位专家最多评几个"), MOST_PROJECTS, least=1)
    at_once = count_field(
        gettext_lazy("半天里最多几个项目"),
        MOST_PROJECTS,
        least=1,
        required=False,
        help_text=gettext_lazy("不限就留空。"),
    )
    minutes = count_field(
        gettext_lazy("最多算几分钟"),
        30,
        least=1,
        initial=MINUTES,
        help_text=gettext_lazy("多数几秒钟就证明了没有更好的。"),
    )

    def __init__(self, one: evaluation.Round, data: Any = None) -> None:
        super().__init__(data, initial=vars(arranging.suggested(one)))

    @property
    def said(self) -> Load:
        given = self.cleaned_data
        return Load(given["least"], given["most"], given["at_once"])
