"""Rounds of 桂城 with panels whose assessors have handed in their sheets, as results are made of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from guihua.core import audit, clock
from guihua.evaluation import scored
from guihua.evaluation.actions import deciding, improving, publishing, replies, results, sheets
from guihua.evaluation.models import (
    Assessor,
    Criterion,
    Excuse,
    Mark,
    Panel,
    Reply,
    Round,
    RoundProject,
    ScoreSheet,
    Seat,
    SheetState,
    Source,
)
from tests.factories import judging

DUE = date(2099, 3, 31)
FULL = ("8", "7", "65", "20")
# of the rubric's four criteria, what each of three gives: 「目标达成」 comes to 58
PANEL = (("8", "7", "60", "18"), ("7.5", "6", "58", "18"), ("7", "6.5", "56", "18"))


def handed_in(entered: RoundProject, who: str | Assessor, *points: str) -> ScoreSheet:
    """The submitted sheet of an assessor who takes a seat on the project's panel; – abstains, and nothing was not asked."""
    panel, _made = Panel.objects.get_or_create(entered=entered)
    assessor = judging.assessor(f"{who}{entered.pk}") if isinstance(who, str) else who
    seat = Seat.objects.create(panel=panel, assessor=assessor)
    made = ScoreSheet.objects.create(
        entered=entered, source=Source.ASSESSORS, seat=seat, state=SheetState.SUBMITTED, submitted_at=clock.now()
    )
    for criterion, given in zip(scored.criteria_of(scored.rubric_of(made)), points, strict=True):
        if given:
            own = {"is_abstained": True} if given == "–" else {"points": Decimal(given)}
            Mark.objects.create(sheet=made, criterion=criterion, comment=f"{who}的话", **own)
    return made


def officers(entered: RoundProject, *points: str) -> ScoreSheet:
    """The liaison officer's, submitted."""
    return sheets.submit(judging.marked(sheets.begin(entered, by=audit.SYSTEM), *points), by=audit.SYSTEM)


def whole(name: str = "评完轮", *numbers: str, by: Any = audit.SYSTEM, **changes: Any) -> Round:
    """Open, with three assessors' sheets and the officer's of each project: nothing is lacking."""
    one = judging.opened(name, *numbers, by=by, **changes)
    for entered in one.projects.select_related("round"):
        for who, points in zip("甲乙丙", PANEL, strict=True):
            handed_in(entered, who, *points)
        officers(entered, "54", "38")
    return one


def drafted(name: str = "初稿轮", *numbers: str, by: Any = audit.SYSTEM, **changes: Any) -> Round:
    return results.draft(whole(name, *numbers, by=by, **changes), by=by)


def entered_of(one: Round, number: str = "GC-1") -> RoundProject:
    return RoundProject.objects.select_related("round", "project").get(round=one, project__number=number)


def stand() -> None:
    """Rounds with GC-1: a draft, one that its provider replied to, one that was published; and a word of the office about one that has not yet."""
    _alone("初稿轮")
    told = publishing.publish(_alone("公布轮", least=1), by=audit.SYSTEM)
    wanted = "补齐三场活动的签到表"
    improving.ask(entered_of(told), wanted, DUE, criterion=criterion(told, "目标达成"), by=audit.SYSTEM)
    replies.send(entered_of(_alone("回应轮")), "目标达成少算了三场", seen=0, by=audit.SYSTEM)
    one = Round.objects.get(name="又一轮")
    deciding.excuse(entered_of(one), criterion(one, "预算执行"), "left_out", why="没有经费", by=audit.SYSTEM)


def _alone(name: str, **changes: Any) -> Round:
    """A draft by the one assessor whom the pool has anyway."""
    one = judging.opened(name, **changes)
    handed_in(entered_of(one), Assessor.objects.get(name="专家甲"), *PANEL[1])
    officers(entered_of(one), "54", "38")
    return results.draft(one, by=audit.SYSTEM)


def by_name() -> dict[str, int | str]:
    rows = Excuse.objects.select_related("entered__round")
    found: dict[str, int | str] = {f"{one.entered.round.name}-excuse": one.pk for one in rows}
    sent = Reply.objects.select_related("entered__round")
    return found | {f"{one.entered.round.name}-reply": one.pk for one in sent}


def pages() -> list[str]:
    """A result, the results of a round, what it still lacks, and the preview of a project."""
    one, other = Round.objects.get(name="初稿轮"), Round.objects.get(name="又一轮")
    drafts = [f"/rounds/{one.pk}/results/", f"/rounds/projects/{entered_of(one).pk}/result/"]
    drafts += [f"/rounds/{one.pk}/what-if/", f"/rounds/{one.pk}/quality/"]
    replied = Round.objects.get(name="回应轮")
    drafts += [f"/rounds/{replied.pk}/publication/"]
    told = Round.objects.get(name="公布轮")
    drafts += [f"/rounds/{told.pk}/marks/", f"/rounds/projects/{entered_of(told).pk}/report/", "/assessors/inviting/"]
    drafts += [f"/rounds/{told.pk}/improvements/", f"/rounds/projects/{entered_of(told).pk}/improving/"]
    return [*drafts, f"/rounds/{other.pk}/drafting/", f"/rounds/projects/{entered_of(other).pk}/"]


def criterion(one: Round, name: str) -> Criterion:
    return Criterion.objects.get(dimension__rubric__in=[one.rubric_id, one.liaison_rubric_id], name=name)
