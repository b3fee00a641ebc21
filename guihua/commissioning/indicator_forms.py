"""What a contract promises in numbers, as somebody types it: a row each; rows that are not needed stay empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.models import MEASURED, PROMISED, UNITS, IndicatorKind
from guihua.commissioning.terms import IndicatorLine
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

FEWEST_ROWS, SPARE_ROWS = 6, 2
MOST = 10_000_000
PARTS = ("kind", "name", "target", "unit", "measure", "source")
BY_HAND = "hand"
HOW = [("", gettext_lazy("按种类算")), *PROMISED, (BY_HAND, gettext_lazy("没有记录可算，人工登记"))]


class IndicatorsForm(forms.Form):
    """`seen` is the revision that the editor saw. A reason is asked for where something that was promised is in force."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("改指标的原因"),
        help_text=gettext_lazy("合同已经开始执行，例如「按 6 月 1 日的补充协议增加」。"),
    )

    def __init__(self, before: Sequence[IndicatorLine], data: Any = None, *, seen: int, needs_why: bool) -> None:
        self.rows_there = max(FEWEST_ROWS, len(before) + SPARE_ROWS)
        said: dict[str, Any] = {"seen": seen}
        for n, line in enumerate(before, start=1):
            said |= {f"i{n}_{part}": getattr(line, part) for part in PARTS} | {f"i{n}_measure": _how(line)}
        super().__init__(data, initial=said)
        if not needs_why:
            del self.fields["why"]
        for n in self._numbers():
            self.fields |= _row(n)

    def _numbers(self) -> range:
        return range(1, self.rows_there + 1)

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The fields, row by row."""
        for n in self._numbers():
            yield {"n": n, "parts": [self[f"i{n}_{part}"] for part in PARTS]}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "why" in self.fields and "why" in given and not given["why"]:
            self.add_error("why", _("请填写改指标的原因。"))
        for n in self._numbers():
            self._check(n, given)
        return given

    def _check(self, n: int, given: dict[str, Any]) -> None:
        """What a row says must be whole, or nothing."""
        kind, name, target, unit, measure, source = (given.get(f"i{n}_{part}") for part in PARTS)
        if not kind and (name or target or unit or measure or source):
            self.add_error(f"i{n}_kind", _("请选择第 %(n)s 行的种类。") % {"n": n})
        if kind and not target and f"i{n}_target" not in self.errors:
            self.add_error(f"i{n}_target", _("请填写第 %(n)s 行的目标。") % {"n": n})
        if kind == IndicatorKind.OTHER and not name:
            self.add_error(f"i{n}_name", _("请填写第 %(n)s 行的指标名称。") % {"n": n})
        if kind == IndicatorKind.OTHER and not unit:
            self.add_error(f"i{n}_unit", _("请填写第 %(n)s 行的单位。") % {"n": n})

    @property
    def lines(self) -> list[IndicatorLine]:
        """What was typed, as the verb takes it: the name and the unit are those of the kind where nothing else is said."""
        return [self._line(n) for n in self._numbers() if self.cleaned_data[f"i{n}_kind"]]

    def _line(self, n: int) -> IndicatorLine:
        kind, name, target, unit, how, source = (self.cleaned_data[f"i{n}_{part}"] for part in PARTS)
        known = IndicatorKind(kind)
        with translation.override(settings.LANGUAGE_CODE):  # the records keep their own language, whoever writes
            name = name or str(known.label)
        measure = "" if how == BY_HAND else how or None
        return IndicatorLine(kind, name, target, unit or UNITS.get(known, ""), source, measure)

    def refused(self, code: str, sentence: str) -> None:
        """What the verb refused stands at the field that it speaks of."""
        field = "why" if code == "why" and "why" in self.fields else self._field_of(code)
        self.add_error(field, sentence)

    def _field_of(self, code: str) -> str | None:
        lines, met = {n: self._line(n) for n in self._numbers() if self.cleaned_data.get(f"i{n}_kind")}, set()
        for n, line in lines.items():
            if code == "percent" and line.kind == IndicatorKind.SATISFACTION:
                return f"i{n}_target"
            if code == "measure" and line.kind == IndicatorKind.SATISFACTION and line.measure:
                return f"i{n}_measure"
            if code == "twice" and line.name in met:
                return f"i{n}_name"
            met.add(line.name)
        return None


def _how(line: IndicatorLine) -> str:
    """As the form asks for it."""
    if line.measure == MEASURED.get(line.kind, ""):
        return "" if line.measure else BY_HAND
    return line.measure or BY_HAND


def _row(n: int) -> dict[str, forms.Field]:
    far = _("请填 1 到 %(n)s 的整数。") % {"n": f"{MOST:,}"}
    return {
        f"i{n}_kind": forms.ChoiceField(label=_("种类"), required=False, choices=[("", "–"), *IndicatorKind.choices]),
        f"i{n}_name": Parsed(cell.text(40, blank=True), label=_("指标名称")),
        f"i{n}_target": Parsed(cell.integer(1, MOST, far, blank=True), label=_("目标")),
        f"i{n}_unit": Parsed(cell.text(8, blank=True), label=_("单位")),
        f"i{n}_measure": forms.ChoiceField(label=_("怎么算"), required=False, choices=HOW),
        f"i{n}_source": Parsed(cell.text(80, blank=True), label=_("依据")),
    }
