"""A rule of the board as the office types it, and what somebody says of a light."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import board_words as words
from guihua.commissioning.actions.board_rules import MARKED
from guihua.commissioning.buying_rules import mark_of
from guihua.commissioning.calc.board import RULES
from guihua.commissioning.models import LIT, BoardRule, Domain
from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell

YES, NO = "on", "off"


class BoardRuleForm(FacingForm):
    """`rule` is on file, or new and of a kind alone. `seen` marks what its editor saw."""

    limit = Parsed(cell.text(5), label=gettext_lazy("界限"))
    colour = forms.ChoiceField(label=gettext_lazy("亮什么灯"), choices=LIT)
    domain = forms.ChoiceField(label=gettext_lazy("用于"), required=False)
    is_on = forms.ChoiceField(
        label=gettext_lazy("是否启用"),
        choices=[(YES, gettext_lazy("启用")), (NO, gettext_lazy("停用"))],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, rule: BoardRule, data: Any = None) -> None:
        self.rule = rule
        super().__init__(data, initial=self._now())
        fields: Any = self.fields
        fields["limit"] = self._limit()
        places = Domain.objects.kept_by(rule.subdistrict)
        fields["domain"].choices = [("", _("全部服务领域")), *((str(one.pk), str(one)) for one in places)]

    def again(self, data: Any = None) -> Self:
        return type(self)(self.rule, data)

    def _now(self) -> dict[str, Any]:
        rule = self.rule
        said = {"limit": rule.limit or "", "colour": rule.colour, "domain": str(rule.domain_id or "")}
        said |= {"is_on": YES if rule.is_on else NO}
        return said | {"seen": mark_of(rule, MARKED)} if rule.pk else said

    def _limit(self) -> Parsed:
        known = RULES[self.rule.kind]
        far = _("请填 %(least)s 到 %(most)s 的整数。") % {"least": known.least, "most": known.most}
        label = _("界限（%(unit)s）") % {"unit": words.unit_of(self.rule)}
        field = Parsed(
            cell.integer(known.least, known.most, far),
            label=label,
            help_text=words.WORDS[self.rule.kind].help,
            said=far,
        )
        field.widget.attrs["inputmode"] = "numeric"
        return field

    @property
    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        domain = Domain.objects.kept_by(self.rule.subdistrict).filter(pk=given["domain"] or None).first()
        return {
            "colour": given["colour"],
            "limit": given["limit"],
            "domain": domain,
            "is_on": given["is_on"] == YES,
        }


class LightNoteForm(forms.Form):
    note = Parsed(
        cell.text(200),
        label=gettext_lazy("正在怎样处理"),
        said=gettext_lazy("请写明正在怎样处理。"),
        help_text=gettext_lazy("例如「已约机构负责人周五面谈，月底前补两场小组」。"),
    )
