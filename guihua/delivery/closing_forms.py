"""What somebody types to close a month, to have it opened again, or to say that a finding is so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.delivery.calc.findings import Finding
from guihua.delivery.models import Correction, FindingKind
from guihua.delivery.models.closes import LONGEST_REASON
from guihua.delivery.models.schedules import LAST_DAY
from guihua.directory.models import Community, Subdistrict


class NoteForm(forms.Form):
    """A word with the close; nothing has to be said."""

    note = forms.CharField(label=_("附言"), required=False, max_length=LONGEST_REASON)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("原因"), max_length=LONGEST_REASON, error_messages={"required": _("请写明原因。")})


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("答复"), required=False, max_length=LONGEST_REASON)
    granted = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda typed: typed == "1")


class ScheduleForm(forms.Form):
    """The day of a month; none: nobody is told."""

    day = forms.TypedChoiceField(label=_("每月几号提醒"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        field: Any = self.fields["day"]
        field.choices = [("", _("不提醒")), *((n, _("%(n)d 号") % {"n": n}) for n in range(1, LAST_DAY + 1))]


class FindingForm(forms.Form):
    """情况属实: which finding, and why it is so."""

    kind = forms.ChoiceField(choices=FindingKind.choices)
    session = forms.IntegerField(required=False)
    other = forms.IntegerField(required=False)
    project = forms.IntegerField(required=False)
    why = forms.CharField(
        label=_("情况说明"), max_length=LONGEST_REASON, error_messages={"required": _("请写明情况。")}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="finding_%s")

    @property
    def finding(self) -> Finding:
        given = self.cleaned_data
        return Finding(given["kind"], given["session"], given["other"], given["project"])

    @property
    def key(self) -> tuple[Any, ...] | None:
        """Of the finding that is meant; None where what was sent names none."""
        given, names = self.cleaned_data, ("kind", "session", "other", "project")
        return tuple(given[name] for name in names) if given.keys() >= set(names) else None


class CommunityForm(forms.Form):
    community: Any = forms.ModelChoiceField(Community.objects.none(), label=_("社区"), empty_label="–")
    why = forms.CharField(required=False, max_length=Correction._meta.get_field("why").max_length)

    def __init__(self, subdistrict: Subdistrict, data: Any = None) -> None:
        super().__init__(data)
        self.fields["community"].queryset = Community.objects.filter(subdistrict=subdistrict).order_by("code")  # type: ignore[attr-defined]  # - a field that chooses models
