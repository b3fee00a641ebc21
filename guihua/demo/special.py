"""What is held beside the projects' own work: the office's day tours, and the corrections project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from guihua.demo import counting, texts
from guihua.demo.almanac import Almanac, is_festive
from guihua.demo.ground import Ground
from guihua.demo.people import GROWN, Person
from guihua.demo.plan import Plan
from guihua.demo.projects import CORRECTIONS, Project
from guihua.demo.sessions import OFFICE, SERVED, VOLUNTEER, Numbers, Session, kind_of

SATURDAY = 5
TOUR_MONTHS = [5, 6, 9, 11]
TOUR = ("一日游", "T", "08:30", 510)
SEATS = 53  # of a coach
AN_HOUR, SHORTEST, LONGEST = 60, 30, 90  # minutes of a meeting; of talks, which even out the sum


def tours(plan: Plan, ground: Ground, chance: Random) -> Iterator[Session]:
    """Saturdays in the fine months; the places are signed up for, so that everybody is named."""
    numbers, words = plan.numbers["tours"], texts.load("activities")["office"]
    shares = [chance.uniform(0.9, 1.1) for _ in range(numbers["sessions"])]
    everybody = [person for person in ground.people if plan.year - person.born >= GROWN]
    form, letters, start, minutes = TOUR
    for n, count in enumerate(counting.split(numbers["person_times"], shares)):
        month = TOUR_MONTHS[n % len(TOUR_MONTHS)]
        days = [date(plan.year, month, day) for day in range(1, 29)]
        day = chance.choice([day for day in days if day.weekday() == SATURDAY and not is_festive(day)])
        theme, stops = (words[name][n % len(words[name])] for name in ("tours", "stops"))
        session = Session(OFFICE, theme, form, "", f"{letters}{n + 1:02d}", day, start, minutes, "", stops, SEATS)
        people = chance.sample([person for person in everybody if not person.is_volunteer], count)
        helpers = chance.sample([person for person in everybody if person.is_volunteer], 2)
        session.named = dict.fromkeys(people, SERVED) | dict.fromkeys(helpers, VOLUNTEER)
        yield session


def corrections(
    plan: Plan, projects: list[Project], clients: list[Person], numbers: Numbers, chance: Random
) -> list[Session]:
    """Each person is met about once a month from their day of entry on; person-times and minutes come out exactly."""
    rules = plan.numbers["corrections"]
    project = next(project for project in projects if project.layout.domain == CORRECTIONS)
    almanac = Almanac.of(plan)
    words = texts.load("activities")["corrections"]
    left, found = plan.scaled(rules["person_times"]), []
    entered = {person: date(plan.year, 1, 1) + timedelta(days=chance.randrange(-200, 330)) for person in clients}
    while left:
        what = chance.choices(["talk", "group", "work"], [86, 9, 5])[0]
        day = almanac.pick("staff", "", chance)
        there = [person for person in clients if entered[person] <= day] or clients
        wanted = 1 if what == "talk" else chance.randint(7, 15)
        came = chance.sample(there, min(left, wanted, len(there)))
        left -= len(came)
        found.append(_meeting(project, words[what], what, day, came, numbers, chance))
    _even_out(found, plan.scaled(rules["minutes"]), chance)
    return found


def _meeting(
    project: Project, words: list[object], what: str, day: date, came: list[Person], numbers: Numbers, chance: Random
) -> Session:
    form, names = words
    kind = kind_of({"form": form, "who": "staff", "names": names})
    place, holds = texts.load("places")["elsewhere"][f"justice_{what}"]
    start = chance.choice(["09:00", "09:30", "10:30", "14:30", "15:30"])
    session = Session(
        project.number, chance.choice(kind.names), kind.form, "", numbers.next(project, kind.letters), day, start,
        AN_HOUR, "", place, holds,
    )  # fmt: skip
    session.named = dict.fromkeys(came, SERVED)
    return session


def _even_out(sessions: list[Session], wanted: int, chance: Random) -> None:
    """Lengthens and shortens talks by five minutes until the minutes of all who came are those of the plan."""
    talks = [session for session in sessions if len(session.named) == 1]
    over = sum(session.minutes * len(session.named) for session in sessions) - wanted
    for talk in talks:
        talk.minutes += (step := chance.choice([-10, -5, 0, 5, 10]))
        over += step
    while over:
        talk = chance.choice(talks)
        step = max(-5, min(5, over))
        if SHORTEST <= talk.minutes - step <= LONGEST:
            talk.minutes -= step
            over -= step
