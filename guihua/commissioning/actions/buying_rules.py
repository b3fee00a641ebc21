"""The office changes how it buys: the numbers of a way, its steps and its papers. Running purchases go by it from then on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from guihua.commissioning import buying_rules as rules
from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import refuse_if

Method = commissioning.ProcurementMethod
Step = commissioning.MethodStep
Paper = commissioning.MethodPaper


@transaction.atomic
def set_numbers(method: Method, values: Mapping[str, Any], *, seen: str, by: Any) -> Method:
    """So many must take part at least from now on."""
    method = _locked(method)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_seen(method, rules.NUMBERS, seen))
    refuse_if(rules.why_not_numbers(method, values))
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
    step = Step(method=method, code=_new_code(rules.OWN, {one.code for one in steps}), position=0)
    refuse_if(rules.why_not_step(steps, step.code, rule))
    return _write(step, steps, rule, "procurementmethod.step_added", by)


@transaction.atomic
def change_step(step: Step, rule: rules.StepRule, *, seen: str, by: Any) -> Step:
    """The step's time and place are these."""
    method = _locked(step.method)
    step = method.steps.get(pk=step.pk)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_seen(step, rules.STEP, seen))
    steps = list(method.steps.all())
    refuse_if(rules.why_not_step(steps, step.code, rule) or rules.why_not_looser(step, rule))
    return _write(step, steps, rule, "procurementmethod.step_set", by)


@transaction.atomic
def remove_step(step: Step, *, by: Any) -> None:
    method = _locked(step.method)
    step = method.steps.get(pk=step.pk)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_remove(step))
    audit.record("procurementmethod.step_removed", method, by=by, step=step.code, name=step.name)
    step.delete()


@transaction.atomic
def add_paper(method: Method, said: Mapping[str, Any], *, by: Any) -> Paper:
    """The archive of each purchase by this way has one paper more."""
    method = _locked(method)
    papers = list(method.papers.all())
    refuse_if(rules.why_not_change(by, method) or rules.why_not_keep_paper(papers, "", said))
    place = max((one.position for one in papers), default=0) + 1
    code = _new_code(rules.OWN_PAPER, {one.code for one in papers})
    paper = Paper.objects.create(method=method, position=place, code=code, **said)
    audit.record("procurementmethod.paper_added", method, by=by, paper=code, **said)
    return paper


@transaction.atomic
def change_paper(paper: Paper, said: Mapping[str, Any], *, seen: str, by: Any) -> Paper:
    """The paper is called so, and has to be there then."""
    method = _locked(paper.method)
    paper = method.papers.get(pk=paper.pk)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_seen(paper, rules.PAPER, seen))
    refuse_if(rules.why_not_keep_paper(list(method.papers.all()), paper.code, said))
    refuse_if(rules.why_not_change_paper(paper, said))
    for name in rules.PAPER:
        setattr(paper, name, said[name])
    paper.save(update_fields=list(rules.PAPER))
    audit.record("procurementmethod.paper_set", method, by=by, paper=paper.code, **said)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: Any) -> None:
    method = _locked(paper.method)
    paper = method.papers.get(pk=paper.pk)
    refuse_if(rules.why_not_change(by, method) or rules.why_not_remove_paper(paper))
    audit.record("procurementmethod.paper_removed", method, by=by, paper=paper.code, name=paper.name)
    paper.delete()


def _write(step: Step, steps: Sequence[Step], rule: rules.StepRule, deed: str, by: Any) -> Step:
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


def _new_code(begins: str, used: Collection[str]) -> str:
    return next(code for n in range(1, len(used) + 2) if (code := f"{begins}{n}") not in used)


def _locked(method: Method) -> Method:
    found: Method = Method.objects.select_for_update(of=("self",)).get(pk=method.pk)
    return found
