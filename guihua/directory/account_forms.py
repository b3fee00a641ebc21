"""What somebody types about another's account: shape and cleaning only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.directory import accounts_policy
from guihua.directory.models import Community, Organisation, OrganisationKind, Role, Subdistrict, users
from guihua.directory.models.organisations import roles_at

LONGEST_REASON = 120


def _day(label: Any, **given: Any) -> Parsed:
    return Parsed(
        lambda typed: cell.date(typed) if typed else None,
        label=label,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        **given,
    )


class Fitting(forms.Select):
    """Each choice says with which roles it goes: fitting-choices.js shows no others once a role is chosen."""

    roles_of: Callable[[Any], Iterable[str]]

    class Media:
        js: ClassVar = [forms.Script("js/fitting-choices.js", type="module")]

    def create_option(self, name: str, value: Any, *args: Any, **given: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **given)
        if thing := getattr(value, "instance", None):
            option["attrs"]["data-roles"] = " ".join(self.roles_of(thing))
        return option


class OrganisationChoice(Fitting):
    roles_of = staticmethod(lambda organisation: roles_at(organisation.kind))


class CommunityChoice(Fitting):
    roles_of = staticmethod(lambda _community: users.IN_A_COMMUNITY)


class _ByKind(ModelChoiceIterator):  # type: ignore[type-arg]  # - generic for checkers alone
    """Organisations under the name of their kind."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        labels = list(OrganisationKind)
        there = sorted(self.queryset, key=lambda one: labels.index(one.kind))
        for kind, found in groupby(there, key=lambda one: one.get_kind_display()):
            yield (kind, [self.choice(one) for one in found])


class OrganisationsField(forms.ModelChoiceField):  # type: ignore[type-arg]  # - generic for checkers alone
    iterator = _ByKind
    widget = OrganisationChoice


class RoleForm(forms.Form):
    """A role, where it is held and how long. It offers what its user may give: all of it, or workers of their own."""

    role = forms.ChoiceField(
        label=gettext_lazy("角色"), choices=[], error_messages={"required": gettext_lazy("请选择角色。")}
    )
    organisation: Any = OrganisationsField(
        Organisation.objects.none(),
        label=gettext_lazy("机构"),
        required=False,
        empty_label="–",
        help_text=gettext_lazy("机构负责人和社工选社工机构或社会组织，合作单位选其他机构。"),
    )
    community: Any = forms.ModelChoiceField(
        Community.objects.none(),
        label=gettext_lazy("社区"),
        required=False,
        empty_label="–",
        help_text=gettext_lazy("社区书记要选。"),
        widget=CommunityChoice,
    )
    since = _day(gettext_lazy("自哪天起"), help_text=gettext_lazy("例如 2022-03-05。空着就是今天。"))
    last_day = _day(gettext_lazy("最后一天"), help_text=gettext_lazy("空着就是没有期限。"))

    def __init__(self, data: Any = None, *, by: Any, subdistrict: Subdistrict, **given: Any) -> None:
        super().__init__(data, **given)
        offered: Any = self.fields["role"]
        organisation: Any = self.fields["organisation"]
        here = Organisation.objects.filter(subdistrict=subdistrict)
        if accounts_policy.runs_roles(by, subdistrict.pk):
            # who judges is invited from the pool, where it is known who they are
            roles = [(role.value, role.label) for role in Role if role not in users.BESIDE]
            offered.choices = [("", _("请选择")), *roles]
            organisation.queryset = here
            community: Any = self.fields["community"]
            community.queryset = Community.objects.filter(subdistrict=subdistrict)
        else:
            offered.choices = [(Role.WORKER.value, Role.WORKER.label)]
            organisation.queryset = here.filter(pk__in=users.organisations_of(by, Role.MANAGER))
            organisation.empty_label = None
            del self.fields["community"]

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is told."""
        typed = self.cleaned_data
        return {
            "role": Role(typed["role"]),
            "organisation": typed["organisation"],
            "community": typed.get("community"),
            "since": typed["since"] or clock.today(),
            "last_day": typed["last_day"],
        }


class EndForm(forms.Form):
    last_day = _day(
        gettext_lazy("最后一天"), help_text=gettext_lazy("空着就是马上结束：对方再点开任何一页，就看不到了。")
    )

    @property
    def day(self) -> date | None:
        found: date | None = self.cleaned_data["last_day"]
        return found


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("为什么"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("例如「离职」。会留在变更记录里。"),
        error_messages={"required": gettext_lazy("请写明为什么。")},
    )


class NameForm(forms.Form):
    name = Parsed(cell.name(40), label=gettext_lazy("姓名"), said=gettext_lazy("请填写姓名。"))


class InvitationForm(RoleForm):
    """Whom to invite to what. The role begins on the day on which it is accepted."""

    name = Parsed(cell.name(40), label=gettext_lazy("姓名"), said=gettext_lazy("请填写姓名。"))
    phone = Parsed(
        cell.phone(blank=True),
        label=gettext_lazy("手机"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("可以不填。填了，对方也能用手机号登录；手机号已有账号的，新角色加到那个账号上。"),
    )
    field_order = ("name", "phone", "role", "organisation", "community")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        del self.fields["since"], self.fields["last_day"]

    @property
    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        place = {"organisation": typed["organisation"], "community": typed.get("community")}
        return {"name": typed["name"], "phone": typed["phone"], "role": Role(typed["role"]), **place}
