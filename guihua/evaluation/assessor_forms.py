"""An assessor as somebody types them: who they are, where they work, to whom they are tied, and the whole pool as a table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.editing import FacingForm, Parsed, Several
from guihua.core.sheets import BadCell
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.evaluation import models as evaluation
from guihua.evaluation.assessor_numbers import phone_of
from guihua.evaluation.importers import assessor_table
from guihua.evaluation.pool import AssessorSaid, TieSaid, WorkSaid

KINDS = [(kind.value, kind.label) for kind in (evaluation.Expertise.FINANCE, evaluation.Expertise.PRACTICE)]
EXACTLY = gettext_lazy("写全称；名录里有的机构会自动对上，算回避更准。")


def _day(label: Any, **given: Any) -> Parsed:
    return Parsed(_typed_day, label=label, widget=forms.DateInput(attrs={"type": "date"}), **given)


def _typed_day(typed: str) -> date | None:
    return cell.date(typed) if typed else None


class AssessorForm(FacingForm):
    """`seen` is the revision that its editor saw; of somebody new there is none."""

    name = Parsed(cell.name(40), label=gettext_lazy("姓名"), said=gettext_lazy("请写姓名。"))
    phone = Parsed(
        cell.phone(),
        label=gettext_lazy("手机"),
        said=gettext_lazy("请写手机号码。"),
        help_text=gettext_lazy("加密保存，只有街道办公室看得到。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    title = Parsed(cell.text(60, blank=True), label=gettext_lazy("职称或职务"))
    expertise = forms.MultipleChoiceField(
        label=gettext_lazy("专长"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一项专长：评分标准要按专长分给专家。")},
    )
    qualification = Parsed(cell.text(80, blank=True), label=gettext_lazy("资格"))
    qualification_number = Parsed(cell.text(40, blank=True), label=gettext_lazy("资格证号"))
    domains: Any = Several(commissioning.Domain.objects.none(), label=gettext_lazy("熟悉的领域"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, place: Any, one: evaluation.Assessor | None = None, data: Any = None) -> None:
        self.place, self.one = place, one
        super().__init__(data, initial=_now(one) if one else {"seen": 0})
        fields: Any = self.fields
        fields["domains"].queryset = commissioning.Domain.objects.filter(subdistrict=place).order_by("position")

    def again(self, data: Any = None) -> Self:
        one = evaluation.Assessor.objects.get(pk=self.one.pk) if self.one else None
        return type(self)(self.place, one, data)

    @property
    def said(self) -> AssessorSaid:
        given = self.cleaned_data
        names = ("name", "phone", "title", "qualification", "qualification_number")
        return AssessorSaid(
            **{name: given[name] for name in names},
            is_finance=evaluation.Expertise.FINANCE in given["expertise"],
            is_practice=evaluation.Expertise.PRACTICE in given["expertise"],
            domains=frozenset(domain.pk for domain in given["domains"]),
            work=(WorkSaid(given["employer"]),) if given.get("employer") else (),
        )


class NewAssessorForm(AssessorForm):
    employer = Parsed(
        cell.text(80), label=gettext_lazy("工作单位"), said=gettext_lazy("请写工作单位。"), help_text=EXACTLY
    )
    field_order = ("name", "phone", "employer", "title")


class PoolForm(forms.Form):
    table = forms.CharField(
        label=gettext_lazy("整张表"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "在 Excel 里选中整张表，连列名一起复制，粘贴到这里。要有姓名、手机、工作单位、专长四列，专长写财务或实务，两样都会就写“财务、实务”；"
            "可以有职称或职务、资格、资格证号、熟悉的领域。只要有一行读不懂，就一行都不登记。"
        ),
        error_messages={"required": gettext_lazy("请把表格粘贴到这里。")},
        strip=False,
    )

    def __init__(self, place: Any, data: Any = None) -> None:
        self.place = place
        super().__init__(data)

    def clean_table(self) -> list[AssessorSaid]:
        domains = dict(commissioning.Domain.objects.filter(subdistrict=self.place).values_list("name", "pk"))
        try:
            return assessor_table.assessors(self.cleaned_data["table"], domains)
        except BadCell as bad:
            raise ValidationError(str(bad)) from bad


class WorkForm(forms.Form):
    employer = Parsed(cell.text(80), label=gettext_lazy("单位"), said=gettext_lazy("请写单位。"), help_text=EXACTLY)
    kind = forms.ChoiceField(label=gettext_lazy("关系"), choices=evaluation.EmploymentKind.choices)
    since = _day(gettext_lazy("开始日期"), help_text=gettext_lazy("不知道就留空。"))
    last_day = _day(gettext_lazy("最后一天"), help_text=gettext_lazy("现在还在，就留空。"))

    @property
    def said(self) -> WorkSaid:
        given, last = self.cleaned_data, self.cleaned_data["last_day"]
        until = last + timedelta(days=1) if last else None
        return WorkSaid(given["employer"], given["kind"], given["since"] or None, until)


class EndForm(forms.Form):
    last_day = Parsed(
        cell.date,
        label=gettext_lazy("最后一天"),
        said=gettext_lazy("请填最后一天。"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("结束以后，在评估轮次定的年限里仍然要回避。"),
    )


class TieForm(forms.Form):
    """To a provider or to one of its projects of the running year and the years before."""

    kind = forms.ChoiceField(label=gettext_lazy("关系"), choices=evaluation.TieKind.choices)
    organisation: Any = forms.ModelChoiceField(
        directory.Organisation.objects.none(),
        label=gettext_lazy("机构"),
        required=False,
        empty_label=gettext_lazy("不是对机构"),
        help_text=gettext_lazy("机构和项目只选一样。对机构的关系，它的项目都要回避。"),
    )
    project: Any = forms.ModelChoiceField(
        commissioning.Project.objects.none(),
        label=gettext_lazy("项目"),
        required=False,
        empty_label=gettext_lazy("不是对项目"),
    )
    note = Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("只有街道办公室和本人看得到。不要写亲属的姓名。"),
    )

    def __init__(self, place: Any, data: Any = None) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["organisation"].queryset = providers_of(place)
        projects = commissioning.Project.objects.filter(subdistrict=place, year__year__lte=clock.today().year)
        fields["project"].queryset = projects.order_by("-year__year", "number")

    @property
    def said(self) -> TieSaid:
        given = self.cleaned_data
        return TieSaid(given["kind"], given["organisation"], given["project"], given["note"])


class RetirementForm(forms.Form):
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("为什么不再担任"),
        said=gettext_lazy("请写为什么不再担任。"),
        help_text=gettext_lazy("以前评过的都留着；以后的评估组里没有这位专家。"),
    )


def providers_of(place: Any) -> Any:
    """Those from whom a project was ever bought."""
    bought = commissioning.Project.objects.filter(subdistrict=place).exclude(provider=None)
    return directory.Organisation.objects.filter(pk__in=bought.order_by().values("provider")).order_by("name")


def _now(one: evaluation.Assessor) -> dict[str, Any]:
    names = ("name", "title", "qualification", "qualification_number")
    told = {name: getattr(one, name) for name in names}
    knows = {evaluation.Expertise.FINANCE: one.is_finance, evaluation.Expertise.PRACTICE: one.is_practice}
    told |= {"phone": phone_of(one), "expertise": [str(kind) for kind, is_so in knows.items() if is_so]}
    return told | {"domains": frozenset(one.domains.values_list("pk", flat=True)), "seen": one.revision}
