"""What somebody types of one session: shape and cleaning only."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import BadCell
from guihua.core.sheets import parsers as cell
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions.entries import Entry, Present
from guihua.delivery.photo_forms import photos_field
from guihua.directory import models as directory

MOST_PEOPLE = 1_000_000
LONGEST_REASON = 120


TOO_LONG: Any = gettext_lazy("时长要在 1 到 1440 分钟（24 小时）之间。")


def time_of_day(typed: str) -> time:
    """A time as a cell of a file may say it."""
    read: datetime = cell.time()(typed)
    return read.time()


def why_late() -> forms.CharField:
    """Asked for in a closed month alone."""
    return forms.CharField(
        label=_("为什么现在才登记"),
        max_length=LONGEST_REASON,
        help_text=_("这个月已经结账，登记会作为结账后的更正留下来。"),
        error_messages={"required": _("请写明原因。")},
    )


def _whole(least: int, most: int, too_far: Any, **attributes: str) -> Parsed:
    widget = forms.TextInput(attrs={"inputmode": "numeric", **attributes})
    return Parsed(cell.integer(least, most, too_far, blank=True), widget=widget)


def head_count() -> Parsed:
    return _whole(0, MOST_PEOPLE, gettext_lazy("人数要在 0 到 1,000,000 之间。"))


def activity_field() -> Parsed:
    return Parsed(
        cell.text(120),
        label=gettext_lazy("活动名称"),
        said=gettext_lazy("请写活动名称。"),
        widget=forms.TextInput(attrs={"list": "activities", "autocomplete": "off"}),
    )


def day_held(text: str) -> date:
    """A day that has come: said beside whatever else is wrong, and asked again under the lock."""
    day = cell.date(text)
    if refusal := policy.why_not_yet(day):
        raise BadCell(refusal.sentence)
    return day


def day_field() -> Parsed:
    return Parsed(
        day_held,
        label=gettext_lazy("日期"),
        said=gettext_lazy("请写日期。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def starts_at_field() -> Parsed:
    return Parsed(
        time_of_day,
        label=gettext_lazy("开始时间"),
        said=gettext_lazy("请写开始时间。"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def minutes_field() -> Parsed:
    return Parsed(
        cell.integer(1, 1440, TOO_LONG),
        label=gettext_lazy("时长（分钟）"),
        said=gettext_lazy("请写时长。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class SessionForm(forms.Form):
    """A session of a project; of the office's own where there is none."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput)
    form = forms.ChoiceField(
        label=gettext_lazy("服务形式"),
        choices=delivery.Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选服务形式。")},
    )
    activity = activity_field()
    day = day_field()
    starts_at = starts_at_field()
    minutes = minutes_field()
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
    way = forms.ChoiceField(
        label=gettext_lazy("方式"), required=False, choices=[("", gettext_lazy("没有说明")), *delivery.Way.choices]
    )
    number = _whole(1, 999, gettext_lazy("第几节要在 1 到 999 之间。"))
    leader = Parsed(cell.text(40, blank=True))
    topic = Parsed(cell.text(80, blank=True))
    link = forms.URLField(
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("请写完整的网址，例如 https://example.org/live。")},
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    capacity = _whole(1, 100_000, gettext_lazy("场地可容纳人数要在 1 到 100,000 之间。"))
    summary = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "3"}))
    head_count = head_count()

    def __init__(
        self,
        subdistrict: directory.Subdistrict,
        project: commissioning.Project | None,
        data: Any = None,
        *,
        corrects: bool = False,
        asks_why: bool = False,
        takes_photos: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.project = project
        self.is_confidential = project is not None and project.domain.is_confidential
        fields: Any = self.fields
        fields["community"].queryset = directory.Community.objects.filter(subdistrict=subdistrict).order_by("code")
        fields["campaign"].queryset = commissioning.Campaign.objects.filter(subdistrict=subdistrict).order_by("name")
        fields["day"].widget.attrs["max"] = clock.today().isoformat()
        fields["head_count"].label = _("没有登记姓名的还有几人")
        for field in delivery.Session._meta.fields:
            if field.name in delivery.TELLING:
                fields[field.name].label = field.verbose_name
        for name in ("place", *delivery.TELLING) if self.is_confidential else ():
            if name not in delivery.WORDLESS:
                del fields[name]
        if takes_photos:
            fields["photos"] = photos_field(required=False)
        if asks_why:  # a closed month
            fields["why"] = why_late()
        if corrects:
            fields["why"] = forms.CharField(
                label=_("为什么更正"),
                max_length=LONGEST_REASON,
                help_text=_("例如「签到表核对后更正」。会和原来的内容一起留在更正记录里。"),
                error_messages={"required": _("请写明原因。")},
            )

    def own_fields(self) -> list[tuple[forms.BoundField, str]]:
        """What only some forms of service tell, each with which those are."""
        asked: dict[str, list[str]] = {name: [] for name in delivery.TELLING if name in self.fields}
        for form, names in delivery.FIELDS_OF.items():
            for name in asked.keys() & set(names):
                asked[name].append(form)
        return [(self[name], " ".join(forms_)) for name, forms_ in asked.items()]

    def is_outside_term(self) -> bool:
        return self.project is not None and not self.project.spans(self.cleaned_data["day"])

    def entry(self, roster: list[Present]) -> Entry:
        said = self.cleaned_data
        return Entry(
            sent_as=said["sent_as"],
            activity=said["activity"],
            form=said["form"],
            day=said["day"],
            starts_at=said["starts_at"],
            minutes=said["minutes"],
            campaign=said["campaign"].pk if said["campaign"] else None,
            community=said["community"].pk if said["community"] else None,
            place=said.get("place", ""),
            told={name: said[name] for name in delivery.TELLING if name in said},
            roster=roster,
            head_count=said["head_count"] or 0,
        )


def as_typed(data: Any, sent_as: UUID) -> dict[str, Any]:
    """What stands in the form so far, to be shown again without judging it."""
    return {**{name: data.get(name) for name in SessionForm.base_fields}, "why": data.get("why"), "sent_as": sent_as}


def as_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


class NewPersonForm(forms.Form):
    """Somebody who is on no list yet: a name, and a phone by which they are known again."""

    name = Parsed(cell.name(40), label=gettext_lazy("姓名"), said=gettext_lazy("请写姓名。"))
    phone = Parsed(
        cell.phone(),
        label=gettext_lazy("手机"),
        said=gettext_lazy("请写手机，才知道是哪一位。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class WithdrawalForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("为什么撤回"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("例如「这一场没有办成」。这一场和参与记录会删掉，原因留在项目的更正记录里。"),
        error_messages={"required": gettext_lazy("请写明原因。")},
    )
