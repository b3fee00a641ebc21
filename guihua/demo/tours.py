"""The office's day tours: Saturdays in the fine months, with stops worth seeing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from guihua.demo import counting, texts
from guihua.demo.almanac import is_festive
from guihua.demo.ground import Ground
from guihua.demo.people import GROWN
from guihua.demo.plan import Plan
from guihua.demo.sessions import OFFICE, SERVED, VOLUNTEER, Session

SATURDAY = 5
TOUR_MONTHS = [5, 6, 9, 11]
TOUR = ("一日游", "T", "08:30", 510)
SEATS = 53  # of a coach


def sessions(plan: Plan, ground: Ground, chance: Random) -> Iterator[Session]:
    """As many as planned; places are signed up for, so that everybody is named."""
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
