"""What the office does to many projects at once, from their list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import many
from guihua.core.handled import Handled
from guihua.core.listing import Deed, DeedForm
from guihua.directory import models as directory
from guihua.directory.models import Role, users

Rows = QuerySet[Any]


class OfficerForm(DeedForm):
    liaison = forms.ModelChoiceField(
        directory.User.objects.none(),
        label=_("挂钩人员"),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择挂钩人员。")},
    )

    def __init__(self, data: Any = None, *, reader: Any) -> None:
        super().__init__(data, reader=reader)
        field: Any = self.fields["liaison"]
        field.queryset = users.holding(Role.LIAISON, users.subdistricts_of(reader, Role.OFFICE))


class ModeForm(DeedForm):
    mode = forms.ModelChoiceField(
        commissioning.ManagementMode.objects.none(),
        label=_("管理模式"),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择管理模式。")},
    )

    def __init__(self, data: Any = None, *, reader: Any) -> None:
        super().__init__(data, reader=reader)
        field: Any = self.fields["mode"]
        own = users.subdistricts_of(reader, Role.OFFICE)
        field.queryset = commissioning.ManagementMode.objects.filter(subdistrict__in=own)


def deeds(user: Any) -> Sequence[Deed]:
    """For the office alone."""
    return DEEDS if users.holds(user, Role.OFFICE) else ()


def _hand_to(rows: Any, given: Mapping[str, Any], by: Any) -> Handled:
    return many.hand_to(rows, given["liaison"], by=by)


def _run_in(rows: Any, given: Mapping[str, Any], by: Any) -> Handled:
    return many.run_in(rows, given["mode"], by=by)


def _evaluate(rows: Any, _given: Mapping[str, Any], by: Any) -> Handled:
    return many.evaluate(rows, by=by)


def _close(rows: Any, _given: Mapping[str, Any], by: Any) -> Handled:
    return many.close(rows, by=by)


DEEDS = (
    Deed("hand_to", _("换挂钩人员"), _hand_to, OfficerForm, _("原来的挂钩人员不再看到这些项目。"), "user-check"),
    Deed("run_in", _("定管理模式"), _run_in, ModeForm, icon="settings-2"),
    Deed("evaluate", _("转入评估"), _evaluate, line=_("执行中的项目转入评估，不能转回来。"), icon="clipboard-check"),
    Deed(
        "close",
        pgettext_lazy("verb", "结项"),
        _close,
        line=_("评估过、合同已到期的项目结项，不能恢复。"),
        icon="archive",
    ),
)
