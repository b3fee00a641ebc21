"""A round as somebody types it: a new one, its terms, which projects it judges, and why one is not judged after all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import models as evaluation
from guihua.evaluation import said
from guihua.evaluation.rubric_forms import points_field
from guihua.evaluation.said import COLUMNS, DAYS, Terms, plain

MOST_VETOES = 6
WAYS = evaluation.Way.choices
PLACES = [(0, gettext_lazy("整数")), (1, gettext_lazy("一位")), (2, gettext_lazy("两位"))]
GRADES = commissioning.Grade


def count_field(label: Any, most: int, *, least: int = 0, **given: Any) -> forms.IntegerField:
    said_of = {"invalid": gettext_lazy("请填整数。"), "required": gettext_lazy("请填整数。")}
    field = forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=said_of, **given)
    field.widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return field


def _day(label: Any) -> Parsed:
    return Parsed(_typed_day, label=label, widget=forms.DateInput(attrs={"type": "date"}))


def _typed_day(typed: str) -> date | None:
    return cell.date(typed) if typed else None


class _Rubric(forms.ModelChoiceField):  # type: ignore[type-arg]  # - Django makes it generic for checkers alone
    def __init__(self, label: Any) -> None:
        rubrics = evaluation.Rubric.objects.none()
        super().__init__(rubrics, label=label, required=False, empty_label=gettext_lazy("还没有选"))


class NewRoundForm(forms.Form):
    year: Any = forms.ModelChoiceField(
        commissioning.ProgrammeYear.objects.none(), label=gettext_lazy("年度"), empty_label=None
    )
    stage = forms.ChoiceField(label=gettext_lazy("阶段"), choices=evaluation.Stage.choices, initial="final")
    name = Parsed(cell.text(60), label=gettext_lazy("名称"), said=gettext_lazy("请写名称，例如“2022 年末期评估”。"))

    def __init__(self, place: Any, data: Any = None) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["year"].queryset = commissioning.ProgrammeYear.objects.filter(subdistrict=place).order_by("-year")


class TermsForm(FacingForm):
    """All terms of a round on one page. `seen` is the revision that its editor saw."""

    name = Parsed(cell.text(60), label=gettext_lazy("名称"), said=gettext_lazy("请写名称。"))
    rubric = _Rubric(gettext_lazy("评估专家的评分标准"))
    liaison_rubric = _Rubric(gettext_lazy("挂钩人员的评分标准"))
    way = forms.ChoiceField(label=gettext_lazy("专家的分怎样合成"), choices=WAYS)
    least = count_field(gettext_lazy("一项指标至少几个人评"), 20, least=1)
    places = forms.TypedChoiceField(label=gettext_lazy("得分保留几位小数"), choices=PLACES, coerce=int)
    bonus_cap = points_field(gettext_lazy("加分最多"), most=Decimal(20))
    diverging_percent = count_field(gettext_lazy("分差超过分值的百分之几要合议"), 100, least=1)
    seats = count_field(gettext_lazy("一组几位专家"), 20)
    finance_seats = count_field(gettext_lazy("其中至少几位财务"), 20)
    practice_seats = count_field(gettext_lazy("其中至少几位实务"), 20)
    self_report_until = _day(gettext_lazy("承接机构交自评和材料，最晚"))
    visits_from = _day(gettext_lazy("评估日从"))
    visits_until = _day(gettext_lazy("评估日到"))
    scoring_until = _day(gettext_lazy("交评分表，最晚"))
    reply_days = count_field(gettext_lazy("承接机构几天内可以回应初稿"), 60)
    appeal_days = count_field(gettext_lazy("公布后几天内可以申诉"), 60)
    conflict_years = count_field(gettext_lazy("任职结束几年内要回避"), 20)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, one: evaluation.Round, data: Any = None) -> None:
        self.round = one
        super().__init__(data, initial=_now(one))
        fields: Any = self.fields
        for name, for_whom in (("rubric", "assessors"), ("liaison_rubric", "liaison")):
            fields[name].queryset = evaluation.Rubric.objects.kept_by(one.subdistrict_id).of(for_whom)
        for source in evaluation.Source:
            fields[f"weight_{source}"] = points_field(source.label)
        for grade in GRADES:
            fields[f"floor_{grade}"] = points_field(grade.label, required=False)
        for n in range(MOST_VETOES):
            fields[f"veto_{n}"] = Parsed(cell.text(120, blank=True), label=gettext_lazy("一票否决项"))
            fields[f"at_most_{n}"] = forms.ChoiceField(
                label=gettext_lazy("最高只能评为"), choices=GRADES.choices, required=False
            )

    def again(self, data: Any = None) -> Self:
        rows = evaluation.Round.objects.select_related("rubric", "liaison_rubric")
        return type(self)(rows.get(pk=self.round.pk), data)

    def part(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{source}"] for source in evaluation.Source]

    @property
    def floors(self) -> list[forms.BoundField]:
        return [self[f"floor_{grade}"] for grade in GRADES]

    @property
    def vetoes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"veto_{n}"], self[f"at_most_{n}"]) for n in range(MOST_VETOES)]

    @property
    def said(self) -> Terms:
        given = self.cleaned_data
        floors = {grade.value: given[f"floor_{grade}"] for grade in GRADES}
        vetoes = [(given[f"veto_{n}"], given[f"at_most_{n}"]) for n in range(MOST_VETOES)]
        return Terms(
            name=given["name"],
            rubric=given["rubric"],
            liaison_rubric=given["liaison_rubric"],
            columns={name: given[name] or None if name in DAYS else given[name] for name in COLUMNS},
            weights={source.value: given[f"weight_{source}"] for source in evaluation.Source},
            floors={grade: floor for grade, floor in floors.items() if floor is not None},
            vetoes=[(text, at_most or GRADES.FAIL.value) for text, at_most in vetoes if text],
        )


def _now(one: evaluation.Round) -> dict[str, Any]:
    terms = said.of_round(one)
    shown: dict[str, Any] = {"name": terms.name, "rubric": one.rubric_id, "liaison_rubric": one.liaison_rubric_id}
    shown |= terms.columns
    shown["bonus_cap"] = plain(one.bonus_cap)
    shown |= {f"weight_{source}": plain(terms.weights.get(source, Decimal(0))) for source in evaluation.Source}
    shown |= {f"floor_{grade}": plain(floor) for grade, floor in terms.floors.items()}
    for n, (text, at_most) in enumerate(terms.vetoes):
        shown |= {f"veto_{n}": text, f"at_most_{n}": at_most}
    rest = range(len(terms.vetoes), MOST_VETOES)
    return shown | {f"at_most_{n}": GRADES.FAIL.value for n in rest} | {"seen": one.revision}


class WithdrawalForm(forms.Form):
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("为什么不评"),
        said=gettext_lazy("请写为什么不评。"),
        help_text=gettext_lazy("项目留在这一轮的名单上，写着原因，没有得分和等级。"),
    )
