"""A community's secretary writes its plan and submits it; the office accepts it or sends it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import notices
from guihua.commissioning import plan_policy as policy
from guihua.commissioning.actions import search_texts
from guihua.core import audit, clock, history, lifecycle
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory

Need = commissioning.Need
Plan = commissioning.CommunityPlan
State = commissioning.PlanState
WRITTEN = ("title", "about", "people", "evidence", "domain_id")  # what a need says


@transaction.atomic
def add(community: directory.Community, year: int, values: Mapping[str, Any], *, by: Any) -> Need:
    """One more need, after the others; the first one begins the plan. `values` by column."""
    plan = _begun(community, year)
    refuse_if(policy.why_not_add(by, plan))
    need = _add(plan, values, by)
    if need.came_later:
        notices.need_came_later(need)
    return need


@transaction.atomic
def change(need: Need, changes: Mapping[str, Any], *, seen: int, by: Any) -> bool:
    """Whether it says anything else from now on. `changes` by column; `seen` is the version that the editor saw.

    Raises history.Clashed where somebody else changed the same fields since.
    """
    need = _held(need)
    refuse_if(policy.why_not_change(by, need))
    history.refuse_clash(need, changes, seen=seen)
    before = _said(need)
    different = {name: value for name, value in changes.items() if before[name] != value}
    if not different:
        return False
    for name, value in different.items():
        setattr(need, name, value)
    need.save(update_fields=list(different))
    history.record(Need, [need.pk], by=by)
    search_texts.keep(need)
    audit.record("need.changed", need, by=by, title=need.title, changed=sorted(different))
    return True


@transaction.atomic
def advance(need: Need, *, by: Any) -> bool:
    """Whether it comes before the one that stood above it from now on."""
    need = _held(need)
    refuse_if(policy.why_not_change(by, need))
    above = need.plan.needs.filter(position__lt=need.position).order_by("position").last()
    if above is None:
        return False
    refuse_if(policy.why_not_change(by, above))
    higher, lower = above.position, need.position
    for one, position in ((need, 0), (above, lower), (need, higher)):  # two never stand at one place
        Need.objects.filter(pk=one.pk).update(position=position)
    audit.record("need.advanced", need, by=by, title=need.title, before=above.title)
    return True


@transaction.atomic
def remove(need: Need, *, by: Any) -> None:
    need = _held(need)
    refuse_if(policy.why_not_remove(by, need))
    history.record(Need, [need.pk], by=by, did=history.Did.REMOVED)
    search_texts.forget(Need, [need.pk])
    audit.record("need.removed", need, by=by, title=need.title)
    need.delete()


@transaction.atomic
def carry_over(community: directory.Community, year: int, *, by: Any) -> int:
    """What nobody answered the year before is needed again; how many that were. What was carried over before is not again."""
    plan = _begun(community, year)
    refuse_if(policy.why_not_carry_over(by, plan))
    unmet = list(Need.objects.to_carry_over(community, year))
    for one in unmet:
        _add(plan, _said(one), by, carried_from=one)
    return len(unmet)


@transaction.atomic
def submit(plan: Plan, *, by: Any) -> Plan:
    """The office has it before it from now on, and nobody changes it until the office has answered."""
    plan = _locked(plan)
    refuse_if(policy.why_not_submit(by, plan))
    _write(plan, submitted_at=clock.now(), submitted_by=by, decided_at=None, decided_by=None, why="")
    lifecycle.move(plan, State.SUBMITTED, by=by)
    notices.plan_submitted(plan)
    return plan


@transaction.atomic
def accept(plan: Plan, *, by: Any) -> Plan:
    """Its needs stay as they are from now on."""
    return _decide(plan, State.ACCEPTED, "", by)


@transaction.atomic
def send_back(plan: Plan, *, why: str, by: Any) -> Plan:
    """It is a draft again, for a reason."""
    return _decide(plan, State.DRAFT, why, by)


def _decide(plan: Plan, to: str, why: str, by: Any) -> Plan:
    plan = _locked(plan)
    refuse_if(policy.why_not_decide(by, plan))
    _write(plan, decided_at=clock.now(), decided_by=by, why=why)
    lifecycle.move(plan, to, by=by, why=why)
    notices.plan_decided(plan)
    return plan


def _begun(community: directory.Community, year: int) -> Plan:
    """The plan, held; begun where nobody has."""
    subdistrict = {"subdistrict_id": community.subdistrict_id}
    plan, _made = Plan.objects.get_or_create(community=community, year=year, defaults=subdistrict)
    return _locked(plan)


def _locked(plan: Plan) -> Plan:
    held: Plan = Plan.objects.select_for_update(of=("self",)).select_related("community").get(pk=plan.pk)
    return held


def _held(need: Need) -> Need:
    """The need as it is now, with its plan held: whatever is done to a plan's needs is done one after another."""
    plan = _locked(need.plan)
    found = Need.objects.filter(pk=need.pk).first()
    if found is None:
        raise Refused(Refusal("removed", _("这条需求刚刚被删除了。")))
    found.plan = plan
    return found


def _add(plan: Plan, values: Mapping[str, Any], by: Any, carried_from: Need | None = None) -> Need:
    last = plan.needs.aggregate(last=Max("position", default=0))["last"]
    need = Need.objects.create(
        subdistrict_id=plan.subdistrict_id,
        plan=plan,
        position=last + 1,
        came_later=plan.state == State.ACCEPTED,
        carried_from=carried_from,
        added_at=clock.now(),
        added_by=by,
        **values,
    )
    history.record(Need, [need.pk], by=by, did=history.Did.ADDED)
    search_texts.keep(need)
    audit.record("need.added", need, by=by, title=need.title, year=plan.year, came_later=need.came_later)
    return need


def _said(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in WRITTEN}


def _write(plan: Plan, **values: Any) -> None:
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))
