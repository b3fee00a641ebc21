"""How panels are to be arranged and changed, as somebody types it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import arranging
from guihua.evaluation import models as evaluation
from guihua.evaluation.arranging import Load
from guihua.evaluation.round_forms import count_field
from guihua.evaluation.said import MeetingSaid

MOST_PROJECTS = 200
MINUTES = 2  # nearly all rounds are proved in a few seconds; whoever has a hard one gives it more


def _why() -> Parsed:
    return Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("原因"),
        help_text=gettext_lazy("不合规则、一定要这样排的时候才写。回避和同一时间两个组，写了也不行。"),
    )


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


class MeetingForm(FacingForm):
    """When and how a panel meets. `seen` is the revision that its editor saw."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("评估日"), coerce=date.fromisoformat, empty_value=None, required=False
    )
    half = forms.ChoiceField(
        label=gettext_lazy("上午或下午"),
        choices=[("", gettext_lazy("还没有定")), *evaluation.Half.choices],
        required=False,
    )
    meeting = forms.ChoiceField(label=pgettext_lazy("of a visit", "方式"), choices=evaluation.Meeting.choices)
    is_fixed = forms.BooleanField(label=gettext_lazy("再排的时候时间不动"), required=False)
    why = _why()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, panel: evaluation.Panel, data: Any = None) -> None:
        self.panel = panel
        now = {"day": panel.day and panel.day.isoformat(), "half": panel.half, "meeting": panel.meeting}
        super().__init__(data, initial=now | {"is_fixed": panel.is_fixed, "seen": panel.revision})
        days = [(day.isoformat(), day.isoformat()) for day in evaluation.days_of(panel.entered.round)]
        fields: Any = self.fields
        fields["day"].choices = [("", gettext_lazy("还没有定")), *days]

    def again(self, data: Any = None) -> Self:
        rows = evaluation.Panel.objects.select_related("entered__round", "entered__project")
        return type(self)(rows.get(pk=self.panel.pk), data)

    @property
    def said(self) -> MeetingSaid:
        given = self.cleaned_data
        return MeetingSaid(given["day"], given["half"], given["meeting"], given["is_fixed"])


class SeatForm(forms.Form):
    """Who sits on a seat, out of those who were listed."""

    assessor: Any = forms.ModelChoiceField(
        evaluation.Assessor.objects.none(),
        error_messages={"required": gettext_lazy("请选一位专家。"), "invalid_choice": gettext_lazy("请选一位专家。")},
    )
    why = _why()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, panel: evaluation.Panel, data: Any = None) -> None:
        super().__init__(data, initial={"seen": panel.revision})
        fields: Any = self.fields
        place = panel.entered.round.subdistrict_id
        fields["assessor"].queryset = evaluation.Assessor.objects.filter(subdistrict=place).serving()


class LeavingForm(forms.Form):
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("为什么离开"),
        said=gettext_lazy("请写为什么离开。"),
        help_text=gettext_lazy("例如生病、临时有事。席位空出来，再排或者手工补上。"),
    )
