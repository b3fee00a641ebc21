"""A rubric as somebody types it: its name, its whole table, and one criterion with its bands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import BadCell
from guihua.core.sheets import parsers as cell
from guihua.evaluation import models as evaluation
from guihua.evaluation import said
from guihua.evaluation.importers import rubric_table
from guihua.evaluation.said import AnchorSaid, CriterionSaid

NOT_A_NUMBER = gettext_lazy("请填数字，例如 4.5。")


def points_field(label: Any, *, most: Decimal = Decimal(100), **given: Any) -> forms.DecimalField:
    said_of = {
        "invalid": NOT_A_NUMBER,
        "required": gettext_lazy("请填分数。"),
        "min_value": gettext_lazy("不能小于 0。"),
        "max_value": gettext_lazy("最多 %(limit_value)s。"),
        "max_decimal_places": gettext_lazy("最多两位小数。"),
    }
    most = Decimal(said.plain(most))
    field = forms.DecimalField(
        label=label, min_value=Decimal(0), max_value=most, decimal_places=2, error_messages=said_of, **given
    )
    field.widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return field


class NewRubricForm(forms.Form):
    name = Parsed(cell.text(60), label=gettext_lazy("名称"), said=gettext_lazy("请写名称，例如“2022 年末期评分标准”。"))
    for_whom = forms.ChoiceField(label=gettext_lazy("给谁用"), choices=evaluation.ForWhom.choices)


class CopyForm(forms.Form):
    name = Parsed(cell.text(60), label=gettext_lazy("新的名称"), said=gettext_lazy("请写新的名称。"))


class TableForm(FacingForm):
    """The whole rubric as a table; `seen` is the revision that its editor saw."""

    table = forms.CharField(
        label=gettext_lazy("整张表"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "在 Excel 或 Word 里选中整张表，连列名一起复制，粘贴到这里。要有维度、指标、分值三列；"
            "可以有评分说明、要看的材料、谁来评，和优、良、中、差。各档写“5.5 台账完整”就从 5.5 分起，只写文字就按分值的九成、七成半、一半算。"
        ),
        error_messages={"required": gettext_lazy("请把表格粘贴到这里。")},
        strip=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, rubric: evaluation.Rubric, data: Any = None) -> None:
        self.rubric = rubric
        told = said.of_rubric(evaluation.Rubric.objects.whole().get(pk=rubric.pk))
        super().__init__(data, initial={"table": rubric_table.table(told) if told else "", "seen": rubric.revision})

    def again(self, data: Any = None) -> Self:
        return type(self)(evaluation.Rubric.objects.get(pk=self.rubric.pk), data)

    def clean_table(self) -> list[said.DimensionSaid]:
        try:
            return rubric_table.dimensions(self.cleaned_data["table"], self.rubric.step)
        except BadCell as bad:
            raise ValidationError(str(bad)) from bad


class CriterionForm(FacingForm):
    """One criterion; of each band from how many points on it is reached, and what it looks like."""

    name = Parsed(cell.text(60), label=pgettext_lazy("judging", "指标"), said=gettext_lazy("请写指标的名称。"))
    points = points_field(gettext_lazy("分值"))
    guidance = Parsed(
        cell.text(600, blank=True), label=gettext_lazy("评分说明"), widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("要看的材料"),
        help_text=gettext_lazy("承接机构交自评的时候按这一栏准备。"),
    )
    expertise = forms.ChoiceField(label=gettext_lazy("谁来评"), choices=evaluation.Expertise.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, criterion: evaluation.Criterion, data: Any = None) -> None:
        self.criterion = criterion
        super().__init__(data, initial=_now(criterion))
        for level in evaluation.Level:
            self.fields[f"floor_{level}"] = points_field(level.label, required=False)
            self.fields[f"text_{level}"] = Parsed(cell.text(200, blank=True), label=gettext_lazy("什么样算这一档"))

    def again(self, data: Any = None) -> Self:
        rows = evaluation.Criterion.objects.select_related("dimension__rubric")
        return type(self)(rows.get(pk=self.criterion.pk), data)

    @property
    def bands(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each band, best first."""
        return [(self[f"floor_{level}"], self[f"text_{level}"]) for level in evaluation.Level]

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields that are of no band."""
        return [self[name] for name in ("name", "points", "guidance", "evidence", "expertise")]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for level in evaluation.Level:
            floor, text = given.get(f"floor_{level}"), given.get(f"text_{level}")
            if text and floor is None and f"floor_{level}" not in self.errors:
                self.add_error(f"floor_{level}", gettext_lazy("请填从几分起。"))
            if floor is not None and not text:
                self.add_error(f"text_{level}", gettext_lazy("请写什么样算这一档；这一档不要，就把分数也删掉。"))
        return given

    @property
    def said(self) -> CriterionSaid:
        given = self.cleaned_data
        levels = [level for level in evaluation.Level if given[f"text_{level}"]]
        anchors = [AnchorSaid(level, given[f"floor_{level}"], given[f"text_{level}"]) for level in levels]
        names = ("name", "points", "guidance", "evidence", "expertise")
        return CriterionSaid(**{name: given[name] for name in names}, anchors=anchors)


def _now(criterion: evaluation.Criterion) -> dict[str, Any]:
    told = said.of_criterion(criterion)
    columns = {name: value for name, value in vars(told).items() if name != "anchors"}
    columns["points"] = said.plain(told.points)
    for one in told.anchors:
        columns |= {f"floor_{one.level}": said.plain(one.floor), f"text_{one.level}": one.text}
    return columns | {"seen": criterion.dimension.rubric.revision}
