"""What both years stand on: the organisations, the people, and whom one meets where."""

from __future__ import annotations

from random import Random

from guihua.demo.circles import Circle, Site
from guihua.demo.organisations import Organisation, all_of
from guihua.demo.people import Homes, Person
from guihua.demo.plan import Plan, previous

KINDS = {
    "school": ("学校",),
    "hospital": ("医院", "社区卫生服务中心"),
    "park": ("产业园区",),
    "enterprise": ("企业",),
    "none": (),
}
STAGES = {"小学": (6, 11), "初中": (12, 15), "九年一贯制": (6, 15)}
REACHED = {"hospital": 0.035, "park": 0.03, "enterprise": 0.015}  # of the people
STAFF = 36


class Ground:
    def __init__(self, plan: Plan, chance: Random) -> None:
        self.plan, self.chance = plan, chance
        self.names = dict(plan.communities)
        self.organisations = all_of(plan, chance)
        self.homes = Homes(plan, chance)
        self.people = self.homes.people(list(self.names), plan.scaled(plan.numbers["people"]))
        self.covered = sorted(chance.sample(plan.communities, plan.numbers["community_projects"]))
        self.later = chance.sample(self.covered, len(self.covered) - previous(plan).numbers["community_projects"])
        at_home: dict[str, list[Person]] = {code: [] for code in self.names}
        for person in self.people:
            at_home[person.community].append(person)
        self._communities = {
            code: Site(self.names[code], "community", code, Circle(people, plan.year))
            for code, people in at_home.items()
        }
        self._pupils = self._enrolled()

    def community(self, code: str) -> Site:
        return self._communities[code]

    def of_kind(self, kind: str) -> list[Organisation]:
        return [o for o in self.organisations if o.kind in KINDS[kind] and o.nature != "民办"]

    def site(self, kind: str, seat: Organisation) -> Site:
        staff = self.homes.staff(STAFF)
        if kind == "school":
            circle = Circle(self._pupils[seat.code], self.plan.year, staff=staff)
        else:
            share = max(60, round(len(self.people) * REACHED[kind]))
            circle = Circle(self.chance.sample(self.people, min(share, len(self.people))), self.plan.year, staff=staff)
        return Site(seat.name, kind, seat.community, circle)

    def _enrolled(self) -> dict[str, list[Person]]:
        """Pupils by public school, each at one that takes their age; some helpers among the parents."""
        schools = self.of_kind("school")
        found: dict[str, list[Person]] = {school.code: [] for school in schools}
        for person in self.people:
            age = self.plan.year - person.born
            fitting = [s.code for s in schools if STAGES[s.stage][0] <= age <= STAGES[s.stage][1]]
            if fitting:
                found[self.chance.choice(fitting)].append(person)
            elif person.is_volunteer and schools:
                found[self.chance.choice(schools).code].append(person)
        return found
