"""A sheet as somebody fills it in, criterion by criterion; what is not filled in yet may wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import evidence, said, scored, self_reported
from guihua.evaluation import models as evaluation
from guihua.evaluation.rubric_forms import points_field
from guihua.evaluation.said import MarkSaid, plain
from guihua.evaluation.sheet_parts import Line, Part, parts_of


class SheetForm(FacingForm):
    """`seen` is the revision that its scorer saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, sheet: evaluation.ScoreSheet, data: Any = None) -> None:
        self.sheet, self.criteria = sheet, scored.asked_of(sheet)
        prefetch_related_objects(self.criteria, "anchors")  # the bands that stand beside each
        super().__init__(data, initial=_now(sheet))
        for one in self.criteria:
            self.fields[f"points_{one.pk}"] = points_field(gettext_lazy("得分"), most=one.points, required=False)
            self.fields[f"abstained_{one.pk}"] = forms.BooleanField(label=gettext_lazy("不评这一项"), required=False)
            self.fields[f"comment_{one.pk}"] = Parsed(
                cell.text(400, blank=True),
                label=gettext_lazy("给承接机构的话（没给满分必写）"),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def again(self, data: Any = None) -> Self:
        return type(self)(evaluation.ScoreSheet.objects.with_all_that_it_asks().get(pk=self.sheet.pk), data)

    @property
    def lines(self) -> Iterator[Line]:
        for one in self.criteria:
            fields = (self[f"{name}_{one.pk}"] for name in ("points", "abstained", "comment"))
            yield Line(one, *fields)

    @cached_property
    def evidence(self) -> evidence.Evidence:
        """What lies beside the whole sheet."""
        return evidence.of(self.sheet.entered.project)

    @cached_property
    def parts(self) -> list[Part]:
        """By dimension, with what was saved, and what the provider told of each criterion."""
        told = self_reported.beside(self.sheet.entered, self.evidence, self.criteria)
        return parts_of(list(self.lines), said.marks_of(self.sheet), scored.rubric_of(self.sheet).step, told)

    @property
    def said(self) -> Mapping[int, MarkSaid]:
        given = self.cleaned_data
        names = ("points", "abstained", "comment")
        return {one.pk: MarkSaid(*(given[f"{name}_{one.pk}"] for name in names)) for one in self.criteria}


class ReopeningForm(forms.Form):
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("为什么退回重填"),
        said=gettext_lazy("请写为什么退回。"),
        help_text=gettext_lazy("填表的人会看到；退回过几次、谁退的、为什么，一直留着。"),
    )


def _now(sheet: evaluation.ScoreSheet) -> dict[str, Any]:
    shown: dict[str, Any] = {"seen": sheet.revision}
    for key, one in said.marks_of(sheet).items():
        shown |= {
            f"points_{key}": _shown(one.points),
            f"abstained_{key}": one.is_abstained,
            f"comment_{key}": one.comment,
        }
    return shown


def _shown(points: Decimal | None) -> str:
    return "" if points is None else plain(points)
