"""One panel by hand: when and how it meets, who sits on it, who leaves it and why. Every rule is looked at again each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.core.wording import as_recorded
from guihua.evaluation import arranging, notices, seat_notices
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_policy as policy
from guihua.evaluation.arranging import Standing
from guihua.evaluation.calc.assignment_checks import Change, cost_of_change
from guihua.evaluation.panel_words import Names
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import MeetingSaid

Panel = evaluation.Panel
Seat = evaluation.Seat


@transaction.atomic
def set_ways(one: evaluation.Round, ways: Mapping[int, str], *, by: Any) -> int:
    """How the panels of these projects meet them, by project; before anybody sits on them, too. Returns how many changed."""
    evaluation.Round.objects.select_for_update(of=("self",)).only("pk").get(pk=one.pk)
    changed, moved = {}, []
    for entered in one.projects.judged().select_related("round", "panel").order_by("project__number"):
        refuse_if(policy.why_not_change(by, entered))
        panel = getattr(entered, "panel", None) or Panel(entered=entered, revision=0, meeting="")
        wanted = ways.get(entered.project_id, panel.meeting)
        if wanted and wanted != panel.meeting:
            panel.meeting, panel.revision = wanted, panel.revision + 1
            panel.save()
            changed[str(entered.project_id)] = wanted
            moved += [panel] if panel.day else []
    if changed:
        row = audit.record("panel.ways_set", one, by=by, changed=changed)
        if by is not audit.SYSTEM:
            notices.scheduled(one, moved, event=f"ways-{row.pk}")
    return len(changed)


@transaction.atomic
def meet(panel: Panel, told: MeetingSaid, *, seen: int, why: str = "", by: Any) -> Panel:
    """It meets then and so. `why`: where that breaks a rule which may be broken. `seen`: the revision that the editor saw."""
    panel = _locked(panel.pk)
    entered = panel.entered
    refuse_if(policy.why_not_change(by, entered) or why_not_seen(panel.revision, seen))
    refuse_if(policy.why_not_meet(entered, told.day, told.half))
    if told.day and (told.day, told.half) != (panel.day, panel.half):
        slot = arranging.slot_of(told.day, told.half)
        _look(entered.round, why, also=[slot], slots={entered.project_id: slot})
    before = (panel.day, panel.half, panel.meeting)
    for name, value in vars(told).items():
        setattr(panel, name, value)
    _save(panel)
    if (panel.day, panel.half, panel.meeting) != before and by is not audit.SYSTEM:
        notices.scheduled(entered.round, [panel], event=f"panel-{panel.pk}-{panel.revision}")
        seat_notices.moved(panel)
    when = arranging.slot_of(told.day, told.half) if told.day else ""
    details = {"slot": when, "meeting": told.meeting, "is_fixed": told.is_fixed, "why": why}
    audit.record("panel.met", entered.round, by=by, project=entered.project_id, **details)
    return panel


@transaction.atomic
def seat(
    panel: Panel, assessor: evaluation.Assessor, *, seen: int, instead: Seat | None = None, why: str = "", by: Any
) -> Seat:
    """Somebody sits on it, on an empty seat or instead of somebody, who then was never on it but for a sheet that was begun."""
    panel = _locked(panel.pk)
    entered = panel.entered
    instead = panel.seats.get(pk=instead.pk) if instead else None
    refuse_if(policy.why_not_change(by, entered) or why_not_seen(panel.revision, seen))
    refuse_if(policy.why_not_seat(panel, assessor, instead))
    there = [one.assessor_id for one in panel.seats.taken() if instead is None or one.pk != instead.pk]
    _look(entered.round, why, seats={entered.project_id: (*there, assessor.pk)})
    if instead:
        _take_away(instead, why or as_recorded(_("换了别的专家")))
    made, _is_new = Seat.objects.update_or_create(
        panel=panel, assessor=assessor, defaults={"left_at": None, "left_why": ""}
    )
    _save(panel)
    gone = instead.assessor_id if instead else None
    if by is not audit.SYSTEM:
        _tell(made, gone)
    audit.record(
        "panel.seated", entered.round, by=by, project=entered.project_id, assessor=assessor.pk, instead=gone, why=why
    )
    return made


@transaction.atomic
def leave(seat: Seat, *, why: str, by: Any) -> Seat:
    """Their seat is empty from now on; that they had it, and why they left, stays on file."""
    panel = _locked(seat.panel_id)
    seat = panel.seats.get(pk=seat.pk)
    refuse_if(policy.why_not_free(by, panel.entered) or policy.why_not_leave(seat))
    seat.left_at, seat.left_why, seat.is_fixed = clock.now(), why, False
    seat.save(update_fields=["left_at", "left_why", "is_fixed"])
    _save(panel)
    entered = panel.entered
    if by is not audit.SYSTEM:
        seat_notices.taken(seat.assessor_id, panel)
    audit.record("panel.left", entered.round, by=by, project=entered.project_id, assessor=seat.assessor_id, why=why)
    return seat


@transaction.atomic
def fix(seat: Seat, *, is_fixed: bool, by: Any) -> Seat:
    """Whether it stays when panels are arranged again."""
    panel = _locked(seat.panel_id)
    seat = panel.seats.get(pk=seat.pk)
    refuse_if(policy.why_not_change(by, panel.entered) or policy.why_not_leave(seat))
    seat.is_fixed = is_fixed
    seat.save(update_fields=["is_fixed"])
    details = {"assessor": seat.assessor_id, "is_fixed": is_fixed}
    audit.record("panel.fixed", panel.entered.round, by=by, project=panel.entered.project_id, **details)
    return seat


def _locked(pk: int) -> Panel:
    """Under the lock of its round: what it costs and breaks depends on all the others."""
    round_of = Panel.objects.values_list("entered__round", flat=True).get(pk=pk)
    evaluation.Round.objects.select_for_update(of=("self",)).only("pk").get(pk=round_of)
    entered = Panel.objects.values_list("entered", flat=True).get(pk=pk)
    evaluation.RoundProject.objects.select_for_update(of=("self",)).only("pk").get(pk=entered)
    return Panel.objects.select_related("entered__round", "entered__project").get(pk=pk)


def _look(one: evaluation.Round, why: str, *, also: Any = (), **changes: Any) -> Change:
    """Refused where the change breaks a rule that was kept, and no reason is given or none would do."""
    standing = Standing.of(one)
    problem = arranging.problem_of(standing, arranging.suggested(one), also=also)
    change = cost_of_change(problem, standing.now, **changes)
    refuse_if(policy.why_not_change_so(change, Names.of(one).breaches(change.worse), why))
    return change


def _tell(made: Seat, gone: int | None) -> None:
    seat_notices.given(made)
    if gone:
        seat_notices.taken(gone, made.panel)


def _take_away(seat: Seat, why: str) -> None:
    """Whose sheet was begun leaves with the reason; anybody else never sat there."""
    if evaluation.ScoreSheet.objects.filter(seat=seat).exists():
        seat.left_at, seat.left_why, seat.is_fixed = clock.now(), why, False
        seat.save(update_fields=["left_at", "left_why", "is_fixed"])
    else:
        seat.delete()


def _save(panel: Panel) -> None:
    panel.revision += 1
    panel.save()
