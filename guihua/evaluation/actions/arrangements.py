"""All panels of a round at once: asked for, solved in the background, and taken where nothing speaks against them any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.core import audit, clock, jobs
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.evaluation import arranging, notices, panel_words, seat_notices
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_policy as policy
from guihua.evaluation.arranging import Load, Standing
from guihua.evaluation.calc.assignment import Clash, NoneInTime, Plan, Problem
from guihua.evaluation.calc.assignment_checks import check
from guihua.evaluation.calc.assignment_solver import solve

WORK = "panels.arrange"
Round = evaluation.Round
Answer = Plan | Clash | NoneInTime


@dataclass(frozen=True)
class Solved:
    """What was asked and what was found, in how many seconds."""

    load: Load
    problem: Problem
    answer: Answer
    seconds: float


@transaction.atomic
def ask(one: Round, load: Load, *, minutes: int, by: Any) -> jobs.Job:
    """Whoever asks for the same round meanwhile waits for the same."""
    refuse_if(policy.why_not_arrange(by, one) or policy.why_not_load(load))
    payload = {"round": one.pk, "least": load.least, "most": load.most, "at_once": load.at_once, "minutes": minutes}
    return jobs.ask(WORK, payload, by=by, subdistrict=one.subdistrict, key=key_of(one))


def key_of(one: Round) -> str:
    return f"{WORK}:{one.pk}"


def arrange_for(running: jobs.Running) -> None:
    """What is written is looked at again under the lock: people change things while the optimiser thinks."""
    given = running.payload
    one = Round.objects.get(pk=given["round"])
    refuse_if(policy.why_not_arrange(running.by, one))
    load = Load(given["least"], given["most"], given["at_once"])
    running.tell("solving")
    wish = _Wish(running.stop_if_wished)
    solved = solve_for(one, load, by=running.by, seconds=60 * given["minutes"], should_stop=wish.is_there)
    wish.heed()
    with running.finishing() as outcome:
        made = take(one, solved, by=running.by)
        outcome |= {"seated": evaluation.Seat.objects.taken().filter(panel__entered__round=one).count()}
        outcome |= {} if made.is_there else {"clashes": len(made.told.get("cheapest", []))}


def solve_for(
    one: Round, load: Load, *, by: Any, seconds: float | None, should_stop: Callable[[], bool] | None = None
) -> Solved:
    """Nothing is written."""
    problem = _problem(one, load, by)
    began = monotonic()
    answer = solve(problem, seconds=seconds, should_stop=should_stop)
    return Solved(load, problem, answer, monotonic() - began)


@transaction.atomic
def take(one: Round, solved: Solved, *, by: Any) -> evaluation.Arrangement:
    """The panels are these from now on; of a clash it is kept which rules it is about. What is fixed or was begun stays.

    Refused where somebody changed meanwhile what the plan was made for.
    """
    one = locked(one)
    refuse_if(policy.why_not_arrange(by, one) or policy.why_not_load(solved.load))
    moved: list[evaluation.Panel] = []
    if isinstance(solved.answer, Plan):
        now = _problem(one, solved.load, by)
        if now.before != solved.problem.before or check(solved.answer, now).breaches:
            raise Refused(Refusal("changed", _("排的时候有人改了评估组、专家或项目，排出来的不合用了。请再排一次。")))
        changed, moved = _seat(one, solved.answer)
        audit.record("panel.arranged", one, by=by, points=solved.answer.objective, changed=changed)
    made = _kept(one, solved, by)
    if by is not audit.SYSTEM:
        notices.scheduled(one, moved, event=f"arranged-{made.pk}")
        if made.is_there:
            seat_notices.arranged(one, event=f"arranged-{made.pk}")
    return made


def locked(one: Round) -> Round:
    """The round, and then its projects, as a sheet is begun under the lock of its project."""
    Round.objects.select_for_update(of=("self",)).only("pk").get(pk=one.pk)
    list(one.projects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return Round.objects.get(pk=one.pk)


def _problem(one: Round, load: Load, by: Any) -> Problem:
    today = None if by is audit.SYSTEM else clock.today()
    return arranging.asked(Standing.of(one), load, today=today)


class _Wish:
    """Whether somebody wants the work to end. The optimiser asks in the middle of its own work, where nothing may be raised."""

    def __init__(self, stop_if_wished: Callable[[], None]) -> None:
        self.stop_if_wished = stop_if_wished
        self.raised: Exception | None = None

    def is_there(self) -> bool:
        try:
            self.stop_if_wished()
        except (jobs.Stopped, jobs.Lost, jobs.GivenBack) as wish:
            self.raised = wish
        return self.raised is not None

    def heed(self) -> None:
        if self.raised is not None:
            raise self.raised


def _seat(one: Round, plan: Plan) -> tuple[dict[str, list[Any]], list[evaluation.Panel]]:
    """Writes what differs; gives of each changed panel its time and who sits on it, and those whose time is another one."""
    standing, changed, moved = Standing.of(one), {}, []
    for entered in one.projects.judged().order_by("project__number"):
        project = entered.project_id
        slot, wanted = plan.slots[project], plan.seats.get(project, ())
        panel = standing.panels.get(project) or evaluation.Panel(entered=entered, revision=0)
        day, half = arranging.when(slot)
        there = {seat.assessor_id: seat for seat in standing.seats.get(project, [])}
        if (panel.day, panel.half) == (day, half) and set(wanted) == there.keys():
            continue
        moved += [panel] if (panel.day, panel.half) != (day, half) else []
        panel.day, panel.half, panel.revision = day, half, panel.revision + 1
        panel.save()
        gone = [seat.pk for person, seat in there.items() if person not in wanted]
        evaluation.Seat.objects.filter(pk__in=gone).delete()
        new = [evaluation.Seat(panel=panel, assessor_id=person) for person in wanted if person not in there]
        evaluation.Seat.objects.bulk_create(new)
        changed[str(project)] = [slot, sorted(wanted, key=str)]
    return changed, moved


def _kept(one: Round, solved: Solved, by: Any) -> evaluation.Arrangement:
    answer, load = solved.answer, solved.load
    found, points, bound, told = evaluation.Found.NONE, 0, 0, {}
    if isinstance(answer, Plan):
        found = evaluation.Found.BEST if answer.proved else evaluation.Found.GOOD
        points, bound = answer.objective, answer.bound
    elif isinstance(answer, Clash):
        found, told = evaluation.Found.CLASH, _told(answer)
    else:
        bound = answer.bound
    made = evaluation.Arrangement.objects.create(
        round=one,
        at=clock.now(),
        by=by,
        least=load.least,
        most=load.most,
        at_once=load.at_once,
        found=found,
        points=points,
        bound=bound,
        milliseconds=round(solved.seconds * 1000),
        told=told,
    )
    audit.record("panel.solved", one, by=by, found=found.value, least=load.least, most=load.most, at_once=load.at_once)
    return made


def _told(answer: Clash) -> dict[str, Any]:
    ways = {code: panel_words.as_rows(those) for code, those in sorted(answer.ways.items())}
    return {"cheapest": panel_words.as_rows(answer.cheapest), "proved": answer.proved, "ways": ways}
