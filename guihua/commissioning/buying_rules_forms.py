"""The rules of buying as the office types them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import buying_rules as rules
from guihua.commissioning import models as commissioning
from guihua.commissioning.models.procurements import Unit
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

MOST_DAYS, MOST_PEOPLE, OF_THREE = 365, 99, 3


def _number(least: int, most: int, label: Any, *, blank: bool = False, help_text: Any = "", said: Any = "") -> Parsed:
    far = _("请填 %(least)s 到 %(most)s 的整数。")

    def parse(typed: str) -> Any:
        return cell.integer(least, most, str(far) % {"least": least, "most": most}, blank=blank)(typed)

    field = Parsed(parse, label=label, help_text=help_text, said=said)
    field.widget.attrs["inputmode"] = "numeric"
    return field


def _source() -> Parsed:
    return Parsed(cell.text(80, blank=True), label=_("依据"), help_text=_("写在哪个文件的哪一条。"))


class NumbersForm(forms.Form):
    """How many must take part in a purchase by this way."""

    seen = forms.CharField(widget=forms.HiddenInput)
    invited = _number(0, MOST_PEOPLE, _("至少邀请"), said=_("请填至少请几家。不用请就填 0。"))
    valid = _number(1, MOST_PEOPLE, _("至少有效响应"), said=_("请填至少要有几家有效响应。"))
    panel = _number(0, MOST_PEOPLE, _("评审小组至少"), said=_("请填评审小组至少几人。不用评审小组就填 0。"))
    experts = _number(0, OF_THREE, _("每三人中专家至少"), said=_("请填每三人中至少几位专家。没有要求就填 0。"))
    source = _source()

    def __init__(self, method: commissioning.ProcurementMethod, data: Any = None) -> None:
        said = {name: getattr(method, name) for name in rules.NUMBERS}
        super().__init__(data, initial=said | {"seen": rules.mark_of(method, rules.NUMBERS)})


class StepRuleForm(forms.Form):
    """One step of a way of buying."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = Parsed(cell.text(40), label=_("步骤"), said=_("请填写步骤名称。"))
    before = forms.ChoiceField(label=_("排在哪一步后面"), required=False)
    after = forms.ChoiceField(
        label=_("时限从哪一步算起"), required=False, help_text=_("没有时限、不用等别的步骤就不选。")
    )
    least = _number(1, MOST_DAYS, _("至少"), blank=True, help_text=_("算起的那一步以后至少过几天。没有就空着。"))
    most = _number(1, MOST_DAYS, _("至多"), blank=True, help_text=_("算起的那一步以后至多过几天。没有就空着。"))
    unit = forms.ChoiceField(label=_("怎样数天数"), choices=Unit.choices)
    source = _source()
    paper = Parsed(cell.text(40, blank=True), label=_("要存档的文件"), help_text=_("这一步不用存档就空着。"))

    def __init__(
        self,
        steps: list[commissioning.MethodStep],
        step: commissioning.MethodStep | None = None,
        data: Any = None,
    ) -> None:
        super().__init__(data, initial=_said(steps, step))
        others = [(one.code, str(one)) for one in steps]
        fields: Any = self.fields
        fields["after"].choices = [("", "–"), *others]
        fields["before"].choices = [
            ("", _("排在最前面")),
            *(one for one in others if step is None or one[0] != step.code),
        ]

    @property
    def rule(self) -> rules.StepRule:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return rules.StepRule(**given)


def _said(steps: list[commissioning.MethodStep], step: commissioning.MethodStep | None) -> dict[str, Any]:
    codes = [one.code for one in steps]
    if step is None:
        return {"before": codes[-1] if codes else ""}
    at = codes.index(step.code)
    said = {name: getattr(step, name) for name in rules.STEP}
    return said | {"before": codes[at - 1] if at else "", "seen": rules.mark_of(step, rules.STEP)}


class CategoryForm(forms.Form):
    """A kind of thing that is bought. Its name, typed again, sets another limit."""

    name = Parsed(
        cell.text(40), label=_("品目名称"), said=_("请填写品目名称。"), help_text=_("填已有的名称，就改它的限额。")
    )
    tender_limit_fen = Parsed(
        lambda typed: cell.money(typed) if typed else None,
        label=_("公开招标限额（元）"),
        help_text=_("不招标的采购全年加起来超过这个数，就要公开招标。没有就空着。"),
    )
    source = _source()
