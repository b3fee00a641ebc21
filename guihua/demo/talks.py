"""What the people of a demonstration's projects tell each other, and the reports of the periods that are over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers
from guihua.commissioning.actions import reporting, talking
from guihua.commissioning.models import PeriodicReport, Project, ReportVersion, Thread
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.demo import texts
from guihua.desk import report_figures
from guihua.directory.models import Subdistrict, User

OFFICE, MANAGER, LIAISON, WORKER = "office", "manager", "liaison", "worker"
Told = dict[str, Any]


LATELY = timedelta(days=130)  # a quarter that is over, and one that is not


@transaction.atomic
def write(place: Subdistrict, seed: int, scale: float) -> None:
    """On the projects of the manager's provider they talk; of all projects the reports that are over are there, in the small
    sizes of the last quarter alone."""
    chance = Random(f"{seed} talks {place.code}")  # noqa: S311 - invented words need no secrecy
    told, people = texts.load("talks"), {user.username: user for user in User.objects.filter(username__in=WHO)}
    _talk(place, told, people)
    _put_on_file(place, scale)
    _report(place, told, people, chance)


WHO = (OFFICE, MANAGER, LIAISON, WORKER)


def _talk(place: Subdistrict, told: Told, people: dict[str, User]) -> None:
    """Old threads are read by all; the last few wait for those who did not write in them."""
    now = Project.objects.filter(subdistrict=place).of_year(clock.today().year).order_by("number")
    looked_after = list(now.managed_by(people[MANAGER]).looked_after_by(people[LIAISON]))
    run = list(now.managed_by(people[MANAGER]))
    threads = [_thread(_of(run, looked_after, n, one), one, people) for n, one in enumerate(told["threads"])]
    for project in now.worked_on_by(people[WORKER])[:1]:
        threads.insert(0, _thread(project, told["confidential"][0], people))
    for thread in threads[: -told["newest"]]:
        for reader in commissioning.talking_on(thread.project):
            talking.read(thread, by=reader)


def _of(run: Sequence[Project], looked_after: Sequence[Project], n: int, one: Told) -> Project:
    """A project on which all who speak have a say."""
    speaks = any(who == LIAISON for _ago, who, _text in one["says"])
    fitting = looked_after if speaks and looked_after else run
    return fitting[n % len(fitting)]


def _thread(project: Project, one: Told, people: dict[str, User]) -> Thread:
    says = [(ago, who, text) for ago, who, text in one["says"] if _may(project, people[who])]
    letters = [talking.Letter(text, f"{project.pk}-{one['subject'][:4]}-{n}") for n, (_a, _w, text) in enumerate(says)]
    thread = talking.begin(project, one["subject"], letters[0], by=people[says[0][1]])
    for (_ago, who, _text), letter in zip(says[1:], letters[1:], strict=True):
        talking.answer(thread, letter, by=people[who])
    for n, (ago, _who, _text) in enumerate(says, start=1):
        thread.messages.filter(number=n).update(at=_moment(ago, n))
    Thread.objects.filter(pk=thread.pk).update(last_at=_moment(says[-1][0], len(says)))
    return Thread.objects.select_related("project").get(pk=thread.pk)


def _may(project: Project, user: User) -> bool:
    return Project.objects.filter(pk=project.pk).talked_on_by(user).exists()


def _moment(days_ago: int, n: int) -> datetime:
    """Some time of that day's morning, each message after the one before."""
    return timezone.make_aware(datetime.combine(clock.today() - timedelta(days=days_ago), time(9, 7 * n % 60)))


def _put_on_file(place: Subdistrict, scale: float) -> None:
    """Each contract was as it was signed; in the small sizes this product came late, and asks for what ended since."""
    contracts, signed = commissioning.Contract.objects.filter(subdistrict=place), F("signed_on")
    contracts.update(entered_on=signed if scale == 1 else Greatest(signed, clock.today() - LATELY))


def _report(place: Subdistrict, told: Told, people: dict[str, User], chance: Random) -> None:
    """All accepted but the last ones: some are late, some wait, and one came back."""
    reporting.open_due(by=audit.SYSTEM)
    rows = (
        PeriodicReport.objects.filter(subdistrict=place).select_related("project").order_by("last", "project__number")
    )
    own = set(Project.objects.managed_by(people[MANAGER]).values_list("pk", flat=True))
    seen = set(Project.objects.looked_after_by(people[LIAISON]).values_list("pk", flat=True))
    reports = sorted(
        rows, key=lambda one: (one.last, one.project_id in own, one.project_id in seen)
    )  # theirs come last
    late, rest = reports[-told["overdue"] :], reports[: -told["overdue"]]
    back, waiting = rest[-1:], rest[-1 - told["waiting"] : -1]
    for report in [*rest]:
        _submit(report, told, people[MANAGER] if report.project_id in own else audit.SYSTEM, chance)
    for report in rest[: -1 - told["waiting"]]:
        reporting.accept(report, by=people[OFFICE])
    for report in back:
        reporting.send_back(report, why=told["returned"], by=people[OFFICE])
    for report in [one for one in waiting if _looks_after(people[LIAISON], one)][: told["checked"]]:
        reporting.check(report, by=people[LIAISON])
    _date([*rest])
    for report in [one for one in late if one.project_id in own][:1]:
        reporting.save(
            report, _texts(told, chance) | {"ahead": ""}, seen=offers.marks(report.texts), by=people[MANAGER]
        )
    Notice.objects.filter(kind="report.accepted", user=people[MANAGER]).update(read_at=timezone.now())


def _submit(report: PeriodicReport, told: Told, by: Any, chance: Random) -> None:
    reporting.save(report, _texts(told, chance), seen=offers.marks(report.texts), by=by, quietly=True)
    reporting.submit(report, report_figures.of(report), by=by)


def _texts(told: Told, chance: Random) -> dict[str, str]:
    counts = {"done": 3, "hard": 2, "ahead": 2}
    return {name: "\n".join(chance.sample(told[name], count)) for name, count in counts.items()}


def _looks_after(user: User, report: PeriodicReport) -> bool:
    return Project.objects.filter(pk=report.project_id).looked_after_by(user).exists()


def _date(reports: Sequence[PeriodicReport]) -> None:
    """Each was submitted some days before it was due, and decided a few days later."""
    for report, sent in _days(reports):
        PeriodicReport.objects.filter(pk=report.pk).update(submitted_at=sent, saved_at=sent)
        versions = ReportVersion.objects.filter(report=report)
        versions.update(submitted_at=sent)
        versions.filter(decided_at__isnull=False).update(decided_at=sent + timedelta(days=3))


def _days(reports: Sequence[PeriodicReport]) -> Iterator[tuple[PeriodicReport, datetime]]:
    for n, report in enumerate(reports):
        day = report.due_on - timedelta(days=n % 5 + 1)
        yield report, timezone.make_aware(datetime.combine(day, time(10 + n % 7, n % 60)))
