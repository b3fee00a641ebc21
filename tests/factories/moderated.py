"""A round of 桂城 whose panel has something to talk over, as 「专家甲」 and 「专家乙」 see 「目标达成」 far apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from guihua.core import audit
from guihua.evaluation.actions import moderations
from guihua.evaluation.models import Assessor, MarkChange, Round, ScoreSheet
from guihua.evaluation.said import MarkSaid
from tests.factories import judged, judging

APART = (("8", "7", "60", "18"), ("8", "7", "30", ""))  # of 「目标达成」 half a panel gives 60 of 65, the other half 30


def apart(name: str = "合议轮", *numbers: str, who: tuple[Any, Any] = ("甲", "乙"), **changes: Any) -> Round:
    """Nothing is lacking but a talk about 「目标达成」 of each project."""
    one = judging.opened(name, *numbers, **changes)
    for entered in one.projects.select_related("round"):
        for assessor, points in zip(who, APART, strict=True):
            judged.handed_in(entered, assessor, *points)
        judged.officers(entered, "54", "38")
    return one


def sheet(one: Round, who: str) -> ScoreSheet:
    """Of the assessor whose name begins so."""
    return ScoreSheet.objects.get(entered__round=one, seat__assessor__name__startswith=who)


def changed(
    one: Round, who: str, points: str, *, why: str = "听了大家的意见", of: str = "目标达成", by: Any = audit.SYSTEM
) -> MarkChange:
    own = sheet(one, who)
    criterion = judged.criterion(one, of)
    now = MarkSaid(Decimal(points), comment="合议以后")
    return moderations.change(own, criterion, now, why=why, seen=own.revision, by=by)


def noted(one: Round, outcome: str = "看法不同，各有道理", *, of: str = "目标达成", by: Any = audit.SYSTEM) -> None:
    moderations.note(judged.entered_of(one), judged.criterion(one, of), outcome, by=by)


def stand() -> None:
    people = {each.name: each for each in Assessor.objects.filter(name__in=["专家甲", "专家乙"])}
    one = apart(who=(people["专家甲"], people["专家乙"]))
    judging.declared(one, people["专家乙"])
    changed(one, "专家乙", "35")
    judging.reported(one, "制度汇编有三册", "目录和实物都对得上", "月报里有")


def pages() -> list[str]:
    one = Round.objects.get(name="合议轮")
    return [f"/rounds/{one.pk}/moderations/", f"/rounds/projects/{judged.entered_of(one).pk}/moderation/"]
