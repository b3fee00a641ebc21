"""A proposal as its provider types it. What is wrong in one part keeps no other part from being saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers
from guihua.commissioning.actions.files import Content
from guihua.commissioning.call_forms import Lines
from guihua.commissioning.contract_forms import Amount
from guihua.commissioning.file_forms import MOST_BYTES, content_in
from guihua.commissioning.offers import IndicatorLine
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds

FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 4, 2, 40
MOST_TARGET = 10_000_000
COLUMNS = ("name", "unit", "target")


class ProposalForm(forms.Form):
    """All that a proposal says but its papers."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    plan = Lines(
        rows=14,
        max_length=8000,
        label=gettext_lazy("服务方案"),
        help_text=gettext_lazy("做什么、为谁做、怎样做、什么时候做。不写服务对象的姓名和住址。"),
    )
    staff = Lines(
        rows=6,
        max_length=4000,
        label=gettext_lazy("人员安排"),
        help_text=gettext_lazy("几个人、什么资格、各做什么、投入多少时间。"),
    )
    quote_fen = Amount(
        label=gettext_lazy("报价（元）"), help_text=gettext_lazy("空着就按预算合计。填了要和预算合计一样。")
    )

    def __init__(self, proposal: commissioning.Proposal, data: Any = None) -> None:
        now = offers.said(proposal)
        self.marks = offers.marks(now) if data is None else {one: data.get(f"was_{one}", "") for one in offers.PARTS}
        self.count = _rows_in(data) if data is not None else max(FEWEST_ROWS, len(now["indicators"]) + SPARE_ROWS)
        super().__init__(data, initial={**_typed(now), "rows": self.count})
        self.headings = list(commissioning.BudgetCategory.objects.kept_by(proposal.subdistrict))
        for heading in self.headings:
            self.fields[f"b{heading.pk}"] = Amount(label=str(heading))
        for n in range(1, self.count + 1):
            self.fields |= _row(n)

    @property
    def indicators(self) -> Iterator[dict[str, Any]]:
        for n in range(1, self.count + 1):
            yield {"n": n, "parts": [self[f"i{n}_{column}"] for column in COLUMNS]}

    @property
    def budget(self) -> list[Any]:
        return [self[f"b{heading.pk}"] for heading in self.headings]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(1, self.count + 1):
            says = given.get(f"i{n}_unit") or given.get(f"i{n}_target") is not None
            if says and not given.get(f"i{n}_name") and f"i{n}_name" not in self.errors:
                self.add_error(f"i{n}_name", _("请写这条指标叫什么。"))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """What is right of what was typed, by part."""
        given = self.cleaned_data
        lines = [self._line(n) for n in range(1, self.count + 1)]
        budget = {one.pk: given.get(f"b{one.pk}") for one in self.headings}
        said = {
            "plan": given.get("plan"),
            "staff": given.get("staff"),
            "quote_fen": given.get("quote_fen"),
            "indicators": tuple(one for one in lines if one.name),
            "budget": {key: fen for key, fen in budget.items() if fen is not None},
        }
        wrong = {_part_of(name) for name in self.errors}
        return {part: value for part, value in said.items() if part not in wrong}

    def _line(self, n: int) -> IndicatorLine:
        name, unit, target = (self.cleaned_data.get(f"i{n}_{column}") for column in COLUMNS)
        return IndicatorLine(name or "", unit or "", target)

    def facing(self, proposal: commissioning.Proposal, parts: list[str], sentence: str) -> Self:
        """For an editor who now sees what a colleague wrote in these parts: all that was typed stays, and what was left as it
        was says what it says now."""
        fresh, typed = type(self)(proposal), self.data
        data: Any = typed.copy() if isinstance(typed, QueryDict) else dict(typed)
        left = {part for part, value in self.values.items() if offers.mark(value) == self.marks.get(part)}
        for name in [*self.fields, *fresh.fields]:
            if _part_of(name) in left:
                said = fresh[name].value() if name in fresh.fields else None
                data[name] = "" if said is None else str(said)
        for part in {*left, *parts}:
            data[f"was_{part}"] = fresh.marks[part]
        data["rows"] = str(max(self.count, fresh.count))
        form = type(self)(proposal, data)
        form.add_error(None, sentence)
        for part in parts:
            form.add_error(form._first_of(part), _("同事也改了这里。上面是现在写的。"))
        return form

    def _first_of(self, part: str) -> str:
        return {"indicators": "i1_name", "budget": self.budget[0].name if self.headings else "quote_fen"}.get(
            part, part
        )

    @property
    def hidden_marks(self) -> dict[str, str]:
        return {f"was_{part}": mark for part, mark in self.marks.items()}


def _part_of(name: str) -> str:
    kinds_of_rows = {"i": "indicators", "b": "budget"}
    return name if name in offers.PARTS else kinds_of_rows.get(name[:1], name)


def _rows_in(data: Any) -> int:
    count = data.get("rows", "")
    return min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() else FEWEST_ROWS


def _typed(now: offers.Values) -> dict[str, Any]:
    said = {part: now[part] for part in (*offers.TEXTS, "quote_fen")}
    said |= {f"b{key}": fen for key, fen in now["budget"].items()}
    for n, line in enumerate(now["indicators"], start=1):
        said |= {f"i{n}_{column}": getattr(line, column) for column in COLUMNS}
    return said


def _row(n: int) -> dict[str, forms.Field]:
    far = _("请填 0 到 %(n)s 的整数。") % {"n": MOST_TARGET}
    target = Parsed(cell.integer(0, MOST_TARGET, far, blank=True), label=_("目标"))
    target.widget.attrs["inputmode"] = "numeric"
    return {
        f"i{n}_name": Parsed(cell.text(60, blank=True), label=_("指标")),
        f"i{n}_unit": Parsed(cell.text(12, blank=True), label=_("单位")),
        f"i{n}_target": target,
    }


class ProposalFileForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("PDF、Word、Excel、PPT 或照片，最大 20 MB。照片里的拍摄地点会去掉。"),
        most_bytes=MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )
    paper = forms.ChoiceField(label=gettext_lazy("哪一份材料"), required=False)

    def __init__(self, proposal: commissioning.Proposal, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, **given)
        papers = proposal.call.names_of_papers
        asked = [(one, one) for one in papers]
        self.fields["paper"].choices = [*asked, ("", _("其他文件"))]  # type: ignore[attr-defined]  # - a field of choices

    def clean_file(self) -> Content:
        sent = self.cleaned_data["file"]
        try:
            return content_in(sent)
        except kinds.NotTaken as refused:
            said = {"name": sent.name, "why": refused.sentence}
            raise ValidationError(_("「%(name)s」没有收下：%(why)s") % said) from refused

    @property
    def called(self) -> str:
        sent: Any = self.files["file"]
        return cell.coded(PurePath(sent.name).stem)[:80] or _("文件")
