"""What an assessor has before them: the projects on whose panels they sit, by half a day, with how far their sheet is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from guihua.core.wording import listed
from guihua.evaluation import looking, moderating
from guihua.evaluation import models as evaluation
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.models import Expertise, Seat


@dataclass(frozen=True)
class Visit:
    """One project of theirs. `asked`: how many criteria; `done`: how many of them they have marked. `may_score`: still."""

    seat: Seat
    sheet: evaluation.ScoreSheet | None
    done: int
    asked: int
    may_score: bool

    @property
    def panel(self) -> evaluation.Panel:
        return self.seat.panel

    @property
    def project(self) -> Any:
        return self.seat.panel.entered.project

    @property
    def places(self) -> str:
        return listed([one.name for one in self.project.communities.all()])

    @property
    def is_done(self) -> bool:
        return self.sheet is not None and not self.sheet.is_draft


@dataclass(frozen=True)
class HalfDay:
    """When they go from one to the next; `day` is None of those for which no time was found yet."""

    round: evaluation.Round
    day: Any
    half: str
    visits: list[Visit]

    @property
    def part(self) -> str:
        return str(evaluation.Half(self.half).label) if self.half else ""


def half_days(user: Any) -> list[HalfDay]:
    """Of all rounds that go on, the last one first, then in the order of the days; without a time at the end."""
    found = sorted(_visits(user), key=_when)
    return [HalfDay(visits[0].panel.entered.round, day, half, visits) for (_one, day, half), visits in _grouped(found)]


def earlier(user: Any) -> list[evaluation.ScoreSheet]:
    """The sheets that they handed in for rounds that came to results, the last one first."""
    own = evaluation.ScoreSheet.objects.submitted().filter(seat__in=Seat.objects.held_by(user))
    closed = own.exclude(entered__round__state=evaluation.RoundState.OPEN).select_related("entered__project")
    return list(closed.select_related("entered__round").order_by("-entered__round", "entered__project__number"))


def talks(user: Any) -> list[tuple[evaluation.RoundProject, int]]:
    """The projects of which their panel has still something to talk over, each with how many criteria."""
    seats = Seat.objects.to_score(user).order_by().values("panel__entered")
    found = moderating.waiting(evaluation.RoundProject.objects.filter(pk__in=seats))
    return [(entered, len(list(those))) for entered, those in groupby(found, lambda one: one.entered)]


def looks(user: Any) -> list[tuple[evaluation.SecondLook, int]]:
    """At what they are asked to look again, and have not, each with at how many criteria."""
    rows = evaluation.SecondLook.objects.to_do(user).with_all_that_it_asks().order_by("pk")
    return [(one, len(looking.asked_of(one))) for one in rows]


def _grouped(found: list[Visit]) -> Iterator[tuple[Any, list[Visit]]]:
    keys = groupby(found, lambda one: (one.panel.entered.round_id, one.panel.day, one.panel.half))
    return ((key, list(visits)) for key, visits in keys)


def _when(one: Visit) -> tuple[Any, ...]:
    panel = one.panel
    return (-panel.entered.round_id, panel.day is None, str(panel.day), panel.half, one.project.number)


def _visits(user: Any) -> Iterator[Visit]:
    rows = list(Seat.objects.to_score(user).select_related(
        "assessor", "panel__entered__round", "panel__entered__project__provider"
    ).prefetch_related("panel__entered__project__communities"))  # fmt: skip
    sheets = {
        one.seat_id: one for one in evaluation.ScoreSheet.objects.filter(seat__in=rows).with_counts().order_by("pk")
    }
    counts = _asked({one.panel.entered.round.rubric_id for one in rows})
    for seat in rows:
        entered, sheet = seat.panel.entered, sheets.get(seat.pk)
        asked = sum(n for kind, n in counts.get(entered.round.rubric_id, {}).items() if seat.assessor.knows(kind))
        may_score = policy.why_not_judge(user, entered, seat) is None
        yield Visit(seat, sheet, min(getattr(sheet, "done", 0), asked), asked, may_score)


def _asked(rubrics: set[Any]) -> dict[Any, Counter[str]]:
    """By rubric, how many criteria ask for which expertise."""
    found: dict[Any, Counter[str]] = {}
    rows = evaluation.Criterion.objects.filter(dimension__rubric__in=rubrics).order_by()
    for rubric, kind in rows.values_list("dimension__rubric", "expertise"):
        found.setdefault(rubric, Counter())[Expertise(kind)] += 1
    return found
