"""What a draft of the management rules decides of each management mode, as the office types it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.editions import ModeLine, StepLine
from guihua.commissioning.models.modes import STEPS
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

MOST_STEPS, MOST_STAFF, WHOLE = 6, 99, 100
DECIDED = ("article", "least_staff", "rhythm")
PARTS = ("percent", "waits_for", "least_grade")  # of a step


class ModesForm(forms.Form):
    """Fields are named by the mode's key: m4_rhythm, and m4_s2_percent for its second step."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, rules: commissioning.ManagementRules, modes: dict[int, ModeLine], *, seen: Any, data: Any = None
    ) -> None:
        super().__init__(data, initial={"seen": seen, **_said(modes)})
        self.words = list(commissioning.ManagementMode.objects.kept_by(rules.subdistrict_id))
        articles = [(one.pk, str(one)) for one in rules.articles.all()]
        for mode in self.words:
            self.fields |= _mode(mode.pk, articles)

    @property
    def modes(self) -> Iterator[dict[str, Any]]:
        """The fields, mode by mode."""
        for mode in self.words:
            steps = [{"n": n, "parts": [self[f"m{mode.pk}_s{n}_{part}"] for part in PARTS]} for n in _numbers()]
            yield {"mode": mode, "decided": [self[f"m{mode.pk}_{name}"] for name in DECIDED], "steps": steps}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for mode in self.words:
            for n in _numbers():
                self._check(f"m{mode.pk}_s{n}", given)
        return given

    def _check(self, step: str, given: dict[str, Any]) -> None:
        """A step says how much and after what, or nothing."""
        percent, waits, grade = (given.get(f"{step}_{part}") for part in PARTS)
        if percent and not waits:
            self.add_error(f"{step}_waits_for", _("请选择等什么。"))
        if (waits or grade) and not percent and f"{step}_percent" not in self.errors:
            self.add_error(f"{step}_percent", _("请填写占百分之几。"))
        if grade and waits and waits not in commissioning.JUDGED:
            self.add_error(f"{step}_least_grade", _("只有评估才分等级。"))

    @property
    def lines(self) -> dict[int, ModeLine]:
        """What was typed of the modes of which anything was."""
        found = {mode.pk: self._line(mode.pk) for mode in self.words}
        return {key: line for key, line in found.items() if line != ModeLine(0)}

    def _line(self, key: int) -> ModeLine:
        given = self.cleaned_data
        article, staff, rhythm = (given[f"m{key}_{name}"] for name in DECIDED)
        typed = [tuple(given[f"m{key}_s{n}_{part}"] for part in PARTS) for n in _numbers()]
        steps = tuple(StepLine(*parts) for parts in typed if parts[0])
        return ModeLine(int(article or 0), staff, rhythm, steps)

    def refused(self, code: str, sentence: str) -> None:
        """What the verb refused stands at the mode that it speaks of."""
        what, _dash, key = code.rpartition("-")
        field = {"no-article": f"m{key}_article", "steps-miss": f"m{key}_s1_percent"}.get(what)
        self.add_error(field if field in self.fields else None, sentence)


def _numbers() -> range:
    return range(1, MOST_STEPS + 1)


def _said(modes: dict[int, ModeLine]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for key, line in modes.items():
        said |= {f"m{key}_{name}": getattr(line, name) for name in DECIDED}
        for n, step in enumerate(line.steps, start=1):
            said |= {f"m{key}_s{n}_{part}": value for part, value in vars(step).items()}
    return said


def _mode(key: int, articles: Sequence[tuple[int, str]]) -> dict[str, forms.Field]:
    far = _("请填 1 到 %(n)s 的整数。")
    fields: dict[str, forms.Field] = {
        f"m{key}_article": forms.ChoiceField(label=_("写在哪一条"), required=False, choices=[("", "–"), *articles]),
        f"m{key}_least_staff": _number(MOST_STAFF, _("至少几名社工"), far),
        f"m{key}_rhythm": _chosen(commissioning.Rhythm.choices, _("报告")),
    }
    for n in _numbers():
        fields |= {
            f"m{key}_s{n}_percent": _number(WHOLE, _("占合同金额（%）"), far),
            f"m{key}_s{n}_waits_for": _chosen(STEPS, _("等什么")),
            f"m{key}_s{n}_least_grade": _chosen(commissioning.Grade.choices, _("至少达到")),
        }
    return fields


def _number(most: int, label: str, far: str) -> Parsed:
    field = Parsed(cell.integer(1, most, far % {"n": most}, blank=True), label=label)
    field.widget.attrs["inputmode"] = "numeric"
    return field


def _chosen(choices: Sequence[tuple[str, Any]], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *choices])
