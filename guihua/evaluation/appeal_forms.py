"""What a provider contests, whom the office asks to look again, what those give, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import appeal_policy, evidence, looking, self_reported
from guihua.evaluation import models as evaluation
from guihua.evaluation.rubric_forms import points_field
from guihua.evaluation.said import MarkSaid, plain
from guihua.evaluation.sheet_parts import Line, Part, parts_of

MOST = 1000


class AppealForm(FacingForm):
    """A criterion is contested where a reason is written. `seen`: the revision that its editor saw, 0 before there was any."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, entered: evaluation.RoundProject, data: Any = None) -> None:
        self.entered, self.criteria = entered, appeal_policy.contestable(entered)
        found = evaluation.Appeal.objects.filter(entered=entered).first()
        now: dict[str, Any] = {"seen": found.revision if found else 0}
        if found:
            now |= {f"reason_{one.criterion_id}": one.reason for one in found.points.all()}
        super().__init__(data, initial=now)
        for one in self.criteria:
            self.fields[f"reason_{one.pk}"] = Parsed(
                cell.text(MOST, blank=True),
                label=gettext_lazy("为什么不对，依据在哪里"),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def again(self, data: Any = None) -> Self:
        return type(self)(self.entered, data)

    @property
    def lines(self) -> Iterator[tuple[evaluation.Criterion, forms.BoundField]]:
        return ((one, self[f"reason_{one.pk}"]) for one in self.criteria)

    @property
    def reasons(self) -> Mapping[int, str]:
        return {one.pk: self.cleaned_data[f"reason_{one.pk}"] or "" for one in self.criteria}


class CallForm(forms.Form):
    """Who looks again, out of those who were listed."""

    assessors: Any = forms.ModelMultipleChoiceField(
        evaluation.Assessor.objects.none(),
        label=gettext_lazy("请谁复评"),
        error_messages={"required": gettext_lazy("请选复评的专家。")},
    )

    def __init__(self, appeal: evaluation.Appeal, data: Any = None) -> None:
        super().__init__(data)
        fields: Any = self.fields
        place = appeal.entered.round.subdistrict_id
        fields["assessors"].queryset = evaluation.Assessor.objects.filter(subdistrict=place).serving()


class RefusingForm(forms.Form):
    why = Parsed(
        cell.text(MOST),
        label=gettext_lazy("为什么不受理"),
        said=gettext_lazy("请写为什么不受理。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("承接机构会看到。"),
    )


class ReleasingForm(forms.Form):
    why = Parsed(cell.text(200), label=gettext_lazy("为什么不再复评"), said=gettext_lazy("请写为什么不再复评。"))


class DecidingForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("决定"),
        choices=[
            ("upheld", gettext_lazy("成立：申诉的指标按复评的分算，结果出新的一稿")),
            ("dismissed", gettext_lazy("不成立：结果不变")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选成立还是不成立。")},
    )
    why = Parsed(
        cell.text(MOST),
        label=gettext_lazy("理由"),
        said=gettext_lazy("请写理由。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("承接机构会看到。决定以后不能再改。"),
    )


class LookForm(FacingForm):
    """Marks of what is contested. `seen` is the revision that its assessor saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, look: evaluation.SecondLook, data: Any = None) -> None:
        self.look = look
        self.points = looking.asked_of(look)
        super().__init__(data, initial=_now(look))
        for one in self.points:
            criterion = one.criterion
            self.fields[f"points_{criterion.pk}"] = points_field(
                gettext_lazy("得分"), most=criterion.points, required=False
            )
            self.fields[f"abstained_{criterion.pk}"] = forms.BooleanField(
                label=gettext_lazy("不评这一项"), required=False
            )
            self.fields[f"comment_{criterion.pk}"] = Parsed(
                cell.text(400, blank=True),
                label=gettext_lazy("给承接机构的话（没给满分必写）"),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def again(self, data: Any = None) -> Self:
        return type(self)(evaluation.SecondLook.objects.with_all_that_it_asks().get(pk=self.look.pk), data)

    @property
    def parts(self) -> list[Part]:
        lines = [Line(one.criterion, *self._fields_of(one.criterion.pk)) for one in self.points]
        rubric = self.look.appeal.entered.round.rubric
        entered = self.look.appeal.entered
        told = self_reported.beside(entered, evidence.of(entered.project), [one.criterion for one in self.points])
        return parts_of(lines, looking.marks_of(self.look), rubric.step, told) if rubric else []

    def _fields_of(self, key: int) -> tuple[forms.BoundField, forms.BoundField, forms.BoundField]:
        return self[f"points_{key}"], self[f"abstained_{key}"], self[f"comment_{key}"]

    @property
    def said(self) -> Mapping[int, MarkSaid]:
        given, names = self.cleaned_data, ("points", "abstained", "comment")
        return {
            one.criterion.pk: MarkSaid(*(given[f"{name}_{one.criterion.pk}"] for name in names)) for one in self.points
        }


def _now(look: evaluation.SecondLook) -> dict[str, Any]:
    shown: dict[str, Any] = {"seen": look.revision}
    for key, one in looking.marks_of(look).items():
        points = "" if one.points is None else plain(one.points)
        shown |= {f"points_{key}": points, f"abstained_{key}": one.is_abstained, f"comment_{key}": one.comment}
    return shown
