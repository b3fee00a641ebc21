"""An incident or a complaint as somebody types it, what is done about it, and by when the office wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions.incidents import Said
from guihua.commissioning.calc import incidents as calc
from guihua.commissioning.call_forms import Lines
from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell

NAMELESS = gettext_lazy("不写服务对象的姓名，用「一位长者」「A 先生」这样的说法。")
MOST_SAID = 2000


def _moment(typed: str) -> datetime:
    """As a browser sends it, 2022-03-10T14:30, or as people write it."""
    found: datetime = cell.time()(typed.replace("T", " "))
    return timezone.make_aware(found)


class Moment(Parsed):
    """A day with its time."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
        super().__init__(_moment, widget=widget, **given)

    def prepare_value(self, value: Any) -> Any:
        return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value


class SaidForm(FacingForm):
    """What is reported, whether it is new or corrected."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类型"),
        choices=[("", gettext_lazy("请选择")), *commissioning.IncidentKind.choices],
        error_messages={"required": gettext_lazy("请选类型。")},
    )
    grade = forms.ChoiceField(
        label=gettext_lazy("程度"),
        choices=commissioning.IncidentGrade.choices,
        error_messages={"required": gettext_lazy("请选程度。")},
    )
    happened_at = Moment(label=gettext_lazy("什么时候发生"), said=gettext_lazy("请写什么时候发生。"))
    known_at = Moment(label=gettext_lazy("什么时候知道"), said=gettext_lazy("请写什么时候知道。"))
    place = Parsed(cell.text(80), label=gettext_lazy("在哪里"), said=gettext_lazy("请写在哪里。"))
    what = Lines(
        rows=5,
        max_length=MOST_SAID,
        said=gettext_lazy("请写发生了什么。"),
        label=gettext_lazy("发生了什么"),
        help_text=NAMELESS,
    )
    done = Lines(rows=3, max_length=MOST_SAID, label=gettext_lazy("当时做了什么"))
    told = Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("已告诉谁"),
        help_text=gettext_lazy("例如「家属、派出所」，不写姓名。没有就空着。"),
    )

    def __init__(self, times: dict[str, calc.Times], data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.times = times
        field: Any = self.fields["grade"]
        words = _("%(grade)s（知道后 %(n)s 小时内报告）")
        field.choices = [
            (grade, words % {"grade": name, "n": times[grade].report_hours})
            for grade, name in commissioning.IncidentGrade.choices
        ]

    @property
    def said(self) -> Said:
        names = ("kind", "grade", "happened_at", "known_at", "what", "place", "done", "told")
        return Said(**{name: self.cleaned_data[name] for name in names})


class ReportForm(SaidForm):
    """A new one, of a project of which its writer may report."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput)
    project: Any = forms.ModelChoiceField(
        commissioning.Project.objects.none(),
        label=gettext_lazy("项目"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("请选项目。"),
            "invalid_choice": gettext_lazy("这个项目现在不由你报告。"),
        },
    )
    field_order = ("project", "kind", "grade")

    def __init__(self, projects: Any, times: dict[str, calc.Times], data: Any = None, **given: Any) -> None:
        super().__init__(times, data, **given)
        field: Any = self.fields["project"]
        field.queryset = projects


class CorrectionForm(SaidForm):
    """`seen` is the revision that the editor saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = Parsed(cell.text(200), label=gettext_lazy("更正的原因"), said=gettext_lazy("请写明为什么更正。"))

    def __init__(self, incident: commissioning.Incident, times: dict[str, calc.Times], data: Any = None) -> None:
        self.incident = incident
        names = ("kind", "grade", "happened_at", "known_at")
        said = {name: getattr(incident, name) for name in names} | incident.texts
        super().__init__(times, data, initial=said | {"seen": incident.revision})

    def again(self, data: Any = None) -> Self:
        return type(self)(self.incident, self.times, data)


class StepForm(forms.Form):
    """What is noted, asked or answered."""

    text = Lines(rows=3, max_length=500, said=gettext_lazy("请写一写。"), label=gettext_lazy("内容"))

    def __init__(self, label: Any, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["text"].label = label


class ClosingForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=commissioning.Outcome.choices,
        error_messages={"required": gettext_lazy("请选结果。")},
    )
    text = Lines(rows=3, max_length=500, said=gettext_lazy("请写明为什么办结。"), label=gettext_lazy("办结的理由"))
    learned = Lines(
        rows=3,
        max_length=500,
        said=gettext_lazy("请写以后怎样避免；没有就写「无」。"),
        label=gettext_lazy("以后怎样避免"),
    )


class TimesForm(FacingForm):
    """By when what is so grave is reported, taken up and closed; a row for each grade. `seen` marks what the editor saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    PARTS = (
        ("report_hours", gettext_lazy("几小时内报告"), calc.MOST.report_hours),
        ("take_hours", gettext_lazy("几小时内受理"), calc.MOST.take_hours),
        ("close_days", gettext_lazy("几天内办结"), calc.MOST.close_days),
    )

    def __init__(self, times: dict[str, calc.Times], mark: str, data: Any = None) -> None:
        said = {f"{grade}_{part}": getattr(one, part) for grade, one in times.items() for part, _l, _m in self.PARTS}
        super().__init__(data, initial=said | {"seen": mark})
        self.times, self.mark = times, mark
        for grade in calc.GRADES:
            self.fields |= {f"{grade}_{part}": _number(label, most) for part, label, most in self.PARTS}

    def again(self, data: Any = None) -> Self:
        return type(self)(self.times, self.mark, data)

    @property
    def given(self) -> dict[str, calc.Times]:
        given = self.cleaned_data
        return {
            grade: calc.Times(*(given[f"{grade}_{part}"] for part, _label, _most in self.PARTS))
            for grade in calc.GRADES
        }

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        for grade in calc.GRADES:
            fields = [self[f"{grade}_{part}"] for part, _label, _most in self.PARTS]
            yield {"name": commissioning.IncidentGrade(grade).label, "fields": fields}


def _number(label: Any, most: int) -> Parsed:
    far = _("请填 1 到 %(n)s 的整数。") % {"n": most}
    field = Parsed(cell.integer(1, most, far), label=label, said=far)
    field.widget.attrs["inputmode"] = "numeric"
    return field
