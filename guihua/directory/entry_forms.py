"""Organisations and communities as somebody types them: shape and cleaning only, by the parsers that files are read with."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.editing import Parsed, RecordForm
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.directory.models.organisations import SchoolStage

SCHOOLS_ALONE = gettext_lazy("只有学校才填。")


class ContactForm(RecordForm):
    """How to reach an organisation: what its own manager edits."""

    model = directory.Organisation
    contact_name = Parsed(cell.name(40, blank=True), label=gettext_lazy("联系人"))
    contact_phone = Parsed(
        cell.phone(blank=True, landline=True),
        label=gettext_lazy("联系电话"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("手机或带区号的座机，空格和横线都可以。"),
    )


class OrganisationForm(ContactForm):
    """All that is said of an organisation: what the office edits."""

    name = Parsed(cell.text(80), label=gettext_lazy("机构名称"), said=gettext_lazy("请填写机构名称。"))
    credit_code = Parsed(
        cell.uscc,
        label=gettext_lazy("统一社会信用代码"),
        said=gettext_lazy("请填写统一社会信用代码。"),
        help_text=gettext_lazy("18 位，在营业执照或登记证书上。"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("机构类型"),
        choices=[("", gettext_lazy("请选择")), *directory.OrganisationKind.choices],
        error_messages={"required": gettext_lazy("请选择机构类型。")},
    )
    community: Any = forms.ModelChoiceField(
        directory.Community.objects.none(), label=gettext_lazy("所在社区"), required=False, empty_label="–"
    )
    school_nature = forms.ChoiceField(
        label=gettext_lazy("学校性质"),
        choices=[("", "–"), *directory.SchoolNature.choices],
        required=False,
        help_text=SCHOOLS_ALONE,
    )
    school_stage = forms.ChoiceField(
        label=gettext_lazy("学段"), choices=[("", "–"), *SchoolStage.choices], required=False, help_text=SCHOOLS_ALONE
    )
    field_order = ("name", "credit_code", "kind", "school_nature", "school_stage", "community")

    def __init__(
        self, row: directory.Organisation | None, data: Any = None, *, subdistrict: directory.Subdistrict
    ) -> None:
        self.subdistrict = subdistrict
        super().__init__(row, data)
        community: Any = self.fields["community"]
        community.queryset = directory.Community.objects.filter(subdistrict=subdistrict)

    def again(self, data: QueryDict) -> Self:
        return type(self)(self.row, data, subdistrict=self.subdistrict)  # type: ignore[arg-type]  # - its row is an organisation

    def clean(self) -> dict[str, Any]:
        """Schools, and only they, say whether they are public."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        is_school = given.get("kind") == directory.OrganisationKind.SCHOOL
        if is_school and not given.get("school_nature"):
            self.add_error("school_nature", _("学校要写明公办还是民办。"))
        if given.get("kind") and not is_school:
            for name in ("school_nature", "school_stage"):
                if given.get(name):
                    self.add_error(name, _("只有学校才填学校性质和学段，这里请空着。"))
        return given


class CommunityForm(RecordForm):
    model = directory.Community
    name = Parsed(cell.text(40), label=gettext_lazy("社区名称"), said=gettext_lazy("请填写社区名称。"))
    longitude = Parsed(
        lambda typed: cell.degrees(180, _("经度在 -180 到 180 之间。"))(typed),
        label=gettext_lazy("经度"),
        help_text=gettext_lazy("小数，例如 113.1432；不知道可以空着。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    latitude = Parsed(
        lambda typed: cell.degrees(90, _("纬度在 -90 到 90 之间。"))(typed),
        label=gettext_lazy("纬度"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        pair = ("longitude", "latitude")
        for name, other in (pair, pair[::-1]):
            if name in given and given[name] is None and given.get(other) is not None:
                self.add_error(name, _("经度和纬度要一起填，不知道就都空着。"))
        return given
