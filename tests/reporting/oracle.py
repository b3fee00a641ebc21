"""The account counted once more, by another way: plain loops over plain rows of the database, straight from the words of
the promised interface. It shares nothing with the facts, the engine or the product's arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from guihua.commissioning.models import Campaign, Project
from guihua.delivery.models import Attendance, Codename, DutyShift, Session
from guihua.directory.models import Community, Organisation, Person

OFFICE, UNSTATED = "街道主办", "未注明"
WHOLE = (1, 1), (12, 31)


def decimals(value: Any, places: str) -> str:
    return str(Decimal(value).quantize(Decimal(places), ROUND_HALF_UP))


def hours(minutes: int) -> str:
    return decimals(Decimal(minutes) / 60, "0.1")


def who_in_the_end(model: Any) -> dict[int, int]:
    """Each person by the one that they turned out to be."""
    other = dict(model.objects.values_list("pk", "merged_into"))

    def end(pk: int) -> int:
        return pk if other[pk] is None else end(other[pk])

    return {pk: end(pk) for pk in other}


class Records:
    """What the database holds of a sub-district, row by row."""

    def __init__(self, place: Any) -> None:
        names = ("pk", "number", "year__year", "domain__name", "domain__code", "provider__credit_code", "amount_fen")
        self.projects = list(Project.objects.filter(subdistrict=place).values(*names))
        self.communities = list(Community.objects.filter(subdistrict=place).values_list("code", flat=True))
        self.campaigns = list(Campaign.objects.filter(subdistrict=place).values_list("code", flat=True))
        self.public = set(Organisation.objects.filter(subdistrict=place, school_nature="public").values_list("pk"))
        self.stationed = self._stations(place)
        self.sessions = {s["pk"]: s for s in Session.objects.filter(subdistrict=place).values(
            "pk", "day", "starts_at", "minutes", "project", "community__code", "activity__form",
            "activity__campaign__code")}  # fmt: skip
        self.attendances = self._attendances(place)
        self.shifts = self._shifts(place)

    def _stations(self, place: Any) -> dict[int, tuple[set[str], set[tuple[int]]]]:
        return {
            p.pk: (set(p.communities.values_list("code", flat=True)), set(p.organisations.values_list("pk")))
            for p in Project.objects.filter(subdistrict=place)
        }

    def _shifts(self, place: Any) -> list[dict[str, Any]]:
        """One person's shift counts once, however often it was written down before they were known."""
        people, first = who_in_the_end(Person), {}
        found = DutyShift.objects.filter(subdistrict=place).order_by("pk")
        for row in found.values("day", "starts_at", "minutes", "project", "task", "person"):
            known_as = people[row["person"]]
            first.setdefault((row["project"], row["task"], row["day"], row["starts_at"], known_as), row)
        return list(first.values())

    def _attendances(self, place: Any) -> list[dict[str, Any]]:
        """One person in one part at one session counts once, however often they were written down before they were known."""
        people, coded = who_in_the_end(Person), who_in_the_end(Codename)
        found = Attendance.objects.filter(session__subdistrict=place)
        rows, seen = [], set()
        for row in found.values("session", "person", "codename", "part", "count"):
            person = row["person"] and ("person", people[row["person"]])
            row["who"] = person or (row["codename"] and ("codename", coded[row["codename"]]))
            row |= {"held": self.sessions[row["session"]]}
            if row["who"]:
                row["count"] = 1  # whichever of somebody's rows comes first, and whatever is stored in it
            if row["who"] is None or (row["session"], row["who"], row["part"]) not in seen:
                rows.append(row)
            seen.add((row["session"], row["who"], row["part"]))
        return rows


class Year:
    """A year's figures and tables, from the records; `part`: from which day of it to which, as month and day."""

    def __init__(self, records: Records, year: int, part: tuple[tuple[int, int], tuple[int, int]] = WHOLE) -> None:
        self.records, self.year, self.part = records, year, part
        self.projects = [p for p in records.projects if p["year__year"] == year]
        self.sessions = [s for s in records.sessions.values() if self.holds(s["day"])]
        served = [a for a in records.attendances if a["part"] == "served"]
        self.served = [a for a in served if self.holds(a["held"]["day"])]
        self.shifts = [s for s in records.shifts if self.holds(s["day"])]
        self.project_of = {p["pk"]: p for p in records.projects}

    def holds(self, day: date) -> bool:
        first, last = self.part
        return day.year == self.year and first <= (day.month, day.day) <= last

    def figures(self) -> dict[str, int | str]:
        return {**self._bought(), **self._done(), **self._special(), **self._campaigns(), **self._giving_back()}

    def _bought(self) -> dict[str, int | str]:
        stations = [self.records.stationed[p["pk"]] for p in self.projects]
        covered = set().union(*(places for places, _schools in stations))
        schools = set().union(*(schools for _places, schools in stations)) & self.records.public
        total = len(self.records.communities)
        return {
            "funding.committed": decimals(Decimal(sum(p["amount_fen"] for p in self.projects)) / 100, "0.01"),
            "projects.count": len(self.projects),
            "domains.count": len({p["domain__code"] for p in self.projects}),
            "communities.total": total,
            "communities.covered": len(covered),
            "communities.coverage": decimals(Decimal(len(covered)) / total, "0.0001"),
            "schools.total": len(self.records.public),
            "schools.covered": len(schools),
        }

    def _done(self) -> dict[str, int | str]:
        return {
            "attendance.person_times": sum(a["count"] for a in self.served),
            "attendance.people_served": len({a["who"] for a in self.served if a["who"]}),
            "attendance.sessions": len(self.sessions),
            "attendance.service_hours": hours(sum(s["minutes"] for s in self.sessions)),
            "duty.projects": len({s["project"] for s in self.shifts}),
            "duty.hours": hours(sum(s["minutes"] for s in self.shifts)),
        }

    def _special(self) -> dict[str, int | str]:
        coded = [a for a in self.served if self.host(a["held"], "domain__code") == "corrections"]
        toured = [a for a in self.served if a["held"]["activity__form"] == "tour"]
        return {
            "corrections.person_times": sum(a["count"] for a in coded),
            "corrections.hours": hours(sum(a["held"]["minutes"] for a in coded for _one in range(a["count"]))),
            "tours.sessions": sum(s["activity__form"] == "tour" for s in self.sessions),
            "tours.person_times": sum(a["count"] for a in toured),
        }

    def _campaigns(self) -> dict[str, int | str]:
        found: dict[str, int | str] = {}
        for code in self.records.campaigns:
            held = [s for s in self.sessions if s["activity__campaign__code"] == code]
            keys = {s["pk"] for s in held}
            found[f"campaigns.{code}.sessions"] = len(held)
            found[f"campaigns.{code}.person_times"] = sum(a["count"] for a in self.served if a["session"] in keys)
            found[f"campaigns.{code}.projects"] = len({s["project"] for s in held if s["project"]})
        return found

    def _giving_back(self) -> dict[str, int | str]:
        return {
            "giving_back.served_to_volunteer": self._became("served", "volunteer"),
            "giving_back.volunteer_to_organiser": self._became("volunteer", "organiser"),
        }

    def _became(self, before: str, after: str) -> int:
        times: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for a in self.records.attendances:
            if a["who"]:
                times[a["who"]][a["part"]].append((a["held"]["day"], a["held"]["starts_at"]))
        count = 0
        for parts in times.values():
            if parts[after] and self.holds(min(parts[after])[0]):
                count += any(moment < min(parts[after]) for moment in parts[before])
        return count

    def host(self, session: dict[str, Any], name: str) -> str:
        return self.project_of[session["project"]][name] if session["project"] else OFFICE

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        by = {"by_domain": ("domain", "domain__name"), "by_provider": ("provider", "provider__credit_code"),
              "by_project": ("project", "number")}  # fmt: skip
        bought = {table: self._table(key, lambda s, n=name: self.host(s, n), name) for table, (key, name) in by.items()}
        months = [f"{self.year}-{n:02d}" for n in range(1, 13)]
        places = [
            *self.records.communities,
            *([UNSTATED] if any(not s["community__code"] for s in self.sessions) else []),
        ]
        return {
            **bought,
            "by_month": [self._row("month", m, lambda s: f"{s['day']:%Y-%m}") for m in months],
            "by_community": [self._row("community", c, lambda s: s["community__code"] or UNSTATED) for c in places],
        }

    def _table(self, key: str, of: Any, name: str) -> list[dict[str, Any]]:
        keys = {p[name] for p in self.projects} | {of(s) for s in self.sessions}
        rows = []
        for one in [*sorted(keys - {OFFICE}), *(keys & {OFFICE})]:
            own = [p for p in self.projects if p[name] == one]
            money = decimals(Decimal(sum(p["amount_fen"] for p in own)) / 100, "0.01")
            rows.append(self._row(key, one, of) | {"projects": len(own), "funding": money})
        return rows

    def _row(self, key: str, value: str, of: Any) -> dict[str, Any]:
        held = [s for s in self.sessions if of(s) == value]
        served: Iterable[Any] = [a for a in self.served if of(a["held"]) == value]
        return {
            key: value,
            "sessions": len(held),
            "person_times": sum(a["count"] for a in served),
            "people_served": len({a["who"] for a in served if a["who"]}),
            "service_hours": hours(sum(s["minutes"] for s in held)),
        }
