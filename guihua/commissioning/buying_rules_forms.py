"""The rules of buying as the office types them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import buying_law, naming
from guihua.commissioning import buying_rules as rules
from guihua.commissioning import models as commissioning
from guihua.commissioning.contract_forms import Amount
from guihua.commissioning.models.procurements import Unit
from guihua.core import wording
from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell

MOST_DAYS, MOST_PEOPLE, OF_THREE, WHOLE = 365, 99, 3, 100


def _number(least: int, most: int, label: Any, *, blank: bool = False, help_text: Any = "", said: Any = "") -> Parsed:
    far = _("请填 %(least)s 到 %(most)s 的整数。")

    def parse(typed: str) -> Any:
        return cell.integer(least, most, str(far) % {"least": least, "most": most}, blank=blank)(typed)

    field = Parsed(parse, label=label, help_text=help_text, said=said)
    field.widget.attrs["inputmode"] = "numeric"
    return field


def _source() -> Parsed:
    return Parsed(cell.text(80, blank=True), label=_("依据"), help_text=_("写在哪个文件的哪一条。"))


class RowForm(FacingForm):
    """Columns of one row of the office's rules; a new one has no row yet. `seen` marks what its editor saw."""

    columns: ClassVar[tuple[str, ...]]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Model | None, data: Any = None, **given: Any) -> None:
        self.row = row
        super().__init__(data, initial=self._said(), **given)

    def again(self, data: Any = None) -> Self:
        return type(self)(self.row, data)

    def _said(self) -> dict[str, Any]:
        if self.row is None:
            return {}
        said = {name: getattr(self.row, name) for name in self.columns}
        return said | {"seen": rules.mark_of(self.row, self.columns)}

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.columns}


class NumbersForm(RowForm):
    """How many must take part in a purchase by this way."""

    columns = rules.NUMBERS
    invited = _number(0, MOST_PEOPLE, _("至少邀请"), said=_("请填至少请几家。不用请就填 0。"))
    valid = _number(1, MOST_PEOPLE, _("至少有效响应"), said=_("请填至少要有几家有效响应。"))
    panel = _number(0, MOST_PEOPLE, _("评审小组至少"), said=_("请填评审小组至少几人。不用评审小组就填 0。"))
    experts = _number(0, OF_THREE, _("每三人中专家至少"), said=_("请填每三人中至少几位专家。没有要求就填 0。"))
    source = _source()

    def __init__(self, method: commissioning.ProcurementMethod, data: Any = None) -> None:
        super().__init__(method, data)
        for name, floor in buying_law.of_numbers(method.code).items():
            words = gettext("%(source)s：至少 %(n)s")
            self.fields[name].help_text = words % {"source": gettext(floor.source), "n": floor.least}


class PaperForm(RowForm):
    """A paper that the archive of each purchase by a way has beside those of its steps."""

    columns = rules.PAPER
    name = Parsed(cell.text(40), label=_("要存档的文件"), said=_("请填写要存档的文件。"))
    due = forms.ChoiceField(label=_("什么时候要有"), choices=commissioning.Due.choices)
    source = _source()


class StepRuleForm(RowForm):
    """One step of a way of buying."""

    columns = rules.STEP
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
        self, steps: list[commissioning.MethodStep], step: commissioning.MethodStep | None = None, data: Any = None
    ) -> None:
        self.steps, self.step = steps, step
        super().__init__(step, data)
        others = [(one.code, str(one)) for one in steps]
        fields: Any = self.fields
        fields["after"].choices = [("", "–"), *others]
        others = [one for one in others if step is None or one[0] != step.code]
        fields["before"].choices = [("", _("排在最前面")), *others]
        if step and (law := buying_law.said_of_step(step.method.code, step.code)):
            fields["least" if step.least else "most"].help_text = law

    def again(self, data: Any = None) -> Self:
        return type(self)(self.steps, self.step, data)

    def _said(self) -> dict[str, Any]:
        codes = [one.code for one in self.steps]
        at = codes.index(self.step.code) if self.step else len(codes)
        return super()._said() | {"before": codes[at - 1] if at else ""}

    @property
    def rule(self) -> rules.StepRule:
        return rules.StepRule(before=self.cleaned_data["before"], **self.said)


class Names(Parsed):
    """Several names on one line."""

    def __init__(self, **given: Any) -> None:
        super().__init__(cell.many(cell.text(40)), **given)

    def prepare_value(self, value: Any) -> Any:
        return wording.listed(value) if isinstance(value, list) else value


class NameForm(RowForm):
    """What a campaign, a domain, a way of buying or a mode is called."""

    columns = naming.COLUMNS
    name = Parsed(cell.text(40), label=_("名称"), said=_("请填写名称。"))
    also_called = Names(
        label=_("导入时也认"), help_text=_("旧文件里的叫法，用顿号隔开。改名以后，原来的名称会自动记在这里。")
    )


class CategoryForm(RowForm):
    """A kind of thing that is bought."""

    columns = rules.CATEGORY
    name = Parsed(cell.text(40), label=_("品目名称"), said=_("请填写品目名称。"))
    tender_limit_fen = Amount(
        label=_("公开招标限额（元）"),
        help_text=_("不招标的采购全年加起来超过这个数，就要公开招标。没有就空着。"),
    )
    source = _source()


class HeadingForm(RowForm):
    """A heading of budgets."""

    columns = rules.HEADING
    name = Parsed(cell.text(40), label=_("科目名称"), said=_("请填写科目名称。"))
    limit_percent = _number(1, WHOLE, _("最高占比（%）"), blank=True, help_text=_("占合同金额的百分之几。不限就空着。"))
    source = _source()
