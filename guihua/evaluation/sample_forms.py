"""What somebody found of each drawn record; what was not looked up yet may wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import models as evaluation
from guihua.evaluation.models import Finding
from guihua.evaluation.said import CheckSaid

CHOICES = [("", gettext_lazy("还没看")), *Finding.choices]


class SampleForm(forms.Form):
    """With a choice and a note for each."""

    def __init__(self, sheet: evaluation.ScoreSheet, data: Any = None) -> None:
        self.records = list(evaluation.SampledRecord.objects.filter(sample__entered=sheet.entered_id))
        found = {one.record_id: one for one in sheet.checks.all()}
        now = {f"finding_{pk}": one.finding for pk, one in found.items()}
        now |= {f"note_{pk}": one.note for pk, one in found.items()}
        super().__init__(data, initial=now)
        for one in self.records:
            label = gettext_lazy("对得上吗")
            self.fields[f"finding_{one.pk}"] = forms.ChoiceField(label=label, choices=CHOICES, required=False)
            self.fields[f"note_{one.pk}"] = Parsed(cell.text(200, blank=True), label=gettext_lazy("说明"))

    @property
    def lines(self) -> Iterator[tuple[evaluation.SampledRecord, forms.BoundField, forms.BoundField]]:
        for one in self.records:
            yield one, self[f"finding_{one.pk}"], self[f"note_{one.pk}"]

    @property
    def said(self) -> Mapping[int, CheckSaid]:
        given = self.cleaned_data
        return {one.pk: CheckSaid(given[f"finding_{one.pk}"], given[f"note_{one.pk}"] or "") for one in self.records}
