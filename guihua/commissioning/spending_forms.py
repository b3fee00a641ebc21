"""What is spent, moved between headings, reached and paid, as somebody types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.voucher_forms import vouchers_field
from guihua.core import clock, measures
from guihua.core.editing import Parsed, Yuan
from guihua.core.sheets import parsers as cell

AMOUNT = gettext_lazy("请填写金额。")


class _Line(forms.ModelChoiceField):  # type: ignore[type-arg]  # - Django makes it generic for checkers alone
    """A line of a budget, with what is left on it."""

    def label_from_instance(self, line: Any) -> str:
        return _("%(line)s（剩 %(left)s 元）") % {"line": line, "left": f"{measures.yuan(line.left_fen):,}"}


def _line(label: Any) -> _Line:
    lines = commissioning.BudgetLine.objects.none()
    said = {"required": gettext_lazy("请选择预算科目。")}
    return _Line(lines, label=label, empty_label="–", error_messages=said)


class _OfContract(forms.Form):
    def __init__(self, contract: commissioning.Contract, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"on": clock.today()})
        for field in self.fields.values():
            if isinstance(field, _Line):
                field.queryset = contract.budget.select_related("category")


class ExpenseForm(_OfContract):
    line = _line(gettext_lazy("预算科目"))
    on = Parsed(cell.date, label=gettext_lazy("日期"), said=gettext_lazy("请填写日期。"))
    amount_fen = Yuan(label=gettext_lazy("金额（元）"), said=AMOUNT)
    what = Parsed(
        cell.text(80),
        label=gettext_lazy("用途"),
        said=gettext_lazy("请填写用途。"),
        help_text=gettext_lazy("不要写服务对象的姓名。"),
    )
    voucher = Parsed(cell.text(40), label=gettext_lazy("凭证号"), said=gettext_lazy("请填写凭证号。"))
    papers = vouchers_field(required=False)


class TransferForm(_OfContract):
    source = _line(gettext_lazy("从哪个科目"))
    target = _line(gettext_lazy("到哪个科目"))
    amount_fen = Yuan(label=gettext_lazy("金额（元）"), said=AMOUNT)
    why = Parsed(cell.text(200), label=gettext_lazy("原因"), said=gettext_lazy("请填写为什么要调剂。"))


class MilestoneForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("事项"),
        choices=lambda: [(one.value, one.label) for one in commissioning.REPORTED],
        error_messages={"required": gettext_lazy("请选择事项。")},
    )
    on = Parsed(cell.date, label=gettext_lazy("日期"), said=gettext_lazy("请填写日期。"))
    grade = forms.ChoiceField(
        label=gettext_lazy("等级"), required=False, choices=lambda: [("", "–"), *commissioning.Grade.choices]
    )
    evidence = Parsed(
        cell.text(200),
        label=gettext_lazy("依据"),
        said=gettext_lazy("请写明依据，例如评估报告的文号。"),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") in commissioning.JUDGED and not given.get("grade"):
            self.add_error("grade", _("评估要填等级。"))
        if given.get("kind") == commissioning.WaitsFor.ACCEPTANCE:
            given["grade"] = ""
        return given


class PaidForm(forms.Form):
    on = Parsed(cell.date, label=gettext_lazy("付款日期"), said=gettext_lazy("请填写付款日期。"))
    voucher = Parsed(cell.text(40), label=gettext_lazy("付款凭证号"), said=gettext_lazy("请填写付款凭证号。"))


class RefusalForm(forms.Form):
    why = Parsed(cell.text(200), label=gettext_lazy("原因"), said=gettext_lazy("请填写为什么退回。"))
