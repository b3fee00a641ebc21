"""A purchase as the office types it: how it is begun, each of its steps, the bids, the panel, the award."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.procurement_policy import Opening
from guihua.core import clock
from guihua.core.editing import Parsed, Yuan
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory

DAY = _("请填写日期。")


def _chosen(model: Any, label: Any, said: Any) -> Any:
    return forms.ModelChoiceField(model.objects.none(), label=label, empty_label="–", error_messages={"required": said})


def _reason(label: Any, help_text: Any = "") -> Parsed:
    return Parsed(cell.text(200, blank=True), label=label, help_text=help_text)


class OpeningForm(forms.Form):
    method = _chosen(commissioning.ProcurementMethod, _("采购方式"), _("请选择采购方式。"))
    category = _chosen(commissioning.PurchaseCategory, _("品目"), _("请选择品目。"))
    budget_fen = Yuan(label=_("采购预算（元）"), said=_("请填写采购预算。"))
    reason = _reason(_("选这种方式的理由"), _("不用公开招标时要写。"))
    split = _reason(_("不是化整为零的理由"), _("只有同一品目全年加起来超过公开招标限额时才要写。"))
    prohibited = forms.MultipleChoiceField(
        label=_("负面清单"),
        required=False,
        choices=lambda: commissioning.Prohibited.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("是哪一项就勾哪一项。勾了的不能购买。"),
    )
    is_checked = forms.MultipleChoiceField(
        label=_("核对结果"),
        choices=[("yes", _("我已逐项核对，没有一项是"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请先逐项核对负面清单。")},
    )

    def __init__(self, project: commissioning.Project, data: Any = None) -> None:
        super().__init__(data, initial={"budget_fen": project.amount_fen, "method": project.method_id})
        for name in ("method", "category"):
            field: Any = self.fields[name]
            field.queryset = field.queryset.model.objects.filter(subdistrict=project.subdistrict_id)

    @property
    def opening(self) -> Opening:
        given = self.cleaned_data
        return Opening(
            given["method"],
            given["category"],
            given["budget_fen"],
            given["reason"],
            given["split"],
            frozenset(given["prohibited"]),
        )


class StepForm(forms.Form):
    on = Parsed(cell.date, label=_("日期"), said=DAY)
    why = _reason(_("超过时限的原因"), _("没有超过就空着。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": clock.today()})


def _suppliers(procurement: commissioning.Procurement) -> Any:
    """Everybody on file may offer; those who provide services come first."""
    here = directory.Organisation.objects.filter(subdistrict=procurement.subdistrict_id)
    return here.order_by(Case(When(kind=directory.OrganisationKind.PROVIDER, then=0), default=1), "name")


class BidForm(forms.Form):
    organisation = _chosen(directory.Organisation, _("供应商"), _("请选择供应商。"))
    quote_fen = Yuan(label=_("报价（元）"), said=_("请填写报价。"))
    on = Parsed(cell.date, label=_("提交日期"), said=DAY)

    def __init__(self, procurement: commissioning.Procurement, data: Any = None) -> None:
        super().__init__(data, initial={"on": clock.today()})
        field: Any = self.fields["organisation"]
        field.queryset = _suppliers(procurement).exclude(
            bids__in=procurement.bids.exclude(state=commissioning.BidState.INVITED)
        )


class InvitationForm(forms.Form):
    organisation = _chosen(directory.Organisation, _("供应商"), _("请选择供应商。"))

    def __init__(self, procurement: commissioning.Procurement, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["organisation"]
        field.queryset = _suppliers(procurement).exclude(bids__procurement=procurement)


class JudgeForm(forms.Form):
    name = Parsed(cell.name(40), label=_("姓名"), said=_("请填写姓名。"))
    unit = Parsed(cell.text(80, blank=True), label=_("单位"))
    is_expert = forms.TypedChoiceField(
        label=_("身份"), choices=[("yes", _("评审专家")), ("no", _("采购人代表"))], coerce=lambda said: said == "yes"
    )


class AwardForm(forms.Form):
    on = Parsed(cell.date, label=_("日期"), said=DAY)
    reason = Parsed(cell.text(200), label=_("定标理由"), said=_("请填写定标理由，例如「综合得分最高」。"))
    why = _reason(_("超过时限的原因"), _("没有超过就空着。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": clock.today()})


class EndForm(forms.Form):
    why = Parsed(cell.text(200), label=_("原因"), said=_("请填写原因。"))


class NoticeForm(forms.Form):
    """The office's own words in a notice. Of one that is corrected they stand there as they were."""

    remark = Parsed(
        cell.text(400, blank=True),
        label=_("公告说明"),
        help_text=_("所有人都能看到。单一来源、废标和终止要在这里写明理由。"),
    )
    correction = _reason(_("更正原因"), _("所有人都能看到。"))
    why = _reason(_("超过时限的原因"), _("只在内部看得到。没有超过就空着。"))

    text = forms.ChoiceField(
        label=_("公开的合同文本"),
        required=False,
        help_text=_("项目文件里的 PDF。所有人都能打开，公开前去掉商业秘密和个人信息。"),
    )
    is_clean = forms.BooleanField(label=_("已经去掉商业秘密和个人信息"), required=False)

    def __init__(
        self,
        before: commissioning.PublicNotice | None,
        data: Any = None,
        *,
        texts: Sequence[commissioning.FileVersion] = (),
    ) -> None:
        said = {"remark": before.remark, "text": before.text_id} if before else {}
        super().__init__(data, initial=said)
        del self.fields["why" if before else "correction"]
        self.texts = {str(one.pk): one for one in texts}
        fields: Any = self.fields
        fields["text"].choices = [("", _("不公开文本")), *((key, str(one.file)) for key, one in self.texts.items())]
        if not texts:
            del self.fields["text"], self.fields["is_clean"]

    def clean(self) -> dict[str, Any]:
        """Nothing is published that nobody looked through."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        text = self.texts.get(given.pop("text", "") or "")
        if not given.pop("is_clean", False) and text:
            self.add_error("is_clean", _("请先确认文本里没有商业秘密和个人信息。"))
        return given | {"text": text}
