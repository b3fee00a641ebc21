"""Next year's project, as it is offered from this year's and as the office changes it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import renewal_policy
from guihua.commissioning.calc.rests import ONE_DAY
from guihua.commissioning.entry_forms import PlanForm
from guihua.commissioning.visit_forms import words

LONGEST = 200


class RenewalForm(PlanForm):
    takes = forms.MultipleChoiceField(
        label=gettext_lazy("一起带过去"),
        choices=commissioning.Taken.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("指标和预算的分配，登记下一年的合同时会先填好，还能改。"),
    )
    why = words(LONGEST, 2, label=gettext_lazy("为什么还续"))
    field_order = ("number", "name", "domain", "amount_fen", "starts_on", "ends_on", "mode", "takes", "why")

    def __init__(self, project: commissioning.Project, data: Any = None) -> None:
        super().__init__(project.subdistrict, data)
        del self.fields["communities"]
        self.short_of = renewal_policy.short_of(project)
        if self.short_of:
            self.fields["why"].help_text = self.short_of
        else:
            del self.fields["why"]
        self.initial = _offered(project)


def _offered(project: commissioning.Project) -> dict[str, Any]:
    """All as it is this year, for as long, from the day after its end."""
    starts = project.ends_on + ONE_DAY
    same = {name: getattr(project, name) for name in ("name", "amount_fen")}
    return same | {
        "number": _numbered(project, starts),
        "domain": project.domain,
        "mode": project.mode,
        "starts_on": starts,
        "ends_on": starts + (project.ends_on - project.starts_on) if not _is_year(project) else _year_after(starts),
        "takes": commissioning.Taken.values,
    }


def _numbered(project: commissioning.Project, starts: date) -> str:
    """GC-2023-001 after GC-2022-001; where the number has no year, it is the office's to find one."""
    this, following = str(project.year.year), str(starts.year)
    return project.number.replace(this, following, 1) if this in project.number else ""


def _is_year(project: commissioning.Project) -> bool:
    return _year_after(project.starts_on) == project.ends_on


def _year_after(starts: date) -> date:
    """The last day of a year that begins on a day."""
    try:
        return starts.replace(year=starts.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(starts.year + 1, 2, 28)
