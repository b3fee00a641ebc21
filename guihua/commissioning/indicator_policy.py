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
    if refusal := _wrong(lines):
        return refusal
    if needs_a_reason(contract) and not why:
        return Refusal("why", _("合同已经开始执行，改指标要写明原因。"))
    return None


def needs_a_reason(contract: commissioning.Contract) -> bool:
    """Whether something that was promised is being carried out."""
    return contract.project.starts_on <= clock.today() and contract.indicators.exists()


def _wrong(lines: Sequence[IndicatorLine]) -> Refusal | None:
    for name, times in Counter(line.name for line in lines).items():
        if times > 1:
            return Refusal("twice", _("「%(name)s」写了两次，每个指标只写一次。") % {"name": name})
    for line in lines:
        if line.kind == IndicatorKind.SATISFACTION and line.target > commissioning.MOST_PERCENT:
            return Refusal("percent", _("满意度最多 100%。"))
    return None
