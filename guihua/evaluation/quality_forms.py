"""Another set of weights, to see what it would make of a round."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import problems
from guihua.evaluation.rubric_forms import points_field
from guihua.evaluation.said import plain


class WeightsForm(forms.Form):
    def __init__(self, weights: Mapping[str, Decimal], data: Any = None) -> None:
        super().__init__(data, initial={one: plain(weights.get(one, Decimal(0))) for one in evaluation.Source})
        self.fields |= {one.value: points_field(one.label) for one in evaluation.Source}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and (problem := problems.of_weights(given)):
            words = _("各来源的权重合计 %(sum)s%%，要正好 100%%。")
            self.add_error(None, words % {"sum": plain(Decimal(problem.figures["sum"]))})
        return given

    @property
    def weights(self) -> dict[str, Decimal]:
        return {one.value: self.cleaned_data[one.value] for one in evaluation.Source}
