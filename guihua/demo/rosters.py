"""Who comes: nearly the same people to a group, one person to a case, the same homes on a round, and a crowd to an event."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from guihua.demo.circles import with_carers
from guihua.demo.held import Run
from guihua.demo.people import Person
from guihua.demo.sessions import SERVED, VOLUNTEER, WORKER, Session

PRESENT = 0.88  # of a group's members at one of its sessions
GUEST = 0.25
REGULAR = 0.7  # of a weekly gathering's people are its regulars
VISITED = 24  # homes on a site's round, which a run goes through
AMONG_FIRST = 3


def fill(run: Run, chance: Random) -> None:
    """Names who takes part in each session of the run."""
    how = {"个案": _case, "小组": _group, "探访": _round}.get(run.kind.form, _gathering)
    how(run, chance)
    for session in run.sessions:
        _with_help(run, session, chance)


def _case(run: Run, chance: Random) -> None:
    """One person, met again and again."""
    group = run.site.circle.groups[run.kind.who]
    if not group:
        return
    person = chance.choice(group)
    for session in run.sessions:
        session.named[person] = SERVED


def _group(run: Run, chance: Random) -> None:
    roster = _some(run, chance)
    for session in run.sessions:
        present = [person for person in roster if chance.random() < PRESENT]
        if chance.random() < GUEST:
            present += run.site.circle.come(_kin(run), 1, chance, besides=roster)
        _seat(session, present or roster)


def _round(run: Run, chance: Random) -> None:
    """The site's round of homes: the oldest first, the same ones again."""
    homes = sorted(run.site.circle.groups[run.kind.who][: VISITED * AMONG_FIRST], key=lambda person: person.born)[
        :VISITED
    ]
    for session in run.sessions:
        count = min(chance.randint(*run.kind.come), len(homes))
        first = chance.randrange(len(homes)) if homes else 0
        _seat(session, (homes * 2)[first : first + count])


def _gathering(run: Run, chance: Random) -> None:
    regulars = _some(run, chance) if len(run.sessions) > 1 else []
    for session in run.sessions:
        there = [person for person in regulars if chance.random() < REGULAR]
        wanted = max(0, chance.randint(*run.kind.come) - len(there))
        new = run.site.circle.come(run.kind.who, wanted, chance, besides=regulars)
        _seat(session, [*there, *(with_carers(new) if run.kind.who == "families" else new)])


def _some(run: Run, chance: Random) -> list[Person]:
    low, high = run.kind.come
    if run.kind.who == "families":
        return with_carers(run.site.circle.come("families", chance.randint(low, high) // 2 + 1, chance))
    return run.site.circle.come(run.kind.who, chance.randint(low, high), chance)


def _kin(run: Run) -> str:
    return "pupils" if run.kind.who == "families" else run.kind.who


def _seat(session: Session, people: Iterable[Person]) -> None:
    """In the order in which they came, as far as the room holds them; two places are kept for staff."""
    for person in people:
        if session.room_left > 2:
            session.named[person] = SERVED


def _with_help(run: Run, session: Session, chance: Random) -> None:
    for person in run.site.circle.help(chance.randint(*run.kind.help), chance):
        if session.room_left > 1:
            session.named.setdefault(person, VOLUNTEER)
    for person in chance.sample(run.project.layout.staff, 2 if run.kind.open and session.open > run.kind.open else 1):
        if session.room_left or run.kind.form == "个案":
            session.named.setdefault(person, WORKER)
