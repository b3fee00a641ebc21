"""What the office types around the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from guihua.reporting.models import Passage, Place

WIDGET = forms.Select(attrs={"class": "select"})
LONGEST = Passage._meta.get_field("text").max_length


class PassagesForm(forms.Form):
    """A field for each place, and beside it which version the writer began from."""

    def __init__(self, there: dict[str, Passage], data: Any = None) -> None:
        super().__init__(data)
        for place in Place:
            passage = there.get(place)
            self.fields[place.value] = forms.CharField(
                label=place.label,
                required=False,
                max_length=LONGEST,
                initial=passage.text if passage else "",
                widget=forms.Textarea(attrs={"rows": 4, "class": "input"}),
                error_messages={"max_length": _("最多 %(limit_value)d 个字，现在有 %(show_value)d 个。")},
            )
            self.fields[f"seen_{place.value}"] = forms.IntegerField(
                min_value=0, initial=passage.version if passage else 0, widget=forms.HiddenInput
            )

    def written(self) -> Iterator[tuple[str, str, int]]:
        """Place, words, and the version that they were begun from."""
        for place in Place:
            text = self.cleaned_data[place.value].replace("\r\n", "\n").strip()
            yield place.value, text, self.cleaned_data[f"seen_{place.value}"]


class PublishingForm(forms.Form):
    generation = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("这一版改了什么"), max_length=200, required=False, help_text=_("写在报告末尾。第一版可以空着。")
    )


class WithdrawingForm(forms.Form):
    why = forms.CharField(label=_("为什么撤回"), max_length=200, error_messages={"required": _("请写明为什么撤回。")})


class MonthsForm(forms.Form):
    """From one month to another of the same year."""

    first = forms.TypedChoiceField(label=_("从"), choices=list(MONTHS.items()), coerce=int, initial=1, widget=WIDGET)
    last = forms.TypedChoiceField(label=_("到"), choices=list(MONTHS.items()), coerce=int, initial=12, widget=WIDGET)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("结束的月份在开始的前面。请换一个。"))
        return self.cleaned_data
