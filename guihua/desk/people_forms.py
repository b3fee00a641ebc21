"""What somebody types about people: shape and cleaning only."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock
from guihua.core.sheets import BadCell, Doubtful
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.directory.calc import id_numbers
from guihua.directory.numbers import TAIL

ANY_PAPER = re.compile(r"[A-Z0-9]{5,20}")
LONGEST_REASON = 120
LONGEST_NAME = 40


def spelt(typed: str) -> str:
    """A number as it is kept: without spaces, dashes and country code, full-width characters as plain ones."""
    bare = cell.plain(typed).replace("-", "").upper()
    try:
        return str(cell.phone()(bare))
    except BadCell:
        return bare


class FindingForm(forms.Form):
    """The last four digits of a phone, a whole phone, or an ID number."""

    number = forms.CharField(
        label=gettext_lazy("手机尾号四位、整个手机号或证件号码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={"required": gettext_lazy("请填写号码。")},
    )

    def clean_number(self) -> str:
        number = spelt(self.cleaned_data["number"])
        if re.fullmatch(rf"[0-9]{{{TAIL}}}", number) or ANY_PAPER.fullmatch(number):
            return number
        raise ValidationError(_("请写手机尾号四位，或整个手机号，或整个证件号码。"))


class ReadingForm(forms.Form):
    """Which number somebody wants to read whole, and why."""

    field = forms.ChoiceField(choices=directory.SealedField.choices, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label=gettext_lazy("为什么要看"),
        choices=directory.Purpose.choices,
        error_messages={"required": gettext_lazy("请选一个原因。")},
    )
    words = forms.CharField(
        label=gettext_lazy("具体说明"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("例如「通知周六活动改期」。会和你的名字一起留在记录里，本人可以查。"),
        error_messages={"required": gettext_lazy("请写明为什么要看。")},
    )


def _reason(label: Any, hint: Any, missing: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_REASON, help_text=hint, error_messages={"required": missing})


def _cell(parse: Any, typed: str) -> Any:
    """What a cell of a file would say, so that what is typed is read as kindly and told as plainly."""
    try:
        read = parse(typed)
    except BadCell as bad:
        raise ValidationError(bad.sentence) from bad
    return read.value if isinstance(read, Doubtful) else read


def papers_number(typed: str) -> str:
    """An ID number: a resident's of 18 or 15 digits, or the number of a passport or permit."""
    written = cell.plain(typed).replace("-", "").upper()
    if re.fullmatch(r"[0-9]{15}", written):
        written = id_numbers.of_15_digits(written)
    if re.fullmatch(r"[0-9]+X?", written):
        return str(_cell(cell.id_number, written))
    if written and not ANY_PAPER.fullmatch(written):
        raise ValidationError(_("护照或通行证号码只有字母和数字，5 到 20 位。"))
    return written


class PersonForm(forms.Form):
    """What is on file about somebody. Sealed numbers are not repeated: an empty field leaves them as they are."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=60, error_messages={"required": gettext_lazy("请填写姓名。")}
    )
    phone = forms.CharField(label=gettext_lazy("手机"), max_length=40, required=False)
    id_number = forms.CharField(
        label=gettext_lazy("证件号码"), max_length=40, required=False, help_text=gettext_lazy("身份证、护照或通行证。")
    )
    born_on = forms.CharField(
        label=gettext_lazy("生日"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("例如 1980-01-02。有身份证号码就不用填。"),
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("性别"), choices=[("", "–"), *directory.Gender.choices], required=False
    )
    community = forms.ModelChoiceField(
        directory.Community.objects.none(), label=gettext_lazy("居住社区"), required=False, empty_label="–"
    )
    why = forms.CharField(label=gettext_lazy("为什么改"), max_length=LONGEST_REASON, required=False)

    def clean_name(self) -> str:
        return str(_cell(cell.name(LONGEST_NAME), self.cleaned_data["name"]))

    def clean_phone(self) -> str:
        return str(_cell(cell.phone(blank=True, landline=True), self.cleaned_data["phone"]))

    def clean_id_number(self) -> str:
        return papers_number(self.cleaned_data["id_number"])

    def clean_born_on(self) -> Any:
        typed = self.cleaned_data["born_on"]
        born = _cell(cell.date, typed) if typed.strip() else None
        if born and born > clock.today():
            raise ValidationError(_("生日不能在今天以后。"))
        return born


class MergeForm(forms.Form):
    """Which of two records stays, which ID number is wrong where there are two, and why they are one."""

    kept = forms.ChoiceField(
        label=gettext_lazy("保留哪一条"), error_messages={"required": gettext_lazy("请选保留哪一条。")}
    )
    wrong = forms.ChoiceField(label=gettext_lazy("哪一个证件号码登记错了"), required=False)
    why = _reason(
        gettext_lazy("凭什么认定是同一人"),
        gettext_lazy("例如「打电话核对过，是本人换了号码」。"),
        gettext_lazy("请写明凭什么认定。"),
    )

    def offer(self, sides: Any) -> None:
        """Each side is named by how it is known, since both may bear one name."""
        self._choices("kept", [(one.person.pk, _side_in_words(one)) for one in sides])
        numbers = [(row.pk, _side_in_words(one)) for one in sides for row in one.numbered]
        self._choices("wrong", [("", _("都没有错")), *numbers])
        if not all(one.numbered for one in sides):
            del self.fields["wrong"]

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _side_in_words(side: Any) -> str:
    known_by = [*side.about.phones[:1], *side.about.id_numbers[:1]]
    return " ".join([side.person.name, *known_by])


class WhyForm(forms.Form):
    why = _reason(gettext_lazy("为什么拆开"), "", gettext_lazy("请写明为什么拆开。"))


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(label=gettext_lazy("用途"), choices=directory.ConsentPurpose.choices)
    version = forms.CharField(
        label=gettext_lazy("告知书版本"),
        max_length=20,
        help_text=gettext_lazy("例如「2022-01」。告知书改了，就要重新同意。"),
        error_messages={"required": gettext_lazy("请填写告知书版本。")},
    )
    given_on = forms.CharField(
        label=gettext_lazy("同意日期"), max_length=20, error_messages={"required": gettext_lazy("请填写同意日期。")}
    )
    guardian = forms.CharField(
        label=gettext_lazy("监护人"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("未满 14 岁必填：姓名、关系、电话。"),
    )

    def clean_given_on(self) -> Any:
        return _cell(cell.date, self.cleaned_data["given_on"])


class ErasureForm(forms.Form):
    """The name is typed out, so that nobody is erased by a slip."""

    name = forms.CharField(
        label=gettext_lazy("照着写一遍姓名"),
        max_length=60,
        error_messages={"required": gettext_lazy("请照着写一遍姓名。")},
    )
    why = _reason(
        gettext_lazy("为什么删除"), gettext_lazy("例如「本人书面要求」。"), gettext_lazy("请写明为什么删除。")
    )

    def __init__(self, *args: Any, person: directory.Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        typed = str(self.cleaned_data["name"]).strip()
        if typed != self.person.name:
            raise ValidationError(_("和登记的姓名不一样，没有删除。"))
        return typed
