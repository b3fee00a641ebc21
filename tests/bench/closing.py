"""How long it takes to say what is missing and unlikely in a provider's month, where the whole sub-district's month is large.

    GUIHUA_HOME=… DATABASE_URL=… python -m tests.bench.closing [--rows 600000] [--times 15]

On an empty database, which it fills as `tests.bench.large` does: of 600,000 named rows a month has 3,300 sessions, of
which a provider holds 80. Told are median milliseconds of the page as the office asks for it, in the process and without a
server; of the findings in it; of the same findings over everything that the sub-district recorded in that month, as they
were counted before; and of `by hand`, a single question in SQL for the heart of it alone: at which sessions elsewhere
somebody was at the same time, without whoever turned out to be another. `×` is the median of the rounds' ratios to that.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from guihua.delivery import unlikely
from guihua.delivery.calc import findings
from guihua.delivery.models import Attendance, Session
from guihua.directory.models import Organisation, User
from tests.bench.imports import with_keys
from tests.bench.large import City, reset_sequences
from tests.bench.pages import BACKEND, asked, timed

YEAR, MONTH = 2022, 202206
PAIRS = """
    SELECT s.id, o.id, count(DISTINCT a.person_id)
    FROM commissioning_project p
    JOIN delivery_session s ON s.project_id = p.id AND s.month = %s
    JOIN delivery_attendance a ON a.session_id = s.id AND a.count > 0
    JOIN delivery_attendance b ON b.person_id = a.person_id AND b.count > 0 AND b.session_id <> s.id
    JOIN delivery_session o ON o.id = b.session_id AND o.day = s.day
    WHERE p.provider_id = %s
    GROUP BY s.id, o.id
"""


def filled(rows: int) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        City(rows, [YEAR]).fill()
    reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself within a minute or two


def over_everything() -> Any:
    sessions = unlikely.SESSION.frame(Session.objects.filter(month=MONTH).order_by("pk"))
    rows = Attendance.objects.filter(session__month=MONTH, count__gt=0).known_as().annotate(who=F("known_as"))
    return list(findings.found(sessions, unlikely.ATTENDANCE.frame(rows.order_by("pk")), {}))


def works(provider: Organisation) -> dict[str, Callable[[], Any]]:
    """The last of them is what the others are measured by."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*"], False
    office = Client()
    office.force_login(User.objects.get(username="office"), backend=BACKEND)
    address = reverse("delivery:closing_provider", args=[MONTH, provider.pk])
    return {
        "page": lambda: office.get(address),
        "findings": lambda: unlikely.of(provider, MONTH),
        "of everything": over_everything,
        "by hand": asked(PAIRS, MONTH, provider.pk),
    }


def measured(wanted: argparse.Namespace) -> None:
    """All of them in turn, so that what else the machine does meanwhile slows each of them down."""
    filled(wanted.rows)
    done = works(Organisation.objects.filter(kind="provider").order_by("pk")[0])
    rounds = [[timed(work, 1)[0] for work in done.values()] for _ in range(wanted.times + 1)][1:]
    print(f"{connection.vendor}, {Session.objects.filter(month=MONTH).count()} sessions, {wanted.times} times")
    for name, took in zip(done, zip(*rounds, strict=True), strict=True):
        ratio = statistics.median(one / by_hand for one, (*_others, by_hand) in zip(took, rounds, strict=True))
        print(f"{name:<16}{statistics.median(took):8.1f} ms{ratio:8.2f} ×")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=600_000)
    parser.add_argument("--times", type=int, default=15)
    with_keys()
    measured(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
