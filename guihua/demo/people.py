"""Invented people as they live: in homes, with names of their generation, phones shared in the family.

Nobody else's: the phones lie in ranges that no carrier was given, and the ID numbers pair a birthday with an area code
that was not given out to that age.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from stdnum.cn import ric

from guihua.demo import texts
from guihua.demo.plan import Plan
from guihua.demo.texts import Wheel

SEGMENTS = ["54", "60", "61", "63", "64", "68", "69"]
SCATTER = 61_803_399  # no factor of ten in it: every number comes once
ELDER, GROWN, SCHOOL = 60, 18, 6  # years of age from which one is that
SINCE_2002, BEFORE_1992 = "440605", "440622"


@dataclass(slots=True, eq=False)
class Person:
    surname: str
    given: str
    phone: str  # empty: known by the ID number
    id_number: str
    born: int
    is_woman: bool
    community: str
    is_newcomer: bool = False
    is_volunteer: bool = False  # helps, and is not among those served
    carer: Person | None = field(default=None, repr=False)  # who comes along with a child

    @property
    def name(self) -> str:
        return self.surname + self.given


class Homes:
    """People of a sub-district, home after home."""

    def __init__(self, plan: Plan, chance: Random) -> None:
        self.year, self.chance = plan.year, chance
        self.words = texts.load("names")
        self.kinds = Wheel(self.words["homes"].items())
        self.surnames = {who: Wheel(names) for who, names in self.words["surnames"].items()}
        self.habits: dict[str, int] = self.words["habits"]
        self.numbers = count(int(plan.code[-3:]) * 1_000_000 + 2718)

    def people(self, places: list[str], wanted: int) -> list[Person]:
        """About so many, spread over the communities."""
        found: list[Person] = []
        weights = [self.chance.uniform(0.5, 1.5) for _ in places]
        for place in self._places(places, weights):
            found += self._home(place)
            if len(found) >= wanted:
                return found
        return found

    def staff(self, wanted: int) -> list[Person]:
        """Social workers and others who are met by name and phone."""
        return [
            self._grown(self._surname(False), "", self._year(24, 46), self.chance.random() < 0.8) for _ in range(wanted)
        ]

    def clients(self, wanted: int) -> list[Person]:
        found = [
            self._grown(self._surname(False), "", self._year(19, 66), self.chance.random() < 0.2) for _ in range(wanted)
        ]
        for person in found:
            person.id_number = self._id_number(person.born, person.is_woman)
        return found

    def _places(self, places: list[str], weights: list[float]) -> Iterator[str]:
        while True:
            yield from self.chance.choices(places, weights, k=len(places))

    def _home(self, place: str) -> list[Person]:
        kind = self.kinds.spin(self.chance)
        home: list[Person] = getattr(self, f"_{kind}")(place)
        self._distinguish(home)
        for person in home:
            if not person.phone or self.chance.randrange(100) < self.habits["brings_id_number"]:
                person.id_number = self._id_number(person.born, person.is_woman)
            if self.year - person.born >= GROWN and self.chance.randrange(100) < self.habits["volunteers"]:
                person.is_volunteer = True
        return home

    def _elder_couple(self, place: str) -> list[Person]:
        born = self._year(ELDER, 90)
        man = self._elder(place, born, False)
        return [man, self._elder(place, born + self.chance.randint(-1, 5), True, family=man.phone)]

    def _elder_alone(self, place: str) -> list[Person]:
        return [self._elder(place, self._year(66, 94), self.chance.random() < 0.7)]

    def _parents_and_children(self, place: str, *, is_newcomer: bool = False) -> list[Person]:
        surname, born = self._surname(is_newcomer), self._year(29, 46)
        father = self._grown(surname, place, born, False, is_newcomer)
        mother = self._grown(self._surname(is_newcomer), place, born + self.chance.randint(0, 5), True, is_newcomer)
        children = [
            self._child(surname, place, mother if self.chance.random() < 0.76 else father)
            for _ in range(self.chance.choice([1, 1, 1, 2, 2]))
        ]
        return [father, mother, *children]

    def _three_generations(self, place: str) -> list[Person]:
        home = self._parents_and_children(place)
        born, woman = home[0].born - self.chance.randint(24, 32), self.chance.random() < 0.65
        surname = self._surname(False) if woman else home[0].surname
        elder = self._elder(place, min(born, self.year - ELDER), woman, family=home[1].phone, surname=surname)
        for child in home[2:]:
            if self.chance.random() < 0.25:
                child.carer = elder
        return [*home, elder]

    def _couple(self, place: str) -> list[Person]:
        born = self._year(24, 58)
        return [self._grown(self._surname(False), place, born + n, bool(n)) for n in range(2)]

    def _newcomer_family(self, place: str) -> list[Person]:
        return self._parents_and_children(place, is_newcomer=True)

    def _newcomer_alone(self, place: str) -> list[Person]:
        return [self._grown(self._surname(True), place, self._year(19, 45), self.chance.random() < 0.45, True)]

    def _elder(self, place: str, born: int, is_woman: bool, *, family: str = "", surname: str = "") -> Person:
        roll = self.chance.randrange(100)
        alone, shared = self.habits["elder_without_phone"], self.habits["elder_on_family_phone"]
        phone = "" if roll < alone else family if family and roll < alone + shared else self._phone()
        return Person(surname or self._surname(False), self._given(is_woman, "elder"), phone, "", born, is_woman, place)

    def _grown(self, surname: str, place: str, born: int, is_woman: bool, is_newcomer: bool = False) -> Person:
        given = self._given(is_woman, "adult")
        return Person(surname, given, self._phone(), "", born, is_woman, place, is_newcomer)

    def _child(self, surname: str, place: str, carer: Person) -> Person:
        is_girl = self.chance.random() < 0.48
        born = max(self._year(1, 15), carer.born + 18)
        given = self._given(is_girl, "child")
        return Person(surname, given, carer.phone, "", born, is_girl, place, carer.is_newcomer, carer=carer)

    def _distinguish(self, home: list[Person]) -> None:
        """In a home nobody bears another's name."""
        taken: set[str] = set()
        for person in home:
            age = self.year - person.born
            while person.name in taken:
                cohort = "elder" if age >= ELDER else "adult" if age >= GROWN else "child"
                person.given = self._given(person.is_woman, cohort)
            taken.add(person.name)

    def _year(self, youngest: int, oldest: int) -> int:
        return self.year - self.chance.randint(youngest, oldest)

    def _surname(self, is_newcomer: bool) -> str:
        return str(self.surnames["newcomers" if is_newcomer else "local"].spin(self.chance))

    def _given(self, is_woman: bool, cohort: str) -> str:
        return str(self.chance.choice(self.words["women" if is_woman else "men"][cohort]))

    def _phone(self) -> str:
        number = next(self.numbers)
        return f"1{SEGMENTS[number % len(SEGMENTS)]}{number * SCATTER % 10**8:08d}"

    def _id_number(self, born: int, is_woman: bool) -> str:
        order = self.chance.randrange(500) * 2 + (0 if is_woman else 1)
        day = f"{self.chance.randint(1, 12):02d}{self.chance.randint(1, 28):02d}"
        body = f"{SINCE_2002 if self.year - born >= 21 else BEFORE_1992}{born}{day}{order:03d}"
        return body + str(ric.calc_check_digit(body + "0"))
