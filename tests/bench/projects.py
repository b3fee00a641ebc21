"""Whether the board, its rules and the search bear a hundred times as many projects.

    GUIHUA_HOME=… [DATABASE_URL=postgres://…] python -m tests.bench.projects [--few 58] [--many 5800] [--times 9]

On an empty database, which it fills past the verbs, since it is the reading that is measured: contracts with three indicators,
two budget lines and two instalments, three months of progress, visits and tasks with what they say. Told are: how many questions
the board's page asks with few and with many projects, and its milliseconds; the rules looked up and evaluated for all of them, beside one pass of bare
SQL over the same facts; and searches, beside the bare question of the index. `×` is the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guihua.commissioning import board
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import board as marking
from guihua.commissioning.actions import programmes
from guihua.commissioning.models import BoardRule, SearchText
from guihua.core import audit, finding
from guihua.desk import text_search
from guihua.directory import models as directory
from guihua.directory.actions import users
from tests.bench.imports import with_keys

YEAR = 2022
VISITS, TASKS, FIRST = 6, 4, 5
FEW_SAY, PHRASE = 1_000, "公益创投"  # of so many texts one says it
SOME_SAY, SOMETIMES = 25, "议事厅"  # more than are read at once, and far from half of them
SMALL = 100  # one of so many projects is the smaller provider's
WORDS = (
    "社区 服务 老人 儿童 家庭 关怀 活动 志愿者 组织 开展 心理 辅导 义诊 健康 讲座 困难 走访 需要 加强 居委会 沟通 物资"
)
SEARCHES = {
    "汉字, rare": PHRASE,
    "汉字, some": SOMETIMES,
    "汉字, common": "社区",
    "pinyin": "gongyichuang",
    "initials": "gyct",
    "two words": "老人 gyct",
}
FACTS = [
    commissioning.Progress,
    commissioning.Indicator,
    commissioning.Reading,
    commissioning.BudgetLine,
    commissioning.Instalment,
    commissioning.LiaisonVisit,
    commissioning.ProjectTask,
    commissioning.PeriodicReport,
    commissioning.Milestone,
    commissioning.Incident,
]


class Programme:
    def __init__(self) -> None:
        self.chance = Random(1)
        self.place = programmes.prepare(code="440605099", name="大城街道", by=audit.SYSTEM)
        self.year = commissioning.ProgrammeYear.objects.create(subdistrict=self.place, year=YEAR)
        domains = commissioning.Domain.objects.filter(subdistrict=self.place, is_confidential=False)
        self.domains, self.projects = list(domains.order_by("pk")), 0
        self.heads = list(commissioning.BudgetCategory.objects.filter(subdistrict=self.place).order_by("pk")[:2])
        kind = directory.OrganisationKind.PROVIDER
        self.provider, small = (
            directory.Organisation.objects.create(subdistrict=self.place, name=name, credit_code=code, kind=kind)
            for name, code in (("榕声", "BENCH0000000000001"), ("木棉", "BENCH0000000000002"))
        )
        self.small = small
        self.office = self._account("office", "苏婉清", directory.Role.OFFICE)
        self.manager = self._account("manager", "何敏", directory.Role.MANAGER, organisation=small)

    def _account(self, username: str, name: str, role: directory.Role, **at: Any) -> directory.User:
        account = users.register(username, name=name, password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(account, role, self.place, by=audit.SYSTEM, since=date(2020, 1, 1), **at)
        return account

    def grow(self, to: int) -> None:
        """So many projects in all."""
        new = [self._project(n) for n in range(self.projects, to)]
        projects = commissioning.Project.objects.bulk_create(new, batch_size=500)
        contracts = commissioning.Contract.objects.bulk_create(map(self._contract, projects), batch_size=500)
        self._promises(contracts)
        self._money(contracts)
        self._records(projects)
        self._said(projects)
        self.projects = to
        marking.mark(self.place, by=audit.SYSTEM)

    def _project(self, n: int) -> commissioning.Project:
        own = {"subdistrict": self.place, "year": self.year, "domain": self.domains[n % len(self.domains)]}
        term = {"starts_on": date(YEAR, 1, 1), "ends_on": date(YEAR, 12, 31)}
        said = {"number": f"{n:05d}", "name": f"项目{n}", "state": "running"}
        said["provider"] = self.small if n % SMALL == 0 else self.provider
        return commissioning.Project(**own, **term, **said, amount_fen=20_000_000)

    def _contract(self, project: commissioning.Project) -> commissioning.Contract:
        own = {"subdistrict": self.place, "project": project, "number": f"HT-{project.number}"}
        term = {"starts_on": project.starts_on, "ends_on": project.ends_on, "signed_on": project.starts_on}
        return commissioning.Contract(**own, **term, amount_fen=project.amount_fen)

    def _promises(self, contracts: list[commissioning.Contract]) -> None:
        kinds = [("events", "场"), ("groups", "个"), ("person_times", "人次")]
        rows = (
            commissioning.Indicator(
                subdistrict=self.place, contract=one, position=n, kind=kind, name=kind, target=100, unit=unit, measure=kind
            )
            for one in contracts
            for n, (kind, unit) in enumerate(kinds)
        )  # fmt: skip
        commissioning.Indicator.objects.bulk_create(rows, batch_size=500)

    def _money(self, contracts: list[commissioning.Contract]) -> None:
        own = [{"subdistrict": self.place, "contract": one} for one in contracts]
        lines = (
            commissioning.BudgetLine(
                **one, category=head, amount_fen=10_000_000, spent_fen=self.chance.randrange(10**7)
            )
            for one in own
            for head in self.heads
        )
        commissioning.BudgetLine.objects.bulk_create(lines, batch_size=500)
        parts = (
            commissioning.Instalment(**one, position=n, amount_fen=10_000_000, waits_for=waits)
            for one in own
            for n, waits in enumerate(["signing", "acceptance"], start=1)
        )
        commissioning.Instalment.objects.bulk_create(parts, batch_size=500)

    def _records(self, projects: list[commissioning.Project]) -> None:
        rows = (
            commissioning.Progress(
                subdistrict=self.place, project=one, month=YEAR * 100 + month, measure=measure,
                value=self.chance.randrange(1, 40), last_on=date(YEAR, month, 20),
            )
            for one in projects
            for month in (3, 6, 9)
            for measure in ("events", "groups", "person_times")
        )  # fmt: skip
        commissioning.Progress.objects.bulk_create(rows, batch_size=500)

    def _said(self, projects: list[commissioning.Project]) -> None:
        at = datetime(YEAR, 3, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
        visits = commissioning.LiaisonVisit.objects.bulk_create(
            (
                commissioning.LiaisonVisit(
                    subdistrict=self.place, project=one, day=date(YEAR, n + 1, 10), minutes=60, findings=self.text(), entered_at=at
                )
                for one in projects
                for n in range(VISITS)
            ),
            batch_size=500,
        )  # fmt: skip
        tasks = commissioning.ProjectTask.objects.bulk_create(
            (
                commissioning.ProjectTask(
                    subdistrict=self.place, project=one, what=self.text(), due_on=date(YEAR, 4, 1) + timedelta(days=n), raised_at=at
                )
                for one in projects
                for n in range(TASKS)
            ),
            batch_size=500,
        )  # fmt: skip
        self._searched("visit", [(one, one.findings, one.day) for one in visits])
        self._searched("task", [(one, one.what, one.due_on) for one in tasks])

    def _searched(self, kind: str, said: list[tuple[Any, str, date]]) -> None:
        """As the verbs write it."""
        rows = (
            SearchText(
                subdistrict=self.place, kind=kind, object_id=one.pk, project_id=one.project_id, day=day, text=text, **_aloud(text)
            )
            for one, text, day in said
        )  # fmt: skip
        SearchText.objects.bulk_create(rows, batch_size=500)

    def text(self) -> str:
        """Sixty characters or so, of which there are two thousand different ones."""
        return _texts()[self.chance.randrange(2 * FEW_SAY)]


@cache
def _texts() -> list[str]:
    chance = Random(2)
    texts = ["".join(chance.choices(WORDS.split(), k=28)) for _ in range(2 * FEW_SAY)]
    texts = [PHRASE + texts[0], texts[1] + PHRASE, *texts[2:]]
    return [text + SOMETIMES if n % SOME_SAY == 0 else text for n, text in enumerate(texts)]


@cache
def _aloud(text: str) -> dict[str, str]:
    return finding.aloud(text)._asdict()


def took(deed: Callable[[], Any]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def compared(name: str, deed: Callable[[], Any], beside: Callable[[], Any], times: int) -> None:
    """In turn, so that what else the machine does meanwhile slows both down."""
    rounds = [(took(deed), took(beside)) for _ in range(times + 1)][1:]
    ours, bare = (statistics.median(some) for some in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    print(f"{name:<20}{ours:10.1f} ms{bare:10.1f} ms{ratio:8.2f} ×", flush=True)


def page(client: Client) -> tuple[int, float]:
    """How many questions the board's page asks, and its milliseconds."""
    client.get("/board/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/board/")
    if answer.status_code != 200:
        raise SystemExit(answer.status_code)
    return len(asked), statistics.median(took(lambda: client.get("/board/")) for _ in range(5))


def rules(programme: Programme) -> None:
    known = board.known(board.projects_of(programme.place))
    every = list(BoardRule.objects.kept_by(programme.place))
    for one in known:
        for rule in every:
            board.fired(rule, one)


def facts() -> None:
    """One pass of bare SQL: what the rules look at, each row once."""
    with connection.cursor() as cursor:
        for table in ("commissioning_project", *(model._meta.db_table for model in FACTS)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            cursor.fetchall()


def searched(user: Any, typed: str) -> None:
    words = typed.split()
    for kind, found in text_search.matches(user, words).items():
        text_search.shown(user, words, kind, text_search.newest(kind, found.keys, slice(0, FIRST)))


def bare(typed: str) -> None:
    SearchText.objects.saying(typed.split()).count()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=58)
    parser.add_argument("--many", type=int, default=5_800)
    parser.add_argument("--times", type=int, default=9)
    wanted = parser.parse_args()
    with_keys()
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*"], False
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    programme, client = Programme(), Client()
    client.force_login(programme.office, backend="guihua.directory.signing_in.UsernameOrPhone")
    for many in (wanted.few, wanted.many):
        programme.grow(many)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute or two
        asked, ms = page(client)
        print(f"the board of {many:<7}{ms:10.1f} ms, questions: {asked}", flush=True)
    print(f"{connection.vendor:<20}{'ours':>13}{'bare':>13}{'×':>10}", flush=True)
    compared("rules", lambda: rules(programme), facts, wanted.times)
    for name, typed in SEARCHES.items():
        ask, beside = partial(searched, programme.office, typed), partial(bare, typed)
        compared(name, ask, beside, wanted.times)
    common = SEARCHES["汉字, common"]
    compared("common, of a few", partial(searched, programme.manager, common), partial(bare, common), wanted.times)


if __name__ == "__main__":
    main()
