"""A demonstration year: every session, the head-counts last, so that the year's person-times come out exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from guihua.demo import campaign, corrections, counting, giving_back, projects, rosters, tours
from guihua.demo import plan as plans
from guihua.demo.corrections import Client
from guihua.demo.duty import Shift, shifts
from guihua.demo.giving_back import Paths
from guihua.demo.ground import Ground
from guihua.demo.held import Year
from guihua.demo.plan import Plan
from guihua.demo.projects import Project
from guihua.demo.sessions import Numbers, Session


@dataclass(frozen=True)
class Told:
    """One year as it is told."""

    plan: Plan
    projects: list[Project]
    sessions: list[Session]
    shifts: list[Shift]


class Programme:
    """A sub-district's two years. Same plan and seed, same programme."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.chance = Random(f"{seed} {plan.code}")  # noqa: S311 - invented people need no secrecy
        self.ground = Ground(plan, self.chance)
        self.contacts = self.ground.homes.staff(len(self.ground.organisations))
        self.layouts = projects.laid_out(plan, self.ground, self.chance)

    def years(self) -> Iterator[Told]:
        """The year before, then the year."""
        paths, kept, clients = Paths(), dict[str, str](), list[Client]()
        for plan in (plans.previous(self.plan), self.plan):
            bought = projects.of_year(plan, self.layouts, self.ground, self.chance, kept)
            clients += corrections.entrants(plan, self.ground.homes, self.chance)
            held = _held(plan, self.ground, bought, clients, paths, self.chance)
            on_duty = sorted(
                shifts(plan, bought, self.chance), key=lambda s: (s.project, s.day, s.start, s.person.phone)
            )
            yield Told(plan, bought, held, on_duty)

    def earlier(self) -> Iterator[tuple[Plan, Project]]:
        """What was bought before there were records. It has its own chance, so that nothing else of the programme moves."""
        chance = Random(f"{self.plan.code} earlier {self.plan.year}")  # noqa: S311 - invented projects need no secrecy
        for plan, count in plans.earlier(self.plan):
            there = projects.bought(plan, self.layouts, self.ground)
            layouts = chance.sample(there, min(count, len(there)))
            layouts.sort(key=there.index)
            for project in projects.of_year(plan, layouts, self.ground, chance, {}):
                yield plan, project


def _held(
    plan: Plan, ground: Ground, bought: list[Project], clients: list[Client], paths: Paths, chance: Random
) -> list[Session]:
    numbers = Numbers()
    beside = [
        *tours.sessions(plan, ground, chance),
        *campaign.sessions(plan, bought, ground, numbers, chance),
        *corrections.sessions(plan, bought, clients, numbers, chance),
    ]
    usual = []
    for run in Year(plan, bought, numbers, chance).runs():
        rosters.fill(run, chance)
        usual += run.sessions
    giving_back.turn(plan, bought, [*beside, *usual], paths, chance)
    given = sum(session.person_times for session in [*beside, *usual])
    open_to_all = [session for session in usual if session.open]
    heads = counting.share_out(
        plan.scaled(plan.numbers["person_times"]) - given,
        [session.open for session in open_to_all],
        [session.room_left for session in open_to_all],
    )
    for session, count in zip(open_to_all, heads, strict=True):
        session.heads = count
    held = [session for session in [*beside, *usual] if session.named or session.heads]
    return sorted(held, key=lambda session: (session.project, session.day, session.start, session.code))
