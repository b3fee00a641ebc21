"""What an assessor gives after all, and what the office notes of a talk."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import models as evaluation
from guihua.evaluation import said
from guihua.evaluation.rubric_forms import points_field
from guihua.evaluation.said import MarkSaid, plain


class ChangeForm(FacingForm):
    """`seen` is the revision of the sheet that its scorer saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    comment = Parsed(
        cell.text(400, blank=True),
        label=gettext_lazy("给承接机构的话（没给满分必写）"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("为什么改分"),
        said=gettext_lazy("请写为什么改分。"),
        help_text=gettext_lazy("同组专家和街道办公室会看到；原来的分一直留着。"),
    )
    field_order = ("points", "comment", "why")

    def __init__(self, sheet: evaluation.ScoreSheet, criterion: evaluation.Criterion, data: Any = None) -> None:
        self.sheet, self.criterion = sheet, criterion
        mark = said.marks_of(sheet).get(criterion.pk, MarkSaid())
        points = "" if mark.points is None else plain(mark.points)
        super().__init__(data, initial={"seen": sheet.revision, "points": points, "comment": mark.comment, "why": ""})
        self.fields["points"] = points_field(gettext_lazy("得分"), most=criterion.points)
        self.order_fields(self.field_order)

    def again(self, data: Any = None) -> Self:
        sheet = evaluation.ScoreSheet.objects.with_all_that_it_asks().get(pk=self.sheet.pk)
        return type(self)(sheet, self.criterion, data)

    @property
    def said(self) -> MarkSaid:
        return MarkSaid(self.cleaned_data["points"], comment=self.cleaned_data["comment"])


class OutcomeForm(forms.Form):
    outcome = Parsed(
        cell.text(400),
        label=gettext_lazy("合议结论"),
        said=gettext_lazy("请写合议结论。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("大家怎么说的、谁改了分；分差还在的，写明为什么。出初稿以前可以改。"),
    )
