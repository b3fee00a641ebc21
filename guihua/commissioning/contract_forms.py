"""A contract as the office types it: the whole, its instalments row by row, its budget by heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy, offers, procurement_policy, renewals
from guihua.commissioning.calc import editions as calc
from guihua.commissioning.terms import InstalmentLine, Terms
from guihua.core.editing import STALE, FacingForm, Parsed, Yuan
from guihua.core.sheets import parsers as cell

FEWEST_ROWS, SPARE_ROWS = 4, 2
MOST_DAYS = 366
PARTS = ("amount", "waits_for", "least_grade", "on", "days")  # of an instalment's row
WHERE = {
    "term-too-long": "ends_on",
    "term-reason": "term_reason",
    "number-taken": "number",
    "add-on-too-big": "amount_fen",
    "not-the-award": "amount_fen",
    "signed-early": "signed_on",
    "order": "signed_on",
    "before-its-day": "signed_on",
    "after-its-day": "why_late",
    "instalments-miss": "i1_amount",
}


def _day(typed: str) -> Any:
    return cell.date(typed) if typed else None


def _yuan(typed: str) -> int | None:
    return cell.money(typed) if typed else None


class Amount(Yuan):
    """An amount that may be left empty."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.parser = _yuan


class TermsForm(FacingForm):
    """What a contract says. `seen` is the revision that the editor saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = Parsed(cell.code(40), label=gettext_lazy("合同编号"), said=gettext_lazy("请填写合同编号。"))
    signed_on = Parsed(cell.date, label=gettext_lazy("签订日期"), said=gettext_lazy("请填写签订日期。"))
    amount_fen = Yuan(label=gettext_lazy("合同金额（元）"), said=gettext_lazy("请填写合同金额。"))
    starts_on = Parsed(cell.date, label=gettext_lazy("开始日期"), said=gettext_lazy("请填写开始日期。"))
    ends_on = Parsed(cell.date, label=gettext_lazy("结束日期"), said=gettext_lazy("请填写结束日期。"))
    term_reason = Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("合同期较长的理由"),
        help_text=gettext_lazy("合同期超过一年才要写，例如「服务内容固定、经费稳定」。"),
    )
    why_late = Parsed(
        cell.text(200, blank=True),
        label=gettext_lazy("超过签订时限的原因"),
        help_text=gettext_lazy("没有超过就空着。"),
    )
    fixed: tuple[str, ...] = ()  # fields that this form does not ask for

    def __init__(self, project: commissioning.Project, terms: Terms | None, data: Any = None, *, seen: int = 0) -> None:
        self.project, self.before = project, terms
        self.mode_rule = None if terms else money_policy.mode_rule(project)
        self.steps = list(self.mode_rule.steps.all()) if self.mode_rule else []
        self.purchase = project.procurements.standing().select_related("winner").first()
        super().__init__(data, initial={**self._said(project, terms), "seen": seen})
        for name in self.fixed if self.purchase else {*self.fixed, "why_late"}:
            del self.fields[name]
        headings = commissioning.BudgetCategory.objects.kept_by(project.subdistrict)
        self.headings = list(headings)
        for heading in self.headings:
            self.fields[f"b{heading.pk}"] = Amount(label=str(heading), help_text=_limited(heading))
        for n in self._positions():
            self.fields |= _row(n)

    def again(self, data: Any = None) -> Self:
        return type(self)(self.project, self.before, data, seen=self.initial["seen"])

    def _positions(self) -> range:
        held = len(self.before.instalments) if self.before else len(self.steps)
        return range(1, max(FEWEST_ROWS, held + SPARE_ROWS) + 1)

    def _said(self, project: commissioning.Project, terms: Terms | None) -> dict[str, Any]:
        if terms is None:
            names = ("amount_fen", "starts_on", "ends_on")
            said = {name: getattr(project, name) for name in names} | self._as_awarded(project)
            return said | self._as_the_mode_has_it(said["amount_fen"])
        said = {name: getattr(terms, name) for name in self.base_fields if hasattr(terms, name)}
        said["why_late"] = self._why_late()
        said |= {f"b{key}": fen for key, fen in terms.budget.items()}
        for n, line in enumerate(terms.instalments, start=1):
            said |= {f"i{n}_{part}": getattr(line, "amount_fen" if part == "amount" else part) for part in PARTS}
        return said

    def _why_late(self) -> str:
        taken = self.purchase.taken.filter(code=procurement_policy.SIGNING).first() if self.purchase else None
        return taken.why if taken else ""

    def _as_awarded(self, project: commissioning.Project) -> dict[str, Any]:
        """The price of the award, and the budget of the proposal that won, where the project was bought by a call."""
        if self.purchase is None or self.purchase.winner is None:
            return self._as_before(project, project.amount_fen)
        won = commissioning.Proposal.objects.won_of(project)
        price = {"amount_fen": self.purchase.winner.quote_fen}
        if won is None:
            return price | self._as_before(project, self.purchase.winner.quote_fen or project.amount_fen)
        return price | {f"b{key}": fen for key, fen in offers.said(won)["budget"].items()}

    def _as_before(self, project: commissioning.Project, whole_fen: int) -> dict[str, Any]:
        """The budget of the project that it renews, in the same shares."""
        return {f"b{key}": fen for key, fen in renewals.budget(project, whole_fen).items()}

    def _as_the_mode_has_it(self, whole_fen: int) -> dict[str, Any]:
        """The instalments that the rules give a project of this mode; where they give none, the first waits for signing."""
        said: dict[str, Any] = {"i1_waits_for": commissioning.WaitsFor.SIGNING}
        amounts = calc.shares(whole_fen, [step.percent for step in self.steps])
        for n, (step, fen) in enumerate(zip(self.steps, amounts, strict=True), start=1):
            said |= {f"i{n}_amount": fen, f"i{n}_waits_for": step.waits_for, f"i{n}_least_grade": step.least_grade}
        return said

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The instalments' fields, row by row."""
        for n in self._positions():
            yield {"n": n, "parts": [self[f"i{n}_{part}"] for part in PARTS]}

    @property
    def whole(self) -> list[Any]:
        """The fields that speak of the contract as a whole."""
        return [self[name] for name in self.base_fields if name in self.fields and name != "seen"]

    @property
    def budget(self) -> list[Any]:
        return [self[f"b{heading.pk}"] for heading in self.headings]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("starts_on", getattr(self.before, "starts_on", None)), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("结束日期早于开始日期。"))
        for n in self._positions():
            self._check(n, given)
        if not any(given.get(f"i{n}_amount") for n in self._positions()) and not self.errors:
            self.add_error("i1_amount", _("请至少填写一期付款。"))
        return given

    def _check(self, n: int, given: dict[str, Any]) -> None:
        """What a row says must be whole, or nothing."""
        amount, waits = given.get(f"i{n}_amount"), given.get(f"i{n}_waits_for")
        if amount and not waits:
            self.add_error(f"i{n}_waits_for", _("请选择第 %(n)s 期等什么。") % {"n": n})
        if (
            not amount
            and (given.get(f"i{n}_on") or given.get(f"i{n}_least_grade"))
            and f"i{n}_amount" not in self.errors
        ):
            self.add_error(f"i{n}_amount", _("请填写第 %(n)s 期的金额。") % {"n": n})
        if waits == commissioning.WaitsFor.DAY and amount and not given.get(f"i{n}_on"):
            self.add_error(f"i{n}_on", _("请填写第 %(n)s 期约定的日子。") % {"n": n})

    @property
    def terms(self) -> Terms:
        """What was typed, as the verb takes it. A day or a grade that what it waits for has no use for says nothing."""
        given, before = self.cleaned_data, self.before
        told = {name: given.get(name, getattr(before, name, "")) for name in self.base_fields if name in TOLD}
        return Terms(
            **told,
            instalments=tuple(self._line(n) for n in self._positions() if given[f"i{n}_amount"]),
            budget={one.pk: given[f"b{one.pk}"] for one in self.headings if given[f"b{one.pk}"] is not None},
        )

    def _line(self, n: int) -> InstalmentLine:
        amount, waits, grade, on, days = (self.cleaned_data[f"i{n}_{part}"] for part in PARTS)
        judged, dated = waits in commissioning.JUDGED, waits == commissioning.WaitsFor.DAY
        return InstalmentLine(amount, waits, grade if judged else "", on if dated else None, days or 0)

    def refused(self, code: str, sentence: str) -> Self:
        field = f"b{code.rpartition('-')[2]}" if code.startswith("over-heading") else WHERE.get(code, "")
        field = f"i{code.rpartition('-')[2]}_amount" if code.startswith("paid-changed") else field
        field = self.budget[0].name if code == "budget-misses" and self.headings else field
        field = "agreed_on" if field == "signed_on" and "agreed_on" in self.fields else field
        return super().refused(code if code == STALE else field, sentence)


TOLD = ("number", "signed_on", "amount_fen", "starts_on", "ends_on", "term_reason")


class AmendmentForm(TermsForm):
    """A supplementary agreement: all that the contract says from then on, since when, and why."""

    agreed_on = Parsed(cell.date, label=gettext_lazy("补充协议签订日期"), said=gettext_lazy("请填写签订日期。"))
    why = Parsed(cell.text(200), label=gettext_lazy("原因"), said=gettext_lazy("请填写为什么要补充。"))
    fixed = ("number", "signed_on", "starts_on", "why_late")
    field_order = ("seen", "agreed_on", "why", "amount_fen", "ends_on", "term_reason")

    @property
    def whole(self) -> list[Any]:
        return [self[name] for name in self.field_order if name != "seen"]


def _row(n: int) -> dict[str, forms.Field]:
    return {
        f"i{n}_amount": Amount(label=_("金额（元）")),
        f"i{n}_waits_for": _chosen(commissioning.WaitsFor, _("等什么")),
        f"i{n}_least_grade": _chosen(commissioning.Grade, _("至少达到")),
        f"i{n}_on": Parsed(_day, label=_("约定的日子")),
        f"i{n}_days": Parsed(
            cell.integer(0, MOST_DAYS, _("最多 %(n)s 天。") % {"n": MOST_DAYS}, blank=True), label=_("之后多少天")
        ),
    }


def _chosen(words: Any, label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *words.choices])


def _limited(heading: commissioning.BudgetCategory) -> str:
    if heading.limit_percent is None:
        return ""
    return _("最多占 %(percent)s%%。") % {"percent": heading.limit_percent}
