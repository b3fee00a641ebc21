"""A key for a machine, as the office types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.core import clock
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.directory.key_policy import OWNING
from guihua.directory.models import Membership, Subdistrict, User


class KeyForm(forms.Form):
    name = Parsed(
        cell.text(40), label=_("用途"), said=_("请填写用途。"), help_text=_("哪个系统用，例如「区里的数据平台」。")
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("代表谁"),
        empty_label="–",
        error_messages={"required": _("请选择代表谁。"), "invalid_choice": _("请选择代表谁。")},
        help_text=_("读到的不多于这个人在页面上看到的。角色结束，密钥也就不能用。"),
    )
    last_day = Parsed(cell.date, label=_("有效到"), said=_("请填写有效到哪一天。"), help_text=_("最长一年。"))

    def __init__(self, place: Subdistrict, data: Any = None) -> None:
        super().__init__(data)
        held = Membership.objects.filter(subdistrict=place, role__in=OWNING).on(clock.today()).values("user")
        owner: Any = self.fields["owner"]
        owner.queryset = User.objects.filter(pk__in=held, is_active=True).order_by("name", "pk")
