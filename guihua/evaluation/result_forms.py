"""What the office decides of a project beside its sheets."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import deciding
from guihua.evaluation.rubric_forms import points_field

Entered = evaluation.RoundProject


def _why(label: Any) -> Parsed:
    return Parsed(cell.text(200), label=label, help_text=gettext_lazy("承接机构会看到。"))


class DecidingForm(forms.Form):
    """One thing that is said of a project, and the verb that says it."""

    title: Any = ""

    def __init__(self, entered: Entered, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.entered = entered

    def decide(self, by: Any) -> None:
        raise NotImplementedError


class ExcuseForm(DecidingForm):
    title = gettext_lazy("这一项怎么办")
    criterion = forms.ModelChoiceField(evaluation.Criterion.objects.none(), label=gettext_lazy("哪一项指标"))
    kind = forms.ChoiceField(choices=evaluation.ExcuseKind.choices, label=gettext_lazy("怎么办"))
    why = _why(gettext_lazy("为什么"))

    def __init__(self, entered: Entered, data: Any = None, initial: Any = None) -> None:
        super().__init__(entered, data, initial)
        own = [entered.round.rubric_id, entered.round.liaison_rubric_id]
        rows = evaluation.Criterion.objects.filter(dimension__rubric__in=[pk for pk in own if pk])
        field: Any = self.fields["criterion"]
        field.queryset = rows.select_related("dimension").order_by(
            "dimension__rubric", "dimension__position", "position"
        )

    def decide(self, by: Any) -> None:
        given = self.cleaned_data
        deciding.excuse(self.entered, given["criterion"], given["kind"], why=given["why"], by=by)


class BonusForm(DecidingForm):
    title = gettext_lazy("加分")
    why = _why(gettext_lazy("为什么加"))
    field_order = ("points", "why")

    def __init__(self, entered: Entered, data: Any = None, initial: Any = None) -> None:
        super().__init__(entered, data, initial)
        self.fields["points"] = points_field(gettext_lazy("加几分"), most=entered.round.bonus_cap or Decimal(100))
        self.order_fields(self.field_order)

    def decide(self, by: Any) -> None:
        deciding.add(self.entered, self.cleaned_data["points"], why=self.cleaned_data["why"], by=by)


class VetoForm(DecidingForm):
    title = gettext_lazy("查实了一票否决项")
    veto = forms.ModelChoiceField(evaluation.VetoItem.objects.none(), label=gettext_lazy("一票否决项"))
    why = _why(gettext_lazy("怎么查实的"))

    def __init__(self, entered: Entered, data: Any = None, initial: Any = None) -> None:
        super().__init__(entered, data, initial)
        field: Any = self.fields["veto"]
        field.queryset = entered.round.vetoes.all()
        field.label_from_instance = lambda one: one.text

    def decide(self, by: Any) -> None:
        deciding.find(self.entered, self.cleaned_data["veto"], why=self.cleaned_data["why"], by=by)


class SourceForm(DecidingForm):
    title = gettext_lazy("填没有评分表的得分")
    source = forms.ChoiceField(label=gettext_lazy("得分来源"))
    evidence = Parsed(
        cell.text(200),
        label=gettext_lazy("依据"),
        help_text=gettext_lazy("例如哪次调查、多少人、怎么折算的。承接机构会看到。"),
    )
    field_order = ("source", "score", "evidence")

    def __init__(self, entered: Entered, data: Any = None, initial: Any = None) -> None:
        super().__init__(entered, data, initial)
        without = (evaluation.Source.MIDTERM, evaluation.Source.SATISFACTION)
        used = set(entered.round.weights.filter(percent__gt=0).values_list("source", flat=True))
        field: Any = self.fields["source"]
        field.choices = [(one.value, one.label) for one in without if one in used]
        self.fields["score"] = points_field(gettext_lazy("得分（百分制）"), most=Decimal(100))
        self.order_fields(self.field_order)

    def decide(self, by: Any) -> None:
        given = self.cleaned_data
        deciding.put(self.entered, given["source"], given["score"], evidence=given["evidence"], by=by)


FORMS: dict[str, type[DecidingForm]] = {
    "excuse": ExcuseForm,
    "bonus": BonusForm,
    "veto": VetoForm,
    "score": SourceForm,
}
ROWS: dict[str, Callable[[Entered], Any]] = {
    "excuse": lambda entered: entered.excuses,
    "bonus": lambda entered: entered.bonuses,
    "veto": lambda entered: entered.vetoes,
    "score": lambda entered: entered.scores,
}
