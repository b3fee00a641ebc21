"""Fills an empty database with a city's programme, past the importers, since it is the reading that is measured.

    GUIHUA_HOME=… DATABASE_URL=… python -m tests.bench.large [--rows 600000] [--years 2021 2022]

`rows` are named attendances a year. Names are numbers, and nothing is sealed.
"""

from __future__ import annotations

import argparse
from datetime import date, time, timedelta
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import programmes
from guihua.core import audit, bulk
from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.actions import users

PROJECTS, COMMUNITIES, PROVIDERS, TO_A_SESSION = 200, 80, 40, 15
PASSWORD = "osmanthus-2022"
FORMS = ["group", "group", "event", "visit", "lecture", "casework", "training", "media"] * 100 + ["tour"]
MINUTES = [30, 45, 60, 90, 90, 120, 180]
PARTS = ["served"] * 18 + ["volunteer", "organiser"]
SESSION = ["id", "subdistrict_id", "project_id", "activity_id", "code", "day", "month", "starts_at", "minutes",
           "community_id", "place"]  # fmt: skip


class City:
    def __init__(self, rows: int, years: list[int]) -> None:
        self.rows, self.years, self.chance = rows, years, Random(1)
        self.place = programmes.prepare(code="440605099", name="大城街道", by=audit.SYSTEM)

    def fill(self) -> None:
        self.communities = [self._community(n) for n in range(COMMUNITIES)]
        self.providers = [self._provider(n) for n in range(PROVIDERS)]
        self.people = self._people(self.rows // 4)
        self.next_session = self.next_activity = 1
        for year in self.years:
            projects = self._projects(year)
            self._year(year, projects)
        office = users.register("office", name="苏婉清", password=PASSWORD, by=audit.SYSTEM)
        users.appoint(office, directory.Role.OFFICE, self.place, by=audit.SYSTEM, since=date(2020, 1, 1))

    def _community(self, n: int) -> int:
        made = directory.Community.objects.create(subdistrict=self.place, code=f"440605099{n:03d}", name=f"社区{n}")
        return made.pk

    def _provider(self, n: int) -> int:
        kind = directory.OrganisationKind.PROVIDER
        made = directory.Organisation.objects.create(
            subdistrict=self.place, name=f"机构{n}", credit_code=f"MECHANISM{n:09d}", kind=kind
        )
        return made.pk

    def _people(self, count: int) -> range | list[int]:
        pks = bulk.next_ids(directory.Person, count)
        fields = ["id", "subdistrict_id", "name", "data_key", "phone", "id_number", "handle_index", "gender", "born_on"]
        rows = [(pk, self.place.pk, f"人{pk}", b"", b"", b"", pk.to_bytes(32), "", b"") for pk in pks]
        bulk.insert(directory.Person, fields, rows)
        return pks

    def _projects(self, year: int) -> list[int]:
        own = commissioning.ProgrammeYear.objects.create(subdistrict=self.place, year=year)
        domains = list(commissioning.Domain.objects.filter(subdistrict=self.place, is_confidential=False))
        term = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
        made = []
        for n in range(PROJECTS):
            project = commissioning.Project.objects.create(
                subdistrict=self.place, year=own, number=f"{year}-{n:04d}", name=f"项目{n}", domain=domains[n % 7],
                provider_id=self.providers[n % PROVIDERS], amount_fen=20_000_000, state="running", **term,
            )  # fmt: skip
            project.communities.set([self.communities[n % (COMMUNITIES - 5)]])
            made.append(project.pk)
        return made

    def _year(self, year: int, projects: list[int]) -> None:
        sessions = self.rows // TO_A_SESSION
        campaign = commissioning.Campaign.objects.get(subdistrict=self.place).pk
        activities = {
            (project, form): self.next_activity + n
            for n, (project, form) in enumerate((p, f) for p in [*projects, None] for f in dict.fromkeys(FORMS))
        }
        rows = [(pk, self.place.pk, project, f"活动{pk % 97}", form, campaign if pk % 9 == 0 else None)
                for (project, form), pk in activities.items()]  # fmt: skip
        bulk.insert(delivery.Activity, ["id", "subdistrict_id", "project_id", "name", "form", "campaign_id"], rows)
        held = [self._session(year, n, projects, activities) for n in range(sessions)]
        bulk.insert(delivery.Session, SESSION, held)
        fields = ["session_id", "person_id", "codename_id", "part", "count"]
        bulk.insert(delivery.Attendance, fields, (row for session in held for row in self._came(session[0])))
        self.next_activity += len(activities)
        self.next_session += sessions

    def _session(self, year: int, n: int, projects: list[int], activities: dict[Any, int]) -> tuple[Any, ...]:
        project, form = self.chance.choice([*projects, None]), self.chance.choice(FORMS)
        day = date(year, 1, 1) + timedelta(days=self.chance.randrange(365))
        community = self.chance.choice(self.communities) if n % 50 else None
        about = (
            f"S{n:06d}",
            day,
            day.year * 100 + day.month,
            time(self.chance.randint(8, 20), 30),
            self.chance.choice(MINUTES),
            community,
            "活动室",
        )
        return (self.next_session + n, self.place.pk, project, activities[project, form], *about)

    def _came(self, session: int) -> list[tuple[Any, ...]]:
        named = self.chance.sample(self.people, TO_A_SESSION)
        rows: list[tuple[Any, ...]] = [(session, pk, None, self.chance.choice(PARTS), 1) for pk in named]
        return [*rows, (session, None, None, "served", self.chance.randint(1, 60))]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=600_000)
    parser.add_argument("--years", type=int, nargs="+", default=[2021, 2022])
    wanted = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        City(wanted.rows, wanted.years).fill()
    reset_sequences()


def reset_sequences() -> None:
    """Keys were given by hand; PostgreSQL's own counters start after them."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), [delivery.Activity, delivery.Session]):
            cursor.execute(line)


if __name__ == "__main__":
    main()
