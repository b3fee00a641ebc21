"""How long pages take, in this process and without a server, beside the least that any program would have to do.

    GUIHUA_HOME=… DATABASE_URL=… python -m tests.bench.pages [--user office] [--times 15] [--cold]

A page is asked for as its user would. `sql` is the share of the time that the database took; `floor` is a question written
by hand for the same rows, and `×` how many times as long the whole page took. Ratios travel between machines, times do not.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guihua.delivery.models import Session
from guihua.directory.models import Subdistrict, User
from guihua.reporting import store
from guihua.reporting.book import open_book
from guihua.reporting.memory import answers
from tests.bench import by_hand

BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
SESSIONS = "SELECT s.*, a.name FROM delivery_session s JOIN delivery_activity a ON a.id = s.activity_id WHERE "
NEWEST = " ORDER BY s.day DESC, s.starts_at DESC, s.id LIMIT 50"


@dataclass(frozen=True)
class Case:
    name: str
    address: str
    floor: Callable[[], Any]


def asked(sql: str, *parameters: Any) -> Callable[[], Any]:
    def ask() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    return ask


class Account:
    """The account by hand: polars over the same files, without definitions or lists."""

    def __init__(self, place: Subdistrict, year: int) -> None:
        self.code, self.manifest, self.year = place.code, open_book(place.code).manifest, year

    def scan(self, name: str) -> pl.LazyFrame:
        return store.scan(self.code, self.manifest, name)

    def served(self) -> pl.LazyFrame:
        months = pl.col("month").is_between(self.year * 100 + 1, self.year * 100 + 12)
        rows = self.scan("attendance").filter(months, pl.col("part") == "served")
        return rows.join(self.scan("session").filter(months), on="session")

    def report(self) -> Any:
        return by_hand.account(self.code, self.year)

    def rows(self) -> Any:
        return (
            self.served().filter(pl.col("month") == self.year * 100 + 6).sort("day", "session").slice(0, 50).collect()
        )


def cases(place: Subdistrict) -> list[Case]:
    account, own = Account(place, 2022), place.pk
    newest = asked(SESSIONS + "s.subdistrict_id = %s" + NEWEST, own)
    project = Session.objects.filter(subdistrict=place).exclude(project=None).order_by("-pk")[0].project_id
    activity = Session.objects.filter(subdistrict=place).order_by("pk")[0].activity.name
    of_project = asked(SESSIONS + "s.project_id = %s" + NEWEST, project)
    of_form = asked(SESSIONS + "s.subdistrict_id = %s AND a.form = %s" + NEWEST, own, "group")
    named = asked(SESSIONS + "s.subdistrict_id = %s AND a.name LIKE %s" + NEWEST, own, f"%{activity}%")
    figure = "/reports/2022/figures"
    least = asked("SELECT 1")
    return [
        Case("overview", "/", account.report),
        Case("report", "/reports/2022/", account.report),
        Case("report as JSON", "/reports/2022/report.json", account.report),
        Case("figure", f"{figure}/attendance.person_times/", account.rows),
        Case("figure, far page", f"{figure}/attendance.person_times/?page=2000", account.rows),
        Case("figure, of a month", f"{figure}/attendance.person_times/?month=2022-06", account.rows),
        Case("figure, of a domain", f"{figure}/attendance.person_times/?domain=社区服务", account.rows),
        Case("figure, people", f"{figure}/attendance.people_served/", account.rows),
        Case("projects", "/projects/", least),
        Case("projects, by amount", "/projects/?sort=-amount", least),
        Case("projects, searched", "/projects/?q=项目", least),
        Case("sessions", "/sessions/", newest),
        Case("sessions, page 100", "/sessions/?page=100", newest),
        Case("sessions, by length", "/sessions/?sort=-minutes", newest),
        Case("sessions, oldest first", "/sessions/?sort=day", newest),
        Case("sessions, of a form", "/sessions/?form=group", of_form),
        Case("sessions, of a month", "/sessions/?month=202206", newest),
        Case("sessions, of a project", f"/sessions/?project={project}", of_project),
        Case("sessions, searched", f"/sessions/?q={activity}", named),
        Case("sessions, found nothing", "/sessions/?q=没有这样的活动", named),
        Case("organisations", "/organisations/", least),
        Case("communities", "/communities/", least),
        Case("project", f"/projects/{project}/", of_project),
    ]


def timed(work: Callable[[], Any], times: int) -> list[float]:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took


def measured(client: Client, case: Case, times: int, *, cold: bool) -> Iterator[str]:
    def page() -> None:
        if cold:
            answers.forget()
        answer = client.get(case.address)
        if answer.status_code != 200:
            raise SystemExit(f"{case.address}: {answer.status_code}")

    page()
    took = sorted(timed(page, times))
    with CaptureQueriesContext(connection) as queries:
        page()
    sql = sum(float(query["time"]) for query in queries) * 1000
    floor = statistics.median(timed(case.floor, times))
    p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
    yield f"{case.name:26}{p50:9.1f}{p95:9.1f}{sql:9.1f}{len(queries):5}{floor:9.1f}{p50 / floor:8.1f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--user", default="office")
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--cold", action="store_true", help="forget what was answered before each page")
    wanted = parser.parse_args()
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*"], False
    call_command("collectstatic", verbosity=0, interactive=False)
    client = Client()
    client.force_login(User.objects.get(username=wanted.user), backend=BACKEND)
    print(f"{connection.vendor}, {'cold' if wanted.cold else 'warm'}, milliseconds")
    print(f"{'page':26}{'p50':>9}{'p95':>9}{'sql':>9}{'n':>5}{'floor':>9}{'×':>8}")
    for case in cases(Subdistrict.objects.order_by("pk")[0]):
        print(*measured(client, case, wanted.times, cold=wanted.cold), flush=True)


if __name__ == "__main__":
    main()
