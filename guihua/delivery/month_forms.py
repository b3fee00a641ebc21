"""What somebody types into the list of a month: shape and cleaning only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import Doubtful
from guihua.core.sheets import parsers as cell
from guihua.delivery import models as delivery
from guihua.delivery.actions.entries import Entry
from guihua.delivery.calc.months import first_day, last_day, month_of
from guihua.delivery.closing_policy import in_words
from guihua.delivery.forms import activity_field, day_field, head_count, minutes_field, starts_at_field
from guihua.delivery.importers.shared import one_name
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity

NEW = "new"  # nobody of those who are alike
LIKE_A_PHONE = re.compile(r"[+\d\s()-]*", re.ASCII)
LONGEST_PHONE = 14  # digits, with the country's


class Contact(NamedTuple):
    phone: str
    id_number: str


def contact(typed: str) -> Contact:
    """A phone, or else an ID number; nothing for nothing."""
    written = normalize("NFKC", typed).strip()
    if LIKE_A_PHONE.fullmatch(written) and sum(one.isdigit() for one in written.removeprefix("00")) <= LONGEST_PHONE:
        return Contact(cell.phone(blank=True)(written), "")
    read = cell.id_number(written)
    return Contact("", read.value if isinstance(read, Doubtful) else read)


class HeadForm(forms.Form):
    """Of a session on file its list says who came, and how many more."""

    head_count = head_count()


class ColumnForm(HeadForm):
    """A session that is not on file yet."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput)
    day = day_field()
    starts_at = starts_at_field()
    minutes = minutes_field()
    form = forms.ChoiceField(
        label=gettext_lazy("服务形式"),
        choices=[("", gettext_lazy("请选")), *delivery.Form.choices],
        error_messages={"required": gettext_lazy("请选服务形式。")},
    )
    activity = activity_field()
    community: Any = forms.ModelChoiceField(
        directory.Community.objects.none(),
        label=gettext_lazy("社区"),
        required=False,
        empty_label=gettext_lazy("不在某个社区"),
    )
    place = Parsed(cell.text(80, blank=True), label=gettext_lazy("地点"))
    campaign: Any = forms.ModelChoiceField(
        commissioning.Campaign.objects.none(),
        label=gettext_lazy("专项行动"),
        required=False,
        empty_label=gettext_lazy("不属于专项行动"),
    )
    field_order = ("day", "starts_at", "minutes", "form", "activity", "campaign", "community", "place")

    def __init__(
        self, subdistrict: directory.Subdistrict, project: commissioning.Project | None, month: int, **given: Any
    ) -> None:
        super().__init__(**given)
        self.month = month
        fields: Any = self.fields
        fields["community"].queryset = directory.Community.objects.filter(subdistrict=subdistrict).order_by("code")
        fields["campaign"].queryset = commissioning.Campaign.objects.filter(subdistrict=subdistrict).order_by("name")
        until = min(last_day(month), clock.today())
        fields["day"].widget.attrs |= {"min": first_day(month).isoformat(), "max": until.isoformat()}
        if project and project.domain.is_confidential:
            del fields["place"]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if month_of(day) != self.month:
            raise forms.ValidationError(_("这一天不在%(month)s里。") % {"month": in_words(self.month)})
        return day

    def entry(self) -> Entry:
        said = self.cleaned_data
        told = {name: said[name] for name in ("sent_as", "activity", "form", "day", "starts_at", "minutes")}
        community, campaign = (said[name].pk if said[name] else None for name in ("community", "campaign"))
        return Entry(**told, community=community, campaign=campaign, place=said.get("place", ""))


class RowForm(forms.Form):
    """Somebody who is written on the list and not known yet. alike: whom it may be, by key."""

    name = Parsed(one_name(blank=True), label=gettext_lazy("姓名"))
    same = forms.ChoiceField(label=gettext_lazy("是哪一位"), required=False)
    contact = Parsed(
        contact,
        label=gettext_lazy("手机或证件号码"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, alike: Sequence[tuple[str, str]], data: Any, *, is_needed: bool, **given: Any) -> None:
        super().__init__(data, **given)
        self.is_needed = is_needed  # somebody ticked in no column is not written, and may stay unknown
        fields: Any = self.fields
        if alike:
            fields["same"].choices = [("", _("请选")), *alike, (NEW, _("都不是，是新来的人"))]
        else:
            del fields["same"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if not self.is_needed or self.errors:
            return said
        is_known = bool(said["contact"].phone or said["contact"].id_number)
        if not said["name"]:
            self.add_error("name", _("请写姓名。"))
        elif "same" in self.fields and not said["same"] and not is_known:
            self.add_error("same", _("有相像的人。请选是哪一位，或选「都不是」。"))
        elif not self.key and not is_known:
            words = _("名单里没有「%(name)s」。写上手机或证件号码，就作为新来的人登记。")
            self.add_error("contact", words % {"name": said["name"]})
        return said

    @property
    def key(self) -> int | None:
        """Of the one who was chosen."""
        chosen = self.cleaned_data.get("same", "")
        return int(chosen) if chosen.isdecimal() else None

    @property
    def identity(self) -> Identity:
        said = self.cleaned_data
        return Identity(said["name"], *said["contact"])
