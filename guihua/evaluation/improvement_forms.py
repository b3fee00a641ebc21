"""What a provider is asked to do better."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guihua.commissioning.visit_forms import TaskForm
from guihua.evaluation.calc.exact import rounded
from guihua.evaluation.judged import Ground, Judged
from guihua.evaluation.models import Criterion, Source
from guihua.evaluation.said import plain

WHOLE = ("", gettext_lazy("整个项目"))


class ImprovingForm(TaskForm):
    criterion = forms.ChoiceField(
        label=gettext_lazy("从哪一项指标来"),
        required=False,
        help_text=gettext_lazy("每一项后面是得分和分值。"),
    )
    field_order = ["criterion", "what", "due_on"]

    def __init__(self, made: Judged, base: Ground, data: Any = None) -> None:
        super().__init__(data)
        self.criteria = {one.pk: one for criteria in base.criteria.values() for one in criteria}
        choice: Any = self.fields["criterion"]
        choice.choices = [WHOLE, *((Source(source).label, self._given(made, source)) for source in made.sources)]
        choice.widget.attrs["class"] = "select"

    def _given(self, made: Judged, source: str) -> list[tuple[str, str]]:
        """What each criterion came to, and out of what; of what was left out nothing is asked."""
        lines = [line for dimension in made.sources[source].dimensions for line in dimension.lines]
        return [
            (str(line.criterion), f"{named(self.criteria[line.criterion])} ({rounded(line.combined.value, 2)} / {plain(line.points)})")
            for line in lines
            if line.combined.value is not None
        ]  # fmt: skip

    def clean_criterion(self) -> Criterion | None:
        given = self.cleaned_data["criterion"]
        return self.criteria[int(given)] if given else None


def named(one: Criterion) -> str:
    return f"{one.number} {one.name}"
