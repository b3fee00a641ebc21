"""Who talks on the small programme's GC-1, its reports, and what they tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guihua.commissioning import offers
from guihua.commissioning.actions import reporting, signing, talking
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Contract, MessageFile, PeriodicReport, Project, ReportFile, Thread
from guihua.commissioning.report_paper import Figure
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Grant, Role
from tests.factories import rules
from tests.factories.accounts import SINCE
from tests.factories.contracts import terms

FIGURES = (Figure("sessions", "小组", 3), Figure("person_times", "", 84))
GIVEN = (Role.WORKER, Role.LIAISON)
NAMES = {
    "suwanqing": ("苏婉清", Role.OFFICE),
    "hemin": ("何敏", Role.MANAGER),
    "lijie": ("李洁", Role.WORKER),
    "lianghuimin": ("梁慧敏", Role.LIAISON),
}


def given(user, project, role=Role.WORKER) -> Grant:
    """Sight of a project."""
    own = {"user": user, "role": role, "kind": "project", "object_id": project.pk}
    return Grant.objects.create(**own, since=SINCE, why="分工")


@pytest.fixture
def hand(programme):
    """Somebody in a role at GC-1."""

    def enter(username, role, project=None, name=""):
        project = project or Project.objects.get(number="GC-1")
        user = users.register(username, name=name or username, password="osmanthus-2022", by=audit.SYSTEM)
        at = project.provider if role in (Role.MANAGER, Role.WORKER) else None
        users.appoint(user, role, programme, by=audit.SYSTEM, organisation=at, since=SINCE)
        if role in GIVEN:
            given(user, project, role)
        return user

    return enter


@pytest.fixture
def people(hand):
    """The office, the manager, one worker and the liaison officer, by their user names."""
    return {username: hand(username, role, name=name) for username, (name, role) in NAMES.items()}


def letter(text="三月的场地定了吗？", once="a" * 32, *files) -> talking.Letter:
    return talking.Letter(text, once, files)


def thread(by, project="GC-1", subject="三月的场地", **said) -> Thread:
    return talking.begin(Project.objects.get(number=project), subject, letter(**said), by=by)


def reports(place) -> list[PeriodicReport]:
    """GC-1 under rules by which it reports each quarter; those of the quarters that are over today."""
    rules.published(place)
    project = Project.objects.get(number="GC-1", subdistrict=place)
    project.mode = rules.mode(place)
    project.save(update_fields=["mode"])
    signing.sign(project, terms(project), by=audit.SYSTEM)
    Contract.objects.filter(project=project).update(entered_on=project.starts_on)
    reporting.open_due(by=audit.SYSTEM)
    return list(PeriodicReport.objects.filter(project=project).order_by("first"))


def written(report, by=audit.SYSTEM, done="开了三次小组。") -> PeriodicReport:
    said = {"done": done, "hard": "场地不够。", "ahead": "四月走访独居长者。"}
    return reporting.save(report, said, seen=seen(PeriodicReport.objects.get(pk=report.pk)), by=by)


def submitted(report, by=audit.SYSTEM) -> PeriodicReport:
    reporting.submit(written(report, by), FIGURES, by=by)
    return PeriodicReport.objects.get(pk=report.pk)


def seen(report) -> dict[str, str]:
    return offers.marks(report.texts)


def stand(place) -> None:
    """A thread of GC-1 with a file and one of the confidential GC-2; of the reports of GC-1 the first submitted with a file, the
    second still to be written."""
    project = Project.objects.get(number="GC-1", subdistrict=place)
    paper = Content(".pdf", b"%PDF-1.7")
    talking.begin(project, "三月的场地", letter("请看方案。", "a" * 32, ("活动方案", paper)), by=audit.SYSTEM)
    secret = Project.objects.get(number="GC-2", subdistrict=place)
    talking.begin(secret, "核对名单", letter("名单核对好了吗？", "b" * 32), by=audit.SYSTEM)
    days = ((date(2022, 1, 1), date(2022, 3, 31)), (date(2022, 4, 1), date(2022, 6, 30)))
    own = {"subdistrict": place, "project": project, "rhythm": "quarterly"}
    first, second = (
        PeriodicReport.objects.create(**own, first=since, last=until, due_on=until + timedelta(days=10))
        for since, until in days
    )
    for report, name in ((first, "签到表"), (second, "草稿")):
        reporting.add_file(report, name, paper, by=audit.SYSTEM)
    submitted(first)


def by_name() -> dict[str, int]:
    """What the tables of the tests call them."""
    found = {f"{one.project.number}-thread": one.pk for one in Thread.objects.select_related("project")}
    found |= {f"{one.name}-sent": one.pk for one in MessageFile.objects.all()}
    found |= {f"{one.project.number}-{one.first:%m}-report": one.pk for one in PeriodicReport.objects.all()}
    return found | {f"{one.name}-told": one.pk for one in ReportFile.objects.all()}


def pages() -> list[str]:
    """Those of messages and reports, of GC-1."""
    project, thread = Project.objects.get(number="GC-1"), Thread.objects.filter(project__number="GC-1").first()
    report = PeriodicReport.objects.filter(project=project).order_by("first").first()
    own = [f"/projects/{project.pk}/{page}/" for page in ("messages", "reports", "threads/new")]
    return [*own, "/threads/", f"/threads/{thread.pk}/", "/periodic-reports/", f"/periodic-reports/{report.pk}/"]
