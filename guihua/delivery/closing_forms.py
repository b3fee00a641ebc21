"""What somebody types to close a month, to have it opened again, or to say that a finding is so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.delivery import closing_policy
from guihua.delivery.calc.findings import Finding
from guihua.delivery.models import Correction, FindingKind, Session
from guihua.delivery.models.closes import LONGEST_REASON
from guihua.delivery.models.schedules import LAST_DAY
from guihua.directory.models import Community


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
    """The community of a session that has none; in a closed month with a reason."""

    community: Any = forms.ModelChoiceField(
        Community.objects.none(),
        label=_("社区"),
        empty_label=_("选择社区"),
        error_messages={"required": _("请选择社区。"), "invalid_choice": _("请选择本街道的社区。")},
    )
    why = forms.CharField(
        label=_("原因"), required=False, max_length=Correction._meta.get_field("why").max_length, strip=True
    )

    def __init__(self, session: Session, data: Any) -> None:
        super().__init__(data, auto_id="placing_%s")
        self.session = session
        self.fields["community"].queryset = Community.objects.filter(subdistrict=session.subdistrict).order_by("code")  # type: ignore[attr-defined]  # - a field that chooses models

    def clean_why(self) -> str:
        why: str = self.cleaned_data["why"]
        session = self.session
        if refusal := closing_policy.why_not_change(session.subdistrict, session.project, session.month, why):
            raise forms.ValidationError(refusal.sentence)
        return why
