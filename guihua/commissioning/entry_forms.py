"""A project as somebody types it: shape and cleaning only, by the parsers that files are read with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.importers import projects as importers
from guihua.core.editing import Parsed, RecordForm, Several, Yuan
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory


def _one_of(model: Any, label: Any, *, said: Any = "", by: str = "pk") -> Any:
    return forms.ModelChoiceField(
        model.objects.none(),
        label=label,
        required=bool(said),
        to_field_name=by,
        empty_label="–",
        error_messages={"required": said} if said else None,
    )


def _first(rows: QuerySet[Any], pks: Iterable[int]) -> QuerySet[Any]:
    """What is chosen already stands first, so that it is in sight in a long list."""
    others = Case(When(pk__in=list(pks), then=0), default=1)
    return rows.order_by(others, *rows.model._meta.ordering)


CHOSEN = {"domain", "provider", "method", "mode", "communities", "organisations"}


class ProjectForm(RecordForm):
    model = commissioning.Project
    name = Parsed(cell.text(80), label=gettext_lazy("项目名称"), said=gettext_lazy("请填写项目名称。"))
    domain = _one_of(commissioning.Domain, gettext_lazy("服务领域"), said=gettext_lazy("请选择服务领域。"))
    provider = _one_of(directory.Organisation, gettext_lazy("承接机构"), said=gettext_lazy("请选择承接机构。"))
    amount_fen = Yuan(label=gettext_lazy("合同金额（元）"), said=gettext_lazy("请填写合同金额。"))
    starts_on = Parsed(
        cell.date,
        label=gettext_lazy("开始日期"),
        said=gettext_lazy("请填写开始日期。"),
        help_text=gettext_lazy("例如 2022-03-05，写成 2022年3月5日 也可以。"),
    )
    ends_on = Parsed(cell.date, label=gettext_lazy("结束日期"), said=gettext_lazy("请填写结束日期。"))
    method = _one_of(commissioning.ProcurementMethod, gettext_lazy("采购方式"))
    mode = _one_of(commissioning.ManagementMode, gettext_lazy("管理模式"))
    liaison_name = Parsed(
        cell.name(40, blank=True),
        label=gettext_lazy("挂钩人员"),
        help_text=gettext_lazy("街道成员的姓名或用户名。对得上成员的，可以看到这个项目。"),
    )
    communities = Several(directory.Community.objects.none(), label=gettext_lazy("驻点社区"), required=False)
    organisations = Several(directory.Organisation.objects.none(), label=gettext_lazy("驻点机构"), required=False)

    def __init__(self, row: commissioning.Project, data: Any = None) -> None:
        super().__init__(row, data)
        self.project = row
        if row.state in commissioning.NOT_BOUGHT:
            del self.fields["provider"]  # an award says who provides it
        for name in CHOSEN & self.fields.keys():
            field: Any = self.fields[name]
            field.queryset = field.queryset.model.objects.filter(subdistrict=row.subdistrict_id)
        for name in ("communities", "organisations"):
            field = self.fields[name]
            field.queryset = _first(field.queryset, self.initial[name])
        liaison: Any = self.fields["liaison_name"]
        liaison.parser = self._liaison

    def _liaison(self, typed: str) -> Any:
        """What was there is not read anew: a second member of the same name changes nothing."""
        kept = self.base.liaison_name
        if cell.plain(typed) == cell.plain(kept):
            return {"user": self.base.liaison_id, "name": kept}
        return importers.liaison(self.project.subdistrict)(typed)

    @property
    def values(self) -> dict[str, Any]:
        """Who looks after the project is a member where the name is that of one, else a name alone."""
        values = super().values
        said = values["liaison_name"]
        return values | {"liaison_id": said["user"], "liaison_name": said["name"]}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and (why := importers.why_not_term(starts, ends)):
            self.add_error("ends_on", why)
        return given


class PlanForm(forms.Form):
    """A project that is only planned: what is wanted, where, and what it may cost."""

    number = Parsed(cell.code(40), label=gettext_lazy("项目编号"), said=gettext_lazy("请填写项目编号。"))
    name = Parsed(cell.text(80), label=gettext_lazy("项目名称"), said=gettext_lazy("请填写项目名称。"))
    domain = _one_of(commissioning.Domain, gettext_lazy("服务领域"), said=gettext_lazy("请选择服务领域。"), by="code")
    amount_fen = Yuan(label=gettext_lazy("预算金额（元）"), said=gettext_lazy("请填写预算金额。"))
    starts_on = Parsed(cell.date, label=gettext_lazy("开始日期"), said=gettext_lazy("请填写开始日期。"))
    ends_on = Parsed(cell.date, label=gettext_lazy("结束日期"), said=gettext_lazy("请填写结束日期。"))
    mode = _one_of(commissioning.ManagementMode, gettext_lazy("管理模式"))
    communities = Several(directory.Community.objects.none(), label=gettext_lazy("驻点社区"), required=False)

    def __init__(self, place: directory.Subdistrict, data: Any = None) -> None:
        super().__init__(data)
        for name in CHOSEN & self.fields.keys():
            field: Any = self.fields[name]
            field.queryset = field.queryset.model.objects.filter(subdistrict=place)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and (why := importers.why_not_term(starts, ends)):
            self.add_error("ends_on", why)
        return given
