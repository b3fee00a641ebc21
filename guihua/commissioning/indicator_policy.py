"""Who may say what a contract promises, and when that needs a reason: `None`, or the reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.models import IndicatorKind, ProjectState
from guihua.commissioning.terms import IndicatorLine
from guihua.core import clock
from guihua.core.refusal import Refusal


def why_not_promise(
    user: Any, contract: commissioning.Contract, lines: Sequence[IndicatorLine], why: str
) -> Refusal | None:
    """The office writes them down with the contract. Once that is in force they are changed only with a reason."""
    if refusal := policy.why_not_edit(user, contract.project):
        return refusal
    if contract.project.state == ProjectState.CLOSED:
        return Refusal("closed", _("项目已经结项，指标不能再改。"))
    if refusal := _wrong(lines) or _why_not_forget(contract, lines):
        return refusal
    if needs_a_reason(contract) and not why:
        return Refusal("why", _("合同已经开始执行，改指标要写明原因。"))
    return None


def needs_a_reason(contract: commissioning.Contract) -> bool:
    """Whether something that was promised is being carried out."""
    return contract.project.starts_on <= clock.today() and contract.indicators.exists()


def _why_not_forget(contract: commissioning.Contract, lines: Sequence[IndicatorLine]) -> Refusal | None:
    """What was counted of a promise stays with it."""
    there = {line.name for line in lines}
    counted = commissioning.Reading.objects.filter(indicator__contract=contract)
    for name in counted.order_by("indicator__position").values_list("indicator__name", flat=True).distinct():
        if name not in there:
            words = _("「%(name)s」已经登记过完成数，不能删去或改名；目标可以改。")
            return Refusal("measured", words % {"name": name})
    return None


def _wrong(lines: Sequence[IndicatorLine]) -> Refusal | None:
    for name, times in Counter(line.name for line in lines).items():
        if times > 1:
            return Refusal("twice", _("「%(name)s」写了两次，每个指标只写一次。") % {"name": name})
    for line in lines:
        if line.kind == IndicatorKind.SATISFACTION and line.target > commissioning.MOST_PERCENT:
            return Refusal("percent", _("满意度最多 100%。"))
        if line.kind == IndicatorKind.SATISFACTION and line.measure:
            return Refusal("measure", _("满意度没有记录可以算，请选「人工登记」。"))
    return None
