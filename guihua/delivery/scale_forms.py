"""A scale and its roster as somebody types them: shape and cleaning only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.delivery import models as delivery
from guihua.delivery import scale_policy as policy
from guihua.delivery.actions.scales import Entered
from guihua.delivery.calc.groups import group_of
from guihua.delivery.forms import day_held
from guihua.delivery.models import Form

MOST_TOTAL = 1000
FEWEST_ROWS, SPARE_ROWS = 10, 5
UP, DOWN = "up", "down"


def _whole(label: Any, *, said: Any = "", most: int = MOST_TOTAL, **given: Any) -> Parsed:
    far: Any = gettext_lazy("请填 0 到 1000 的整数。")
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return Parsed(cell.integer(0, most, far, blank=not said), label=label, said=said, widget=widget, **given)


class ScaleForm(forms.Form):
    name = Parsed(
        cell.text(40),
        label=gettext_lazy("量表名称"),
        said=gettext_lazy("请填写量表名称。"),
        help_text=gettext_lazy("例如「照顾者压力量表」。"),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("用在哪个小组"), required=False, help_text=gettext_lazy("不选，就是整个项目。")
    )
    least = _whole(gettext_lazy("总分最低"), said=gettext_lazy("请填写总分最低多少。"))
    most = _whole(gettext_lazy("总分最高"), said=gettext_lazy("请填写总分最高多少。"))
    better = forms.ChoiceField(
        label=gettext_lazy("哪边好"),
        choices=[(UP, gettext_lazy("分数越高越好")), (DOWN, gettext_lazy("分数越低越好"))],
        initial=UP,
        widget=forms.RadioSelect,
    )
    items = _whole(gettext_lazy("几道题"), help_text=gettext_lazy("只登记总分。不知道可以不填。"))
    source = Parsed(
        cell.text(120),
        label=gettext_lazy("量表出处"),
        said=gettext_lazy("请填写量表从哪里来。"),
        help_text=gettext_lazy("例如哪本手册、哪年；自己编的，写明是谁编的。"),
    )

    def __init__(self, project: commissioning.Project, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["group"]
        field.choices = [("", _("整个项目")), *((name, name) for name in groups_of(project))]

    @property
    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["higher_is_better"] = given.pop("better") == UP
        return given


def groups_of(project: commissioning.Project) -> list[str]:
    """The names of its groups, whatever part of them a session was."""
    held = delivery.Session.objects.filter(project=project, activity__form=Form.GROUP).order_by()
    return sorted({group_of(name) for name in held.values_list("activity__name", flat=True).distinct()})


class RosterForm(forms.Form):
    """Two totals for each code. The days are those of what is entered or changed now; what stands there keeps its own."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    before_on = Parsed(
        lambda typed: day_held(typed) if typed else None,
        label=gettext_lazy("前测日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    after_on = Parsed(
        lambda typed: day_held(typed) if typed else None,
        label=gettext_lazy("后测日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, scale: delivery.Scale, data: Any = None) -> None:
        self.scale, scores = scale, list(scale.scores.all())
        typed = sum(f"c{n}" in data for n in range(1, len(data) + 1)) if data else 0
        self.rows_there = max(FEWEST_ROWS, len(scores) + SPARE_ROWS, typed)  # of a longer list nothing typed is lost
        said: dict[str, Any] = {"seen": scale.revision}
        for n, score in enumerate(scores, start=1):
            said |= {f"c{n}": score.code, f"b{n}": score.before, f"a{n}": score.after}
        said |= _days(scores)
        super().__init__(data, initial=said)
        for n in self._numbers():
            self.fields |= _row(n)

    @property
    def codes(self) -> list[str]:
        """Those that any scale of the project has: the same person is the same code on each."""
        used = delivery.ScaleScore.objects.filter(scale__project=self.scale.project_id)
        return list(used.order_by("code").values_list("code", flat=True).distinct())

    def _numbers(self) -> range:
        return range(1, self.rows_there + 1)

    @property
    def rows(self) -> Iterator[list[forms.BoundField]]:
        for n in self._numbers():
            yield [self[f"{part}{n}"] for part in "cba"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        met: set[str] = set()
        for n in self._numbers():
            code, before, after = (given.get(f"{part}{n}") for part in "cba")
            if not code and (before is not None or after is not None):
                self.add_error(f"c{n}", _("请填写编号。"))
            if code and (refusal := policy.why_not_code(code)):
                self.add_error(f"c{n}", refusal.sentence)
            if code and code in met:
                self.add_error(f"c{n}", _("编号「%(code)s」填了两次。") % {"code": code})
            met.add(code or "")
            for part, total in (("b", before), ("a", after)):
                if total is not None and (refusal := policy.why_not_score(self.scale, total)):
                    self.add_error(f"{part}{n}", refusal.sentence)
        return given

    @property
    def entered(self) -> Entered:
        given = self.cleaned_data
        totals = {given[f"c{n}"]: (given[f"b{n}"], given[f"a{n}"]) for n in self._numbers() if given[f"c{n}"]}
        return Entered(totals, given["before_on"], given["after_on"])


def _days(scores: list[delivery.ScaleScore]) -> dict[str, Any]:
    """The last on which somebody was measured."""
    return {
        name: max((day for score in scores if (day := getattr(score, name))), default=None)
        for name in ("before_on", "after_on")
    }


def _row(n: int) -> dict[str, forms.Field]:
    told = {"n": n}
    fields: dict[str, forms.Field] = {
        f"c{n}": Parsed(cell.code(12, blank=True), label=_("第 %(n)s 行编号") % told),
        f"b{n}": _whole(_("第 %(n)s 行前测") % told),
        f"a{n}": _whole(_("第 %(n)s 行后测") % told),
    }
    for field in fields.values():  # its column says the same to who sees it
        field.widget.attrs |= {"aria-label": field.label, "class": "input", "autocomplete": "off"}
    fields[f"c{n}"].widget.attrs["list"] = "codes"
    return fields
