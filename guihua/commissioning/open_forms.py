"""How a sub-district is called outside, as its office types it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.models import OutsideNames
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
SCHEME = re.compile(r"[A-Z]{2,3}-[A-Z0-9_]{2,16}")


def _credit_code(typed: str) -> str:
    return cell.uscc(typed) if typed.strip() else ""


class NamesForm(forms.Form):
    ocid_prefix = Parsed(
        cell.text(20),
        label=gettext_lazy("OCID 前缀"),
        said=gettext_lazy("请填写 OCID 前缀。"),
        help_text=gettext_lazy("向开放缔约伙伴组织（OCP）登记得到，例如 ocds-a1b2c3。没有登记时写 ocds-zzzzzz。"),
    )
    scheme = Parsed(
        cell.text(20),
        label=gettext_lazy("机构登记册"),
        said=gettext_lazy("请填写机构登记册。"),
        help_text=gettext_lazy("说明机构的代码来自哪里。统一社会信用代码写 CN-USCC。"),
    )
    buyer_code = Parsed(_credit_code, label=gettext_lazy("本单位的统一社会信用代码"))

    def __init__(self, names: OutsideNames, data: Any = None) -> None:
        said = {name: getattr(names, name) for name in ("ocid_prefix", "scheme", "buyer_code")}
        super().__init__(data, initial=said)

    def clean_ocid_prefix(self) -> str:
        prefix: str = self.cleaned_data["ocid_prefix"].lower()
        if not PREFIX.fullmatch(prefix):
            raise forms.ValidationError(_("OCID 前缀是 ocds- 和 6 个小写字母或数字。"))
        return prefix

    def clean_scheme(self) -> str:
        scheme: str = self.cleaned_data["scheme"].upper()
        if not SCHEME.fullmatch(scheme):
            raise forms.ValidationError(_("机构登记册要写成 CN-USCC 这样：国家代码、短横、登记册的名称。"))
        return scheme
