"""What a contract promises in numbers is written down with it, and changed with a reason once it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from guihua.commissioning import indicator_policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import search_texts, signing
from guihua.commissioning.models import Indicator
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit, clock
from guihua.core.refusal import Refusal, Refused, refuse_if


@transaction.atomic
def promise(
    contract: commissioning.Contract, lines: Sequence[IndicatorLine], *, why: str = "", seen: int, by: Any
) -> list[Indicator]:
    """All that the contract promises from now on, in that order. `seen` is the revision that the editor saw."""
    contract = signing.held(contract, seen)
    refuse_if(indicator_policy.why_not_promise(by, contract, lines, why))
    before = promised(contract)
    if list(lines) == before:
        raise Refused(Refusal("nothing-new", _("指标没有改动。")))
    is_change = indicator_policy.needs_a_reason(contract)
    _write(contract, lines)
    changes = _changes(before, lines)
    if is_change:
        commissioning.IndicatorChange.objects.create(
            subdistrict_id=contract.subdistrict_id,
            contract=contract,
            at=clock.now(),
            by=by,
            why=why,
            changes=changes,
        )
    contract.revision += 1
    contract.save(update_fields=["revision"])
    search_texts.keep(*contract.indicators.all())
    audit.record("indicator.promised", contract, by=by, changes=changes, why=why)
    return list(contract.indicators.all())


def promised(contract: commissioning.Contract) -> list[IndicatorLine]:
    return [IndicatorLine.of(one) for one in contract.indicators.all()]


def _write(contract: commissioning.Contract, lines: Sequence[IndicatorLine]) -> None:
    gone = contract.indicators.exclude(name__in=[line.name for line in lines])
    search_texts.forget(Indicator, list(gone.values_list("pk", flat=True)))
    gone.delete()
    for position, line in enumerate(lines, start=1):
        said = vars(line) | {"position": position, "subdistrict_id": contract.subdistrict_id}
        Indicator.objects.update_or_create(contract=contract, name=line.name, defaults=said)


def _changes(before: Sequence[IndicatorLine], after: Sequence[IndicatorLine]) -> list[list[str]]:
    """What was and what is, by name, in the language of the records; how it is counted where that is another way now."""
    was, now = ({line.name: line for line in lines} for lines in (before, after))
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            [name, _words(was.get(name), now.get(name)), _words(now.get(name), was.get(name))]
            for name in {**was, **now}
        ]
    return [[name, old, new] for name, old, new in told if old != new]


def _words(line: IndicatorLine | None, other: IndicatorLine | None) -> str:
    if line is None:
        return ""
    if other is None or other.measure == line.measure:
        return line.told
    how = commissioning.Measure(line.measure).label if line.measure else _("人工登记")
    return _("%(target)s，%(how)s") % {"target": line.told, "how": how}
