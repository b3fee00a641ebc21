"""The office changes how it buys: the numbers of a way, its steps, and what kinds of things are bought. Running purchases go
by it from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from guihua.commissioning import buying_rules as rules
from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory

Method = commissioning.ProcurementMethod
Step = commissioning.MethodStep


@transaction.atomic
def set_numbers(method: Method, values: Mapping[str, Any], *, seen: str, by: Any) -> Method:
    """So many must take part at least from now on."""
    method = _locked(method)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_seen(method, rules.NUMBERS, seen))
    refuse_if(rules.why_not_numbers(values))
    for name in rules.NUMBERS:
        setattr(method, name, values[name])
    method.save(update_fields=list(rules.NUMBERS))
    audit.record("procurementmethod.set", method, by=by, **{name: values[name] for name in rules.NUMBERS})
    return method


@transaction.atomic
def add_step(method: Method, rule: rules.StepRule, *, by: Any) -> Step:
    """Purchases by this way have one step more."""
    method = _locked(method)
    refuse_if(rules.why_not_change(by, method))
    steps = list(method.steps.all())
    step = Step(method=method, code=_new_code(steps), position=0)
    return _write(step, steps, rule, "procurementmethod.step_added", by)


@transaction.atomic
def change_step(step: Step, rule: rules.StepRule, *, seen: str, by: Any) -> Step:
    """The step's time and place are these."""
    method = _locked(step.method)
    step = method.steps.get(pk=step.pk)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_seen(step, rules.STEP, seen))
    refuse_if(rules.why_not_paper(step, rule))
    return _write(step, list(method.steps.all()), rule, "procurementmethod.step_set", by)


@transaction.atomic
def remove_step(step: Step, *, by: Any) -> None:
    method = _locked(step.method)
    step = method.steps.get(pk=step.pk)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_remove(step))
    audit.record("procurementmethod.step_removed", method, by=by, step=step.code, name=step.name)
    step.delete()


@transaction.atomic
def set_category(
    subdistrict: directory.Subdistrict, *, name: str, by: Any, tender_limit_fen: int | None = None, source: str = ""
) -> commissioning.PurchaseCategory:
    """A kind of thing that is bought, with its limit; one that is there gets this limit."""
    refuse_if(rules.why_not_keep(by, subdistrict.pk))
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    limit = {"tender_limit_fen": tender_limit_fen, "source": source}
    own = commissioning.PurchaseCategory.objects
    category, _made = own.update_or_create(subdistrict=subdistrict, name=name, defaults=limit)
    audit.record("purchasecategory.set", category, by=by, name=name, **limit)
    return category


def _write(step: Step, steps: Sequence[Step], rule: rules.StepRule, deed: str, by: Any) -> Step:
    refuse_if(rules.why_not_step(steps, step.code, rule))
    for name, value in rule.values.items():
        setattr(step, name, value)
    order = {code: place for place, code in enumerate(rules.placed(steps, step.code, rule.before), start=1)}
    step.position = order[step.code]
    step.save(update_fields=None if step.pk is None else [*rules.STEP, "position"])
    others = [one for one in steps if one.code != step.code]
    for one in others:
        one.position = order[one.code]
    Step.objects.bulk_update(others, ["position"])
    audit.record(deed, step.method, by=by, step=step.code, **rule.values)
    return step


def _new_code(steps: Sequence[Step]) -> str:
    used = {step.code for step in steps}
    return next(code for n in range(1, len(used) + 2) if (code := f"{rules.OWN}{n}") not in used)


def _locked(method: Method) -> Method:
    found: Method = Method.objects.select_for_update(of=("self",)).get(pk=method.pk)
    return found
