"""Whether the first page of a list takes longer as the years fill: each list with few rows, and with a hundred times as many.

    [DATABASE_URL=postgres://…] python -m tests.bench.lists [--few 2000] [--many 200000] [--times 15] [--only LIST …]

Two deployments of its own, on PostgreSQL in two new databases of that server. Each is filled by importing so many attendances,
with a row of the audit trail for each, and an import, a job, a notice and a pair for each 30 of them; projects, organisations and communities are as many in both, more
than a page of each. Told are median milliseconds of a page as the office asks for it, in the process and without a server,
how many questions it asks the database, and `×`, the median of the visits' ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import cache
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guihua.core import audit, secrecy
from guihua.core.inbox.models import Notice
from guihua.core.jobs.models import Job, JobState
from guihua.core.jobs.notices import DONE
from guihua.core.models import AuditRow
from guihua.desk import importing
from guihua.desk.actions import recordings
from guihua.desk.models import Import, ImportState
from guihua.directory.actions import users
from guihua.directory.models import Alike, Organisation, Person, Resemblance, Role, Subdistrict, User
from tests.bench import files
from tests.bench.imports import with_keys

YEAR, FOR_EACH, ORGANISATIONS = 2022, 30, 60
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
LISTS = [
    "projects",
    "sessions",
    "people",
    "organisations",
    "communities",
    "imports",
    "jobs",
    "inbox",
    "people/pairs",
    "trail",
]
OFFICE, AUDITOR = (
    "suwanqing",
    "maiyongchang",
)  # who asks for a page: the office, but for the trail, which it may not read
SERVER = os.environ.get("DATABASE_URL", "")


def prepared(folder: Path) -> Subdistrict:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    place: Subdistrict = files.programme(folder, [YEAR])
    for n in range(ORGANISATIONS):
        Organisation.objects.create(subdistrict=place, name=f"机构{n}", credit_code=f"BENCH{n:013d}", kind="provider")
    for username, name, role in ((OFFICE, "苏婉清", Role.OFFICE), (AUDITOR, "麦永昌", Role.AUDITOR)):
        user = users.register(username, name=name, password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, role, place, by=audit.SYSTEM, since=date(2020, 1, 1))
    return place


def filled(rows: int) -> None:
    """In a deployment of its own."""
    with tempfile.TemporaryDirectory(prefix="guihua-bench-") as folder:
        place = prepared(Path(folder))
        path = files.written(Path(folder), "csv", rows, YEAR)
        importing.load(place, "attendance", path, by=audit.SYSTEM)
    everybody = Person.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True)
    for one, two in islice(pairwise(everybody), rows // FOR_EACH):
        Resemblance.objects.create(subdistrict=place, person_id=one, other_id=two, why=Alike.PHONE)
    office = User.objects.get(username=OFFICE)
    for n in range(rows // FOR_EACH):
        _brought(place, office, n)
    _audited(place, office, rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute or two


def _audited(place: Subdistrict, office: User, rows: int) -> None:
    """As many deeds, a minute apart: every tenth of an account's own, which the trail leaves out unless it is asked for them."""
    deeds = [("session.recorded", place, "delivery.session"), ("sign_in.began", None, "directory.signin")]
    at = timezone.now()
    AuditRow.objects.bulk_create(
        (
            AuditRow(
                at=at - timedelta(minutes=n),
                actor=office,
                subdistrict=where,
                action=action,
                kind=kind,
                object_id=n,
                mac=b"-",
            )
            for n in range(rows)
            for action, where, kind in [deeds[n % 10 == 0]]
        ),
        batch_size=5_000,
    )


def _brought(place: Subdistrict, office: User, n: int) -> None:
    """A file that the office imported in the background, and was told of."""
    at = timezone.now() - timedelta(minutes=n)
    wrapped, key = secrecy.new_wrapped_key()
    name = secrecy.sealed(f"参与记录-{n}.csv", key=key, place="desk_import.name")
    found = Import.objects.create(
        subdistrict=place, kind="attendance", state=ImportState.DONE, by=office, at=at, saved_at=at, recorded_at=at,
        file=f"{n:032d}", digest=f"{n:064d}", data_key=wrapped, name=name, draft=b"", rows=30, added=30,
    )  # fmt: skip
    job = Job.objects.create(
        subdistrict=place, asked_by=office, name=recordings.WORK, payload={"import": found.pk},
        state=JobState.DONE, asked_at=at, ended_at=at,
    )  # fmt: skip
    params, address = {"work": recordings.WORK}, f"/imports/{found.pk}/"
    Notice.objects.create(user=office, kind=DONE.code, event=f"job {job.pk}", params=params, address=address, at=at)


@cache
def browser(name: str) -> Client:
    """In which who asks for a list is signed in."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*"], False
    client = Client()
    client.force_login(User.objects.get(username=AUDITOR if name == "trail" else OFFICE), backend=BACKEND)
    return client


def visited(name: str) -> float:
    """Milliseconds of one visit."""
    client = browser(name)
    began = time.perf_counter()
    answer = client.get(f"/{name}/")
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{name}: {answer.status_code}")
    return took


def questions(name: str) -> int:
    with CaptureQueriesContext(connection) as found:
        browser(name).get(f"/{name}/")
    return len(found)


def deployment(home: Path, rows: int) -> ProcessPoolExecutor:
    """A process of its own with a database of its own, which has so many attendances."""
    (home / str(rows)).mkdir()
    os.environ["GUIHUA_HOME"] = str(home / str(rows))
    if SERVER:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "lists_{rows}"')
        os.environ["DATABASE_URL"] = f"{SERVER.rpartition('/')[0]}/lists_{rows}"
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=with_keys)
    pool.submit(filled, rows).result()
    return pool


def measured(pools: Sequence[ProcessPoolExecutor], name: str, times: int) -> str:
    """The same page here and there in turn, so that what else the machine does meanwhile slows both down."""
    took = [[pool.submit(visited, name).result() for pool in pools] for _ in range(times + 1)][1:]
    few, many = (statistics.median(times) for times in zip(*took, strict=True))
    ratio = statistics.median(many / few for few, many in took)
    asked = [pool.submit(questions, name).result() for pool in pools]
    return f"{name:<16}{few:8.1f} ({asked[0]}){many:10.1f} ({asked[1]}){ratio:8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--many", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--only", nargs="*", choices=LISTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guihua-bench-") as home:
        pools = [deployment(Path(home), rows) for rows in (wanted.few, wanted.many)]
        print(f"{connection.vendor:<16}{wanted.few:>13}{wanted.many:>15}{'×':>8}", flush=True)
        for name in wanted.only or LISTS:
            print(measured(pools, name, wanted.times), flush=True)
        for pool in pools:
            pool.shutdown()


if __name__ == "__main__":
    main()
